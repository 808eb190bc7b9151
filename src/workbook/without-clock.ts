import { unzipSync, zipSync } from 'fflate';

/** The first day that a zip file can name. */
const DATE = '1980-01-01T00:00:00';

/** A workbook packed again with its parts in the order of their names and all of one date, so that the same content is the same bytes. */
export function withoutClock(workbook: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(workbook)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(parts), { mtime: DATE });
}
