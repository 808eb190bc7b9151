import { absenceBand, BANDS } from '../../domain/measures/absence-bands.ts';
import { absent, possible } from '../../domain/measures/counts.ts';
import { isPersistent, isSevere } from '../../domain/measures/persistent-absence.ts';
import { NC_YEARS } from '../../domain/pupils/nc-year.ts';
import { STATISTICAL_YEARS } from '../population.ts';
import {
  type PageChoice,
  type Query,
  readSelection,
  type Selection,
  fieldsOf as selectionFields,
} from '../selection/selection.ts';
import type { PupilRow } from './query.ts';

export type { Query };

export const SORTS = ['name', 'year', 'attendance', 'missed', 'authorised', 'unauthorised'] as const;
export type Sort = (typeof SORTS)[number];

/**
 * What was chosen on the page of pupils: as it stands in its address, but for the name, which the server remembers. What cannot
 * be read is as if it were not there.
 */
export interface Choices {
  /** An NC year, `statistical` for years 1 to 11, or null for all. */
  readonly year: string | null;
  /** `counted` (with possible sessions), `persistent`, `severe`, `none` (without), a band `0` to `10`, or null for all. */
  readonly absence: string | null;
  readonly roll: 'now' | 'left' | null;
  /** Part of a name or a UPN, for which the address has `search=on` alone; empty for all. */
  readonly name: string;
  readonly sort: Sort;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
  /** Other groups, the period, the definition and the past date of the figures, and the floor; nothing when all are as they come. */
  readonly also?: Selection;
}

/** Pupils with fewer possible sessions than this may be left out, as on the page of absence bands. */
export const FLOOR_CHOICE: PageChoice = {
  name: 'floor',
  label: 'Pupils with few sessions',
  options: [
    { value: '0', text: 'Count every pupil' },
    { value: '20', text: 'Leave out pupils with fewer than 20 possible sessions' },
  ],
};

/**
 * Reads the choices from an address, or from the fields of a form.
 * @param searched the name or UPN that the server remembers; it counts with `search=on` only
 */
export function readChoices(query: Query, searched: string | null = null): Choices {
  const one = (name: string) => {
    const value = query[name];
    return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim();
  };
  const among = <const T extends string>(name: string, values: readonly T[]): T | null =>
    values.find((value) => value === one(name)) ?? null;
  const page = Number(one('page'));
  const also = readAlso(query);
  return {
    year: among('year', ['statistical', ...NC_YEARS]) ?? (one('population') === 'statistical' ? 'statistical' : null),
    absence: among('absence', ['counted', 'persistent', 'severe', 'none', ...BANDS.map(({ band }) => String(band))]),
    roll: among('roll', ['now', 'left']),
    name: one('search') === 'on' ? (searched ?? '') : '',
    sort: among('sort', SORTS) ?? 'name',
    descending: one('order') === 'desc',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    ...(also && { also }),
  };
}

/** What an address chooses as on the other pages of the school, but for what this list has fields of its own for. */
function readAlso({
  year: _year,
  population: _population,
  sort: _sort,
  order: _order,
  ...query
}: Query): Selection | null {
  const selection = readSelection(query, [FLOOR_CHOICE]);
  return selectionFields(selection).length + selection.ignored.length === 0 ? null : selection;
}

const LONGEST_SEARCH = 100;

/** A text that was searched for, as the server can keep it: one line of whole characters, at most 100 of them. */
export function readSearch(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return [...line].slice(0, LONGEST_SEARCH).join('').trim();
}

/** One choice as addresses and forms carry it. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** The choices without a page number, as fields. The name that was searched for is in none of them. */
export function fieldsOf(choices: Choices): Field[] {
  const { year, absence, roll, name, sort, descending, also } = choices;
  const fields: (Field | null)[] = [
    year === null ? null : { name: 'year', value: year },
    absence === null ? null : { name: 'absence', value: absence },
    roll === null ? null : { name: 'roll', value: roll },
    name === '' ? null : { name: 'search', value: 'on' },
    sort === 'name' && !descending ? null : { name: 'sort', value: sort },
    descending ? { name: 'order', value: 'desc' } : null,
  ];
  return [...fields.filter((field) => field !== null), ...(also ? selectionFields(also) : [])];
}

/** The address of the same page with some choices changed. A new filter or order starts again at page 1. */
export function addressOf(path: string, choices: Choices, change: Partial<Choices> = {}): string {
  const next = { ...choices, page: 1, ...change };
  const written = new URLSearchParams(fieldsOf(next).map(({ name, value }) => [name, value]));
  if (next.page > 1) written.set('page', String(next.page));
  return written.size === 0 ? path : `${path}?${written}`;
}

/** The pupils that the choices leave, in the order chosen. */
export function choosePupils(rows: readonly PupilRow[], choices: Choices): PupilRow[] {
  const name = fold(choices.name);
  const chosen = rows.filter(
    (row) =>
      !row.outside &&
      inYear(row, choices.year) &&
      possible(row) >= Number(choices.also?.own['floor'] ?? 0) &&
      inAbsence(row, choices.absence) &&
      (choices.roll === null || (choices.roll === 'now') === (row.lastDay === null)) &&
      (name === '' || namesOf(row).some((text) => text.includes(name))),
  );
  const order = COMPARE[choices.sort];
  const turned = choices.descending ? -1 : 1;
  return chosen.sort((a, b) => atEnd(a, b, choices.sort) || turned * order(a, b) || byName(a, b) || a.id - b.id);
}

const inYear = (row: PupilRow, year: string | null): boolean =>
  year === null || (year === 'statistical' ? STATISTICAL_YEARS.includes(row.ncYear) : row.ncYear === year);

function inAbsence(row: PupilRow, absence: string | null): boolean {
  if (absence === null) return true;
  if (absence === 'counted') return possible(row) > 0;
  if (absence === 'persistent') return isPersistent(row);
  if (absence === 'severe') return isSevere(row);
  const band = absenceBand(row);
  return absence === 'none' ? band === null : band === Number(absence);
}

/** Letters without accents and case, so that `Lukasz` finds `Łukasz` and `muller` finds `Müller`. */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđßæœ]/g, (letter) => ({ ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' })[letter]!)
    .replace(/\s+/g, ' ')
    .trim();

const namesOf = ({ forename, surname, upn }: PupilRow): string[] => [
  fold(`${forename ?? ''} ${surname ?? ''}`),
  fold(`${surname ?? ''}, ${forename ?? ''}`),
  fold(upn ?? ''),
];

const collator = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true });
const byName = (a: PupilRow, b: PupilRow): number =>
  collator.compare(a.surname ?? '', b.surname ?? '') || collator.compare(a.forename ?? '', b.forename ?? '');

const COMPARE: Readonly<Record<Sort, (a: PupilRow, b: PupilRow) => number>> = {
  name: byName,
  year: (a, b) => NC_YEARS.indexOf(a.ncYear) - NC_YEARS.indexOf(b.ncYear),
  // a/b < c/d without dividing, so that equal rates are equal.
  attendance: (a, b) => a.attended * possible(b) - b.attended * possible(a),
  missed: (a, b) => absent(a) - absent(b),
  authorised: (a, b) => a.authorised - b.authorised,
  unauthorised: (a, b) => a.unauthorised - b.unauthorised,
};

/** A pupil without a possible session has no rate, so comes last in both directions. */
const atEnd = (a: PupilRow, b: PupilRow, sort: Sort): number =>
  sort === 'attendance' ? Number(possible(a) === 0) - Number(possible(b) === 0) : 0;
