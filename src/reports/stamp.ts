import { CONDITIONS_OF_USE, type Purpose } from '../access/purposes.ts';

/** Who took a file out, when and what for: it stands on every row, so that no part of the file is without it. */
export interface Stamp {
  /** Of the person who downloads. */
  readonly name: string;
  readonly email: string;
  /** Name of the organisation that they act for. */
  readonly organisation: string;
  readonly at: Date;
  readonly purpose: Purpose;
}

/** The stamp's columns, after those of the file. */
export const STAMP_COLUMNS = [
  'downloaded_by',
  'downloaded_for',
  'downloaded_at',
  'purpose',
  'conditions_of_use',
] as const;

export type StampCells = Readonly<Record<(typeof STAMP_COLUMNS)[number], string>>;

/** The stamp's cells, the same on every row. The time is ISO 8601 in UTC. */
export function stampCells({ name, email, organisation, at, purpose }: Stamp): StampCells {
  return {
    downloaded_by: email === '' ? name : `${name} (${email})`,
    downloaded_for: organisation,
    downloaded_at: at.toISOString(),
    purpose: purpose.words,
    conditions_of_use: CONDITIONS_OF_USE,
  };
}
