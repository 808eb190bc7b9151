import { nameMis } from './mis-names.ts';
import { type Row, readIncluded, readText } from './read-value.ts';

/** A school as Wonde describes it, and what is needed to read it. */
export interface WondeSchool {
  readonly id: string;
  /** Null outside England, or when it is no number. */
  readonly urn: number | null;
  readonly name: string | null;
  readonly mis: string | null;
  readonly laCode: string | null;
  /** The host that the school's data are on; null when Wonde does not say. */
  readonly host: string | null;
}

/** An id goes into addresses; one of another form is none of Wonde's. */
export const isSchoolId = (id: string): boolean => /^[A-Za-z0-9-]{1,64}$/.test(id);

/** The id of a row of schools; null for one that cannot be asked for. */
export function readSchoolId(row: Row | null): string | null {
  const id = readText(row?.['id'], 65);
  return id !== null && isSchoolId(id) ? id : null;
}

/** Reads a school leniently: what is not there, or cannot be read, is null. */
export function describeSchool(id: string, row: Row): WondeSchool {
  const region = readIncluded(row['region']);
  const identifiers = readIncluded(region?.['identifiers']);
  const mis = readText(row['mis'], 60);
  return {
    id,
    urn: readUrn(row['urn']) ?? readUrn(identifiers?.['urn']),
    name: readText(row['name']),
    mis: mis === null ? null : nameMis(mis),
    laCode: readLaCode(row['la_code']) ?? readLaCode(identifiers?.['la_code']),
    host: readText(region?.['domain'], 253)?.toLowerCase() ?? null,
  };
}

/** URNs come as numbers or as text. Wonde's own test school has one of five digits. */
function readUrn(value: unknown): number | null {
  const text = readText(value, 20) ?? '';
  return /^[1-9]\d{4,6}$/.test(text) ? Number(text) : null;
}

function readLaCode(value: unknown): string | null {
  const text = readText(value, 20) ?? '';
  return /^\d{1,3}$/.test(text) ? text.padStart(3, '0') : null;
}
