import {
  SCHOOL_SORTS,
  type SchoolSort,
  type SchoolsOrder,
  type SchoolsWanted,
  STUCK_KINDS,
} from '../../../agreement/read-operator-schools.ts';
import { AGREEMENT_STATES } from '../../../domain/agreement/agreement-state.ts';
import { readSearch } from '../../../reports/pupils/choices.ts';

export const PATH = '/operator/schools';

/** What was chosen on the page of schools, as it stands in its address. What cannot be read is as if it were not there. */
export interface SchoolChoices extends SchoolsWanted, SchoolsOrder {
  /** From 1. */
  readonly page: number;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;
/** What schools can be narrowed to. */
export interface Known {
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  readonly mis: readonly string[];
}

/** In an address, for schools whose MIS is not known: no MIS is called so. */
const NOT_KNOWN = 'unknown';

/** Reads the choices from an address. */
export function readSchoolChoices(query: Query, known: Known): SchoolChoices {
  const one = (name: string) => {
    const value = query[name];
    return readSearch(Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));
  };
  const among = <const T extends string>(name: string, values: readonly T[]): T | null =>
    values.find((value) => value === one(name)) ?? null;
  const page = Number(one('page'));
  return {
    state: among('state', AGREEMENT_STATES),
    area: known.areas.find(({ code }) => code === one('area'))?.code ?? null,
    mis: one('mis') === NOT_KNOWN ? '' : among('mis', known.mis),
    stuck: among('stuck', STUCK_KINDS),
    search: one('search').replace(/\s+/g, ' '),
    sort: among('sort', SCHOOL_SORTS) ?? 'name',
    descending: one('order') === 'desc',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/** One choice as addresses and forms carry it. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** The choices without a page number, as fields. */
export function fieldsOf({ state, area, mis, stuck, search, sort, descending }: SchoolChoices): Field[] {
  const fields: (Field | null)[] = [
    search === '' ? null : { name: 'search', value: search },
    state === null ? null : { name: 'state', value: state },
    area === null ? null : { name: 'area', value: area },
    mis === null ? null : { name: 'mis', value: mis === '' ? NOT_KNOWN : mis },
    stuck === null ? null : { name: 'stuck', value: stuck },
    sort === 'name' && !descending ? null : { name: 'sort', value: sort },
    descending ? { name: 'order', value: 'desc' } : null,
  ];
  return fields.filter((field) => field !== null);
}

/** All schools, by name. */
export const NO_CHOICES: SchoolChoices = {
  state: null,
  area: null,
  mis: null,
  stuck: null,
  search: '',
  sort: 'name',
  descending: false,
  page: 1,
};

/** The address of a page of schools with some choices changed. A new filter or order starts again at page 1. */
export function addressOf(choices: SchoolChoices, change: Partial<SchoolChoices> = {}, path = PATH): string {
  const next = { ...choices, page: 1, ...change };
  const written = new URLSearchParams(fieldsOf(next).map(({ name, value }) => [name, value]));
  if (next.page > 1) written.set('page', String(next.page));
  return written.size === 0 ? path : `${path}?${written}`;
}

/** Whether a column starts from the last when it is first sorted by: the newest time is what is looked for. */
export const startsDescending = (sort: SchoolSort): boolean => sort === 'collected' || sort === 'invited';
