import { stringify } from 'csv-stringify/sync';
import type { ListedSchool } from '../../../agreement/read-operator-schools.ts';
import { THROUGH_WORDS } from '../../../domain/agreement/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { MAIL_WORDS, stateText, stepText } from './words.ts';

/** The file's columns. Nothing is about a pupil, and no address is in it. Days are London's, as YYYY-MM-DD. */
export const SCHOOL_COLUMNS = [
  'school',
  'urn',
  'local_authority',
  'mis',
  'state',
  'since',
  'last_event',
  'last_event_by',
  'last_event_through',
  'invited_on',
  'reminders',
  'mail',
  'last_collected_at',
  'data',
  'downloaded_by',
  'downloaded_at',
] as const;

/** Who takes the file out, and when. */
export interface TakenOut {
  readonly by: string;
  readonly at: Date;
  readonly invented: boolean;
}

/** A row a school, in the order given. What a spreadsheet would take for a formula is made text. */
export function writeSchoolsCsv(schools: readonly ListedSchool[], taken: TakenOut): string {
  return stringify(
    schools.map((school) => csvRow(school, taken)),
    { columns: [...SCHOOL_COLUMNS], header: true, record_delimiter: 'windows', escape_formulas: true },
  );
}

type Row = Readonly<Record<(typeof SCHOOL_COLUMNS)[number], string | number>>;

const csvRow = (school: ListedSchool, { by, at, invented }: TakenOut): Row => ({
  school: school.name,
  urn: school.urn,
  local_authority: school.areaName ?? '',
  mis: school.mis ?? '',
  state: stateText(school.state),
  since: dayText(school.since),
  last_event: school.kind === null ? '' : stepText(school.kind),
  last_event_by: school.by ?? '',
  last_event_through: school.through === null ? '' : THROUGH_WORDS[school.through],
  invited_on: dayText(school.invitedOn),
  reminders: school.reminders ?? '',
  mail: school.mailState === null ? '' : MAIL_WORDS[school.mailState],
  last_collected_at: school.collectedAt?.toISOString() ?? '',
  data: invented ? 'invented data' : 'agreements',
  downloaded_by: by,
  downloaded_at: at.toISOString(),
});

const dayText = (at: Date | null): string => (at === null ? '' : londonDate(at));

/** `schools-2026-11-23.csv`, with `invented-data` in it in the sandbox. */
export const schoolsFileName = ({ at, invented }: TakenOut): string =>
  `schools-${londonDate(at)}${invented ? '-invented-data' : ''}.csv`;
