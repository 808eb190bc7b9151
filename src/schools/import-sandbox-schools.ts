import { RollcallError } from '../errors.ts';
import type { Database, Handle } from '../store/database.ts';
import { writeAreas, writeMemberships, writeTrusts } from '../store/school-memberships.ts';
import { knownUrns, lockImports, type SchoolRecord, writeSchools } from '../store/schools.ts';
import { holdUkprn, insertUkprn } from '../store/ukprns.ts';
import { readLookups } from './gias-lookups.ts';
import { FIRST_INVENTED_URN } from './parse-school.ts';
import { sharingOf } from './sharing-category.ts';

/** An invented school, as the sandbox describes it. Codes as in GIAS: type two digits, phase one. */
export interface SandboxSchoolRecord {
  readonly urn: number;
  readonly name: string;
  readonly typeCode: string;
  readonly phaseCode: string;
  readonly laCode: string;
  readonly establishmentNumber: string;
  readonly lowAge: number;
  readonly highAge: number;
  readonly ukprn?: string | null;
  readonly trust: SandboxTrustRecord | null;
  /** UKPRN of its local authority, by which IDAMS names it. */
  readonly laUkprn?: string | null;
  /** What would be published about it; shares in tenths of a per cent. */
  readonly facts?: {
    readonly pupils: number;
    readonly fsmPermille: number | null;
    readonly senSupportPermille: number | null;
    readonly ehcPlanPermille: number | null;
    readonly latitude: number;
    readonly longitude: number;
  };
  /** YYYY-MM-DD; null while open. */
  readonly closedOn?: string | null;
}

export interface SandboxTrustRecord {
  readonly uid: string;
  readonly name: string;
  /** Multi-academy unless told. */
  readonly kind?: 'multi-academy' | 'single-academy';
  readonly ukprn?: string | null;
}

/**
 * Adds invented schools to the list, or changes what differs; with their trusts, and with the UKPRNs of their authorities, of
 * which there is no public list.
 * @returns how many are new
 * @throws sandbox-refused when a URN could be a real school's
 */
export async function importSandboxSchools(
  owner: Database,
  schools: readonly SandboxSchoolRecord[],
  now: Date,
): Promise<{ added: number }> {
  const real = schools.find(({ urn }) => !Number.isSafeInteger(urn) || urn < FIRST_INVENTED_URN || urn > 999_999);
  if (real)
    throw new RollcallError(
      'sandbox-refused',
      `An invented school cannot have URN ${real.urn}: real schools have those below ${FIRST_INVENTED_URN}.`,
    );
  const lookups = readLookups();
  const today = now.toISOString().slice(0, 10);
  const records = schools.map((school): SchoolRecord => {
    const closedOn = school.closedOn ?? null;
    const statusCode = closedOn === null ? '1' : '2';
    const { category, publishedPhase, mayShare } = sharingOf({ ...school, statusCode });
    return {
      urn: school.urn,
      name: school.name,
      la_code: school.laCode,
      establishment_number: school.establishmentNumber,
      type_code: school.typeCode,
      type_name: lookups.nameOf('TypeOfEstablishment', school.typeCode),
      phase_code: school.phaseCode,
      phase_name: lookups.nameOf('PhaseOfEducation', school.phaseCode),
      status_code: statusCode,
      status_name: lookups.nameOf('EstablishmentStatus', statusCode),
      open_date: null,
      close_date: closedOn,
      low_age: school.lowAge,
      high_age: school.highAge,
      gender: 'Mixed',
      ukprn: school.ukprn ?? null,
      town: null,
      postcode: null,
      sharing_category: category,
      published_phase: publishedPhase,
      may_share: mayShare,
      pupils: school.facts?.pupils ?? null,
      fsm_permille: school.facts?.fsmPermille ?? null,
      sen_support_permille: school.facts?.senSupportPermille ?? null,
      ehc_plan_permille: school.facts?.ehcPlanPermille ?? null,
      latitude: school.facts?.latitude ?? null,
      longitude: school.facts?.longitude ?? null,
    };
  });
  const trusts = new Map(schools.flatMap(({ trust }) => (trust ? [[trust.uid, trust]] : [])));
  const authorities = new Map(schools.flatMap(({ laCode, laUkprn }) => (laUkprn ? [[laUkprn, laCode]] : [])));
  return owner.transaction().execute(async (transaction) => {
    await lockImports(transaction);
    const known = await knownUrns(
      transaction,
      records.map(({ urn }) => urn),
    );
    await writeSchools(transaction, records, new Set(Object.keys(records[0] ?? {})), true, now);
    await writeAreas(
      transaction,
      schools.map(({ urn, laCode }) => ({ urn, la_code: laCode, first: null })),
      today,
    );
    await writeTrusts(
      transaction,
      [...trusts.values()].map(({ uid, name, kind, ukprn }) => ({
        trust_uid: uid,
        name,
        kind: kind ?? 'multi-academy',
        ukprn: ukprn ?? null,
      })),
    );
    await addUkprns(transaction, authorities, now);
    await writeMemberships(
      transaction,
      schools.map(({ urn, trust }) => ({
        urn,
        trust_uid: trust?.uid ?? null,
        first: null,
        last: null,
        as_at: today,
        since: today,
      })),
    );
    return { added: records.filter(({ urn }) => !known.has(urn)).length };
  });
}

/** What the operator has set stays. */
async function addUkprns(handle: Handle, authorities: ReadonlyMap<string, string>, now: Date): Promise<void> {
  for (const [ukprn, laCode] of authorities)
    if ((await holdUkprn(handle, ukprn)) === null)
      await insertUkprn(handle, {
        ukprn,
        organisation: `authority:${laCode}`,
        addedAt: now,
        addedBy: 'sandbox',
      });
}
