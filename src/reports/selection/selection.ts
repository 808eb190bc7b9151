import { ETHNICITIES } from '../../domain/pupils/ethnicity.ts';
import { NC_YEARS } from '../../domain/pupils/nc-year.ts';
import { isDate } from '../../domain/sessions/dates.ts';
import type { Population } from '../population.ts';

/** Values that every yes-or-no characteristic has, the source's silence among them. */
const ANSWERS = ['yes', 'no', 'unknown'] as const;

/** Characteristics by which a page can be narrowed, and their values: as in the keys of `groupsOf`, but for `year`. */
export const CHARACTERISTICS = {
  year: NC_YEARS,
  gender: ['F', 'M', 'O', 'unknown'],
  ethnicity: [...ETHNICITIES, 'unknown'],
  free_school_meals: ANSWERS,
  sen: ['none', 'support', 'ehc_plan', 'unknown'],
  looked_after: ANSWERS,
  previously_looked_after: ANSWERS,
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type CharacteristicName = keyof typeof CHARACTERISTICS;
export const CHARACTERISTIC_NAMES = Object.keys(CHARACTERISTICS) as CharacteristicName[];

/** Seen with a right of their own. */
export const SENSITIVE_CHARACTERISTICS: readonly CharacteristicName[] = ['looked_after', 'previously_looked_after'];

export const PERIOD_KINDS = ['year', 'term', 'half-term', 'week', 'day', 'range'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** One more choice that a page offers, such as a floor of sessions. */
export interface PageChoice {
  readonly name: string;
  readonly label: string;
  /** The first is in force when nothing is chosen. */
  readonly options: readonly PageOption[];
  /** A day may be given in place of an option. */
  readonly days?: true;
}

export interface PageOption {
  readonly value: string;
  readonly text: string;
  /** Offered only to those with the right to sensitive items. */
  readonly sensitive?: true;
}

/** The order of one table. */
export interface TableSort {
  readonly table: string;
  /** Key of a column; `head` for the head of its rows. */
  readonly column: string;
  readonly descending: boolean;
}

/** What an address chooses of a page's figures. Everything is optional: an address without a query has them all as they come. */
export interface Selection {
  /** Null: the default of the page. */
  readonly population: Population | null;
  readonly definition: 'here' | 'published';
  readonly groups: Readonly<Partial<Record<CharacteristicName, string>>>;
  readonly period: PeriodKind;
  /** A day within the term, half term, week or day meant; null: the latest. */
  readonly on: string | null;
  /** Of a range, inclusive; null: from the start of the year, to its latest day. */
  readonly from: string | null;
  readonly to: string | null;
  /** Figures as they were known at the end of this day in London; null: now. */
  readonly known: string | null;
  /** The page's own choices, by name; those left at their first option are not in it. */
  readonly own: Readonly<Record<string, string>>;
  readonly sort: TableSort | null;
  /** What stood in the address and could not be read. */
  readonly ignored: readonly string[];
}

export type Query = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Reads a selection from an address or the fields of a form. What cannot be read is as if it were not there, and told.
 * @param choices those that the page offers besides
 */
export function readSelection(query: Query, choices: readonly PageChoice[] = []): Selection {
  const ignored: string[] = [];
  const one = (name: string) => {
    const value = query[name];
    return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim();
  };
  const among = <T extends string>(name: string, values: readonly T[]): T | null => {
    const given = one(name);
    const found = values.find((value) => value === given) ?? null;
    if (found === null && given !== '') ignored.push(`${name}=${given.slice(0, 40)}`);
    return found;
  };
  const day = (name: string): string | null => {
    const given = one(name);
    if (given === '') return null;
    if (isDate(given) && given >= '2000-01-01' && given < '2100-01-01') return given;
    ignored.push(`${name}=${given.slice(0, 40)}`);
    return null;
  };
  const groups = CHARACTERISTIC_NAMES.flatMap((name) => {
    const value = among<string>(name, CHARACTERISTICS[name]);
    return value === null ? [] : [[name, value] as const];
  });
  const own = choices.flatMap(({ name, options, days }) => {
    const values = options.map((option) => option.value);
    const value = days && /^\d/.test(one(name)) ? day(name) : among(name, values);
    return value === null || value === options[0]?.value ? [] : [[name, value] as const];
  });
  return {
    population: among('population', ['all', 'statistical']),
    definition: among('definition', ['published', 'here']) ?? 'here',
    groups: Object.fromEntries(groups),
    period: among('period', PERIOD_KINDS) ?? (one('from') || one('to') ? 'range' : 'year'),
    ...inOrder(day('from'), day('to')),
    on: day('on'),
    known: day('known'),
    own: Object.fromEntries(own),
    sort: readSort(one('sort'), one('order')),
    ignored,
  };
}

/**
 * The selection for someone without the right to sensitive items, in which nobody is or was looked after: such a filter is left out,
 * and told, since a page about "not known" would be about everybody or nobody.
 */
export function withoutSensitive(selection: Selection): Selection {
  const left = SENSITIVE_CHARACTERISTICS.filter((name) => selection.groups[name] !== undefined);
  if (left.length === 0) return selection;
  const groups = Object.entries(selection.groups).filter(([name]) => !left.some((each) => each === name));
  const told = left.map((name) => `${name}=${selection.groups[name]} (seen with a right of its own)`);
  return { ...selection, groups: Object.fromEntries(groups), ignored: [...selection.ignored, ...told] };
}

/** A range whose ends were swapped means the days between them. */
const inOrder = (from: string | null, to: string | null) =>
  from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };

function readSort(sort: string, order: string): TableSort | null {
  const match = /^([a-z0-9_-]{1,40})\.([A-Za-z0-9_:/\\-]{1,40})$/.exec(sort);
  return match ? { table: match[1]!, column: match[2]!, descending: order === 'desc' } : null;
}

/** The selection as the fields of an address or a form; what is as it comes is left out. */
export function fieldsOf(selection: Selection): { name: string; value: string }[] {
  const { population, definition, groups, period, on, from, to, known, own, sort } = selection;
  const fields: (readonly [string, string | null | undefined])[] = [
    ['population', population],
    ['definition', definition === 'here' ? null : definition],
    ...CHARACTERISTIC_NAMES.map((name) => [name, groups[name]] as const),
    ['period', period === 'year' ? null : period],
    ['on', period === 'range' ? null : on],
    ['from', period === 'range' ? from : null],
    ['to', period === 'range' ? to : null],
    ['known', known],
    ...Object.entries(own),
    ['sort', sort && `${sort.table}.${sort.column}`],
    ['order', sort?.descending ? 'desc' : null],
  ];
  return fields.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

/** The address of a page with the selection, some of it changed. */
export function addressOf(path: string, selection: Selection, change: Partial<Selection> = {}): string {
  const query = new URLSearchParams(fieldsOf({ ...selection, ...change }).map(({ name, value }) => [name, value]));
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The address of another page of the school with the same pupils, period and date: without this page's own choices and order. */
export const sameSelectionAt = (path: string, selection: Selection, change: Partial<Selection> = {}): string =>
  addressOf(path, { ...selection, own: {}, sort: null }, change);
