import type { TrustRecord } from '../store/school-memberships.ts';
import type { SchoolRecord } from '../store/schools.ts';
import type { Binding, Column } from './extract-columns.ts';
import { readGiasDay } from './gias-day.ts';
import { type Lookup, type Lookups, normaliseCode } from './gias-lookups.ts';
import { sharingOf } from './sharing-category.ts';

/** URNs from here on are invented: the sandbox's. */
export const FIRST_INVENTED_URN = 900_000;

/** What one row of an extract says. */
export interface ParsedSchool {
  readonly school: SchoolRecord;
  readonly laName: string | null;
  /** The multi- or single-academy trust; null when in none; undefined when the file does not say. */
  readonly trust: (TrustRecord & { readonly asAt: string | null }) | null | undefined;
}

/** Why a row cannot be read, in a sentence that follows "line 12: ". */
export interface Unreadable {
  readonly why: string;
}

class Refusal extends Error {}

/** Reads one row. What cannot be read is said, not thrown. */
export function parseSchool(cells: readonly string[], binding: Binding, lookups: Lookups): ParsedSchool | Unreadable {
  const read = (column: Column) => cells[binding.get(column) ?? -1] ?? '';
  try {
    const codes = {
      typeCode: readCode(read, 'type', 'TypeOfEstablishment', lookups),
      phaseCode: readCode(read, 'phase', 'PhaseOfEducation', lookups),
      statusCode: readCode(read, 'status', 'EstablishmentStatus', lookups),
    };
    const sharing = sharingOf(codes);
    const laCode = readLa(read('laCode'));
    return {
      school: {
        urn: readUrn(read('urn')),
        name: read('name') || refuse('the name is empty'),
        la_code: laCode,
        establishment_number:
          readNumber(read('establishmentNumber'), 'establishment number', 9999)?.toString().padStart(4, '0') ?? null,
        type_code: codes.typeCode,
        type_name: lookups.nameOf('TypeOfEstablishment', codes.typeCode),
        phase_code: codes.phaseCode,
        phase_name: lookups.nameOf('PhaseOfEducation', codes.phaseCode),
        status_code: codes.statusCode,
        status_name: lookups.nameOf('EstablishmentStatus', codes.statusCode),
        open_date: readDate(read('openDate'), 'open date'),
        close_date: readDate(read('closeDate'), 'close date'),
        low_age: readNumber(read('lowAge'), 'low age', 99),
        high_age: readNumber(read('highAge'), 'high age', 99),
        gender: read('gender') || null,
        ukprn: read('ukprn') || null,
        town: read('town') || null,
        postcode: read('postcode') || null,
        sharing_category: sharing.category,
        published_phase: sharing.publishedPhase,
        may_share: sharing.mayShare,
        pupils: readNumber(read('pupils'), 'number of pupils', 99_999),
        fsm_permille: readShare(read('freeSchoolMeals')),
        sen_support_permille: readShare(read('senSupport')),
        ehc_plan_permille: readShare(read('ehcPlan')),
        latitude: readDegrees(read('latitude'), 90),
        longitude: readDegrees(read('longitude'), 180),
      },
      laName: read('laName') || null,
      trust: readTrust(read, binding),
    };
  } catch (error) {
    if (error instanceof Refusal) return { why: error.message };
    throw error;
  }
}

type Read = (column: Column) => string;

function refuse(why: string): never {
  throw new Refusal(why);
}

function readUrn(text: string): number {
  if (!/^\d{5,6}$/.test(text)) refuse(`the URN "${shorten(text)}" is not a number of six digits`);
  const urn = Number(text);
  if (urn >= FIRST_INVENTED_URN)
    refuse(`URN ${urn} is of the range kept for invented schools (${FIRST_INVENTED_URN} and above)`);
  return urn;
}

/** By code when the file has it, else by name: the smaller extracts have names only. */
function readCode(read: Read, what: 'type' | 'phase' | 'status', lookup: Lookup, lookups: Lookups): string {
  const [code, name] = [read(`${what}Code`), read(`${what}Name`)];
  if (code === '' && name === '') return what === 'phase' ? '0' : refuse(`the ${what} is empty`);
  const found = code === '' ? lookups.codeOf(lookup, name) : normaliseCode(lookup, code);
  if (found === null || lookups.nameOf(lookup, found) === null)
    refuse(`the ${what} "${shorten(code || name)}" is not in GIAS's list (${lookup})`);
  return found;
}

function readLa(text: string): string | null {
  if (text === '' || /^0+$/.test(text)) return null;
  if (!/^\d{1,3}$/.test(text)) refuse(`the local authority code "${shorten(text)}" is not a number of three digits`);
  return text.padStart(3, '0');
}

function readNumber(text: string, what: string, most: number): number | null {
  if (text === '') return null;
  if (!/^\d+$/.test(text) || Number(text) > most)
    refuse(`the ${what} "${shorten(text)}" is not a whole number up to ${most}`);
  return Number(text);
}

/**
 * A percentage, in tenths of a per cent, rounded half up: `18.1` is 181. Published files write letters where a number is suppressed:
 * that, and whatever else is no percentage, is not known. A school is not refused for it, since only comparisons use it.
 */
function readShare(text: string): number | null {
  const parts = /^(\d{1,3})(?:\.(\d)(\d?))?$/.exec(text);
  if (!parts) return null;
  const permille = 10 * Number(parts[1]) + Number(parts[2] ?? 0) + (Number(parts[3] || 0) >= 5 ? 1 : 0);
  return permille <= 1000 ? permille : null;
}

/** Likewise, a place on the globe. */
function readDegrees(text: string, most: number): number | null {
  const degrees = /^-?\d{1,3}(\.\d{1,10})?$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(degrees) <= most ? degrees : null;
}

function readDate(text: string, what: string): string | null {
  const date = readGiasDay(text);
  return date === undefined ? refuse(`the ${what} "${shorten(text)}" is not a day`) : date;
}

/**
 * Foundation schools have a "trust" too, of another kind, which gives nobody a view of registers: GIAS's flag tells them
 * apart (3 multi-academy trust, 5 single-academy trust).
 */
function readTrust(read: Read, binding: Binding): ParsedSchool['trust'] {
  const flagged = binding.has('trustFlagCode') || binding.has('trustFlagName');
  if (!binding.has('trustUid') || !(flagged || binding.has('trustKind'))) return undefined;
  const flag = `${read('trustFlagCode')} ${read('trustFlagName')} ${read('trustKind')}`;
  const kind = /^3 |multi-academy/i.test(flag)
    ? 'multi-academy'
    : /^5 |single-academy/i.test(flag)
      ? 'single-academy'
      : null;
  const uid = read('trustUid');
  // In the project's own list a blank means that the trust is not known, in an extract that there is none.
  if (kind === null) return flagged ? null : undefined;
  if (!/^\d{1,6}$/.test(uid)) return undefined;
  return { trust_uid: uid, name: read('trustName') || `Trust ${uid}`, kind, asAt: read('trustAsAt') || null };
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
