import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** The project's own data files. */
export const DATA_FOLDER = join(import.meta.dirname, '..', '..', 'data');

export type Lookup = 'TypeOfEstablishment' | 'PhaseOfEducation' | 'EstablishmentStatus';

/** GIAS's code lists, both ways. Names are compared without regard to case and spaces. */
export interface Lookups {
  codeOf(lookup: Lookup, name: string): string | null;
  nameOf(lookup: Lookup, code: string): string | null;
}

const WIDTH: Readonly<Record<Lookup, number>> = {
  TypeOfEstablishment: 2,
  PhaseOfEducation: 1,
  EstablishmentStatus: 1,
};

/** A code as the extract of all schools writes it: types have two digits. Text that is no number is given back as it is. */
export function normaliseCode(lookup: Lookup, code: string): string {
  return /^\d+$/.test(code) ? String(Number(code)).padStart(WIDTH[lookup], '0') : code;
}

/** Reads the code lists from `data/gias`. */
export function readLookups(): Lookups {
  const rows = parse(readFileSync(join(DATA_FOLDER, 'gias', 'gias-lookups-2025-12.csv')), { columns: true }) as Record<
    'lookup' | 'code' | 'name',
    string
  >[];
  const [codes, names] = [new Map<string, string>(), new Map<string, string>()];
  for (const { lookup, code: written, name } of rows) {
    if (!(lookup in WIDTH)) continue;
    const code = normaliseCode(lookup as Lookup, written);
    codes.set(`${lookup} ${key(name)}`, code);
    names.set(`${lookup} ${code}`, name);
  }
  return {
    codeOf: (lookup, name) => codes.get(`${lookup} ${key(name)}`) ?? null,
    nameOf: (lookup, code) => names.get(`${lookup} ${normaliseCode(lookup, code)}`) ?? null,
  };
}

const key = (name: string) => name.trim().replace(/\s+/g, ' ').toLowerCase();
