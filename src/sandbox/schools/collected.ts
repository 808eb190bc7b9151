import { isCollected, readNcYear } from '../../domain/pupils/nc-year.ts';

/** Whether a pupil with this NC year, as the MIS writes it, is one to collect. */
export function isCollectedText(ncYear: string | null): boolean {
  const read = readNcYear(ncYear);
  return read !== null && 'year' in read && isCollected(read.year);
}
