import type { Handle } from '../store/database.ts';
import {
  type Predecessor,
  readPredecessors,
  readSchools,
  readSchoolsByNumber,
  readSchoolsByWords,
  readSuccessors,
  type School,
  urnsOfArea,
  urnsOfTrust,
} from '../store/school-lookups.ts';

export type { Predecessor, School };

/** A school with the names of its local authority and region, or null when no school in the list has the URN. */
export async function findSchool(handle: Handle, urn: number): Promise<School | null> {
  return (await readSchools(handle, [urn]))[0] ?? null;
}

/**
 * Finds schools as people type them: a URN, a DfE number (`886/4001` or `8864001`), or words of the name and town in any
 * order and case.
 * @param limit at most so many
 */
export async function searchSchools(handle: Handle, text: string, limit = 20): Promise<School[]> {
  const wanted = text.trim().replace(/\s+/g, ' ').slice(0, 200);
  if (wanted === '') return [];
  if (/^\d{5,6}$/.test(wanted)) return readSchools(handle, [Number(wanted)]);
  const number = /^(\d{3})\/?(\d{4})$/.exec(wanted);
  if (number) return readSchoolsByNumber(handle, number[1]!, number[2]!);
  return readSchoolsByWords(handle, wanted.split(' '), limit);
}

/** Schools that came before this one, by GIAS's links of the kinds "Predecessor…", read from either side. */
export async function predecessorsOf(handle: Handle, urn: number): Promise<Predecessor[]> {
  return readPredecessors(handle, urn);
}

/** Schools that came after this one, by the same links. */
export async function successorsOf(handle: Handle, urn: number): Promise<School[]> {
  return readSchools(handle, await readSuccessors(handle, urn));
}

/** The schools of a multi- or single-academy trust on a day (YYYY-MM-DD), in order of URN. */
export async function schoolsOfTrust(handle: Handle, trustUid: string, onDate: string): Promise<School[]> {
  return readSchools(handle, await urnsOfTrust(handle, trustUid, onDate));
}

/** The schools in the area of a local authority (three digits) on a day, in order of URN. */
export async function schoolsOfArea(handle: Handle, laCode: string, onDate: string): Promise<School[]> {
  return readSchools(handle, await urnsOfArea(handle, laCode, onDate));
}
