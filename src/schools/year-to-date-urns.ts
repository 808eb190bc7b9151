import { withoutDay } from '../domain/sessions/in-words.ts';
import type { Handle } from '../store/database.ts';
import { agreedAmong, readPredecessors, readSchools, readSuccessors } from '../store/school-lookups.ts';

/** Under which URNs a school's marks of the year lie, and the sentence that says so. */
export interface YearToDate {
  /** The school's own first, then those of its predecessors. */
  readonly urns: readonly number[];
  /** What is joined, or left out and why; null when the year has no conversion. */
  readonly because: string | null;
}

/**
 * A converted school's marks stay under the URN at which they were taken. Its year to date joins its predecessor's when
 * GIAS links the two from a day of the year, one to one, and both agreed to share. Schools that merged or split are not
 * joined: their pupils did not move as one. A school that converted twice in a year is followed twice.
 * @param handle must see the agreements of all schools: the owner's
 * @param academicYearStart YYYY-MM-DD
 */
export async function yearToDateUrns(handle: Handle, urn: number, academicYearStart: string): Promise<YearToDate> {
  const urns = [urn];
  const sentences: string[] = [];
  for (let at: number | null = urn; at !== null; ) {
    const found = await findConversion(handle, at, academicYearStart);
    at = null;
    if (found === 'merged or split')
      sentences.push('Leaves out schools that merged or split in the year: their pupils did not move as one.');
    if (found === null || found === 'merged or split' || urns.includes(found.urn)) break;
    const agreed = await agreedAmong(handle, [urn, found.urn]);
    const which = `${await nameOf(handle, found.urn)}, replaced on ${withoutDay(found.since)}`;
    if (agreed.has(urn) && agreed.has(found.urn)) {
      urns.push((at = found.urn));
      sentences.push(`Includes the marks of ${which}: both schools agreed to share.`);
    } else
      sentences.push(
        `Leaves out the marks of ${which}: ${agreed.has(urn) ? 'that' : 'this'} school does not share its data.`,
      );
  }
  return { urns, because: sentences.length > 0 ? sentences.join(' ') : null };
}

/** The one school that became this one on a day of the year; null when none did. */
async function findConversion(
  handle: Handle,
  urn: number,
  academicYearStart: string,
): Promise<{ urn: number; since: string } | 'merged or split' | null> {
  const predecessors = (await readPredecessors(handle, urn)).filter(
    ({ since }) => since !== null && since >= academicYearStart,
  );
  const [only] = predecessors;
  if (only === undefined) return null;
  const successors = await readSuccessors(handle, only.urn);
  return predecessors.length === 1 && only.linkType === 'Predecessor' && successors.length === 1
    ? { urn: only.urn, since: only.since! }
    : 'merged or split';
}

async function nameOf(handle: Handle, urn: number): Promise<string> {
  const [school] = await readSchools(handle, [urn]);
  return school ? `${school.name} (URN ${urn})` : `the school with URN ${urn}`;
}
