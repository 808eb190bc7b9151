import { RollcallError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { addTrusts, writeAreas, writeMemberships } from '../store/school-memberships.ts';
import { knownUrns, lockImports, type SchoolRecord, writeSchools } from '../store/schools.ts';
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
  readonly trust: { readonly uid: string; readonly name: string } | null;
}

/**
 * Adds invented schools to the list, or changes what differs.
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
    const { category, publishedPhase, mayShare } = sharingOf({ ...school, statusCode: '1' });
    return {
      urn: school.urn,
      name: school.name,
      la_code: school.laCode,
      establishment_number: school.establishmentNumber,
      type_code: school.typeCode,
      type_name: lookups.nameOf('TypeOfEstablishment', school.typeCode),
      phase_code: school.phaseCode,
      phase_name: lookups.nameOf('PhaseOfEducation', school.phaseCode),
      status_code: '1',
      status_name: lookups.nameOf('EstablishmentStatus', '1'),
      open_date: null,
      close_date: null,
      low_age: school.lowAge,
      high_age: school.highAge,
      gender: 'Mixed',
      ukprn: null,
      town: null,
      postcode: null,
      sharing_category: category,
      published_phase: publishedPhase,
      may_share: mayShare,
      pupils: null,
    };
  });
  const trusts = [
    ...new Map(
      schools.flatMap(({ trust }) =>
        trust ? [[trust.uid, { trust_uid: trust.uid, name: trust.name, kind: 'multi-academy' as const }]] : [],
      ),
    ).values(),
  ];
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
    await addTrusts(transaction, trusts);
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
