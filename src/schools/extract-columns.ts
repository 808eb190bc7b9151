import { DOWNLOAD_ADVICE, invalid } from './read-csv.ts';

/** Each fact with the columns that may hold it: as GIAS names it, then as the project's own list does. */
const COLUMNS = {
  urn: ['URN'],
  name: ['EstablishmentName', 'name'],
  laCode: ['LA (code)', 'la_code'],
  laName: ['LA (name)', 'la_name'],
  establishmentNumber: ['EstablishmentNumber', 'estab_number'],
  typeCode: ['TypeOfEstablishment (code)', 'type_code'],
  typeName: ['TypeOfEstablishment (name)', 'type_name'],
  statusCode: ['EstablishmentStatus (code)', 'status_code'],
  statusName: ['EstablishmentStatus (name)', 'status_name'],
  phaseCode: ['PhaseOfEducation (code)', 'phase_code'],
  phaseName: ['PhaseOfEducation (name)', 'phase_name'],
  openDate: ['OpenDate', 'open_date'],
  closeDate: ['CloseDate'],
  lowAge: ['StatutoryLowAge', 'low_age'],
  highAge: ['StatutoryHighAge', 'high_age'],
  gender: ['Gender (name)', 'gender'],
  ukprn: ['UKPRN'],
  town: ['Town'],
  postcode: ['Postcode'],
  pupils: ['NumberOfPupils', 'pupils'],
  freeSchoolMeals: ['PercentageFSM', 'pct_fsm'],
  senSupport: ['pct_sen_support'],
  ehcPlan: ['pct_ehcp'],
  latitude: ['lat'],
  longitude: ['lng'],
  trustUid: ['Trusts (code)', 'trust_uid'],
  trustName: ['Trusts (name)', 'trust_name'],
  trustFlagCode: ['TrustSchoolFlag (code)'],
  trustFlagName: ['TrustSchoolFlag (name)'],
  trustKind: ['trust_type'],
  trustAsAt: ['trust_as_at'],
} as const;

export type Column = keyof typeof COLUMNS;

/** Without one column of each of these there is no telling which school a row is about, or whether it may share. */
const NEEDED: readonly (readonly Column[])[] = [
  ['urn'],
  ['name'],
  ['laCode'],
  ['establishmentNumber'],
  ['typeCode', 'typeName'],
  ['statusCode', 'statusName'],
  ['phaseCode', 'phaseName'],
];

/** Where each column is; GIAS warns that the order can change, so columns are found by name. */
export type Binding = ReadonlyMap<Column, number>;

/**
 * Finds the columns of an extract in its header.
 * @throws file-invalid naming the columns that are missing, and what to download
 */
export function bindColumns(path: string, header: readonly string[]): Binding {
  const places = new Map(header.map((name, place) => [name.toLowerCase(), place]));
  const binding = new Map<Column, number>();
  for (const [column, names] of Object.entries(COLUMNS)) {
    const place = names.map((name) => places.get(name.toLowerCase())).find((found) => found !== undefined);
    if (place !== undefined) binding.set(column as Column, place);
  }
  const missing = NEEDED.filter((any) => !any.some((column) => binding.has(column)));
  if (missing.length > 0) throw invalid(path, explainMissing(missing, places));
  return binding;
}

function explainMissing(missing: readonly (readonly Column[])[], places: ReadonlyMap<string, number>): string {
  const names = missing.map((any) => any.map((column) => COLUMNS[column][0]).join(' or ')).join(', ');
  const hint = places.has('group uid') ? ' It looks like a file of groups (trusts, federations).' : '';
  return `is not a GIAS extract of schools: the columns ${names} are missing.${hint} ${DOWNLOAD_ADVICE}`;
}
