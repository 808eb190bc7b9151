import { RollcallError } from '../../../errors.ts';

/** The thirteen items about a pupil and the marks, as permissions are compared with them. */
export const PERMISSION_ITEMS = [
  'forename',
  'surname',
  'upn',
  'gender',
  'ethnicity',
  'looked-after',
  'previously-looked-after',
  'sen-support',
  'ehc-plan',
  'free-school-meals',
  'nc-year',
  'school',
  'local-authority',
  'marks',
] as const;

export type PermissionItem = (typeof PERMISSION_ITEMS)[number];

/** What a permission's name stands for: items, or `technical` for keys and lists that are read and are no item. */
export type Meaning = readonly PermissionItem[] | 'technical';

/**
 * Words by which a permission is taken for an item: the API's own field names, and what they may be called on a page. Wonde's
 * permissions are by field, but their identities are not documented: what is in no row here is not known.
 */
const WORDS: readonly (readonly [string, Meaning])[] = [
  ['forename first_name given_name', ['forename']],
  ['surname last_name family_name', ['surname']],
  ['upn unique_pupil_number', ['upn']],
  ['gender sex', ['gender']],
  ['ethnicity ethnicity_code', ['ethnicity']],
  ['in_lea_care in_care looked_after child_looked_after', ['looked-after']],
  ['ever_in_care previously_looked_after child_previously_looked_after', ['previously-looked-after']],
  ['sen_status sen sen_provision special_educational_needs', ['sen-support', 'ehc-plan']],
  ['sen_support', ['sen-support']],
  ['ehc_plan ehcp', ['ehc-plan']],
  ['free_school_meals fsm', ['free-school-meals']],
  ['current_nc_year nc_year national_curriculum_year year year_group', ['nc-year']],
  ['urn', ['school']],
  ['la_code', ['local-authority']],
  ['attendance session_attendance attendance_session attendance_code attendance_codes', ['marks']],
  ['id upi mis_id created_at updated_at deleted_at restored_at school schools', 'technical'],
  ['counts deletions students_leaver student_leavers attendance_leavers_session', 'technical'],
];

/** Permissions of a whole kind of record, with the items that they cover where no finer one says otherwise. */
const WHOLE: readonly (readonly [string, readonly PermissionItem[]])[] = [
  ['education_details', ['upn', 'nc-year']],
  [
    'extended_details',
    ['ethnicity', 'looked-after', 'previously-looked-after', 'sen-support', 'ehc-plan', 'free-school-meals'],
  ],
  [
    'student students pupil pupils',
    PERMISSION_ITEMS.filter((item) => !['school', 'local-authority', 'marks'].includes(item)),
  ],
];

const tableOf = <T>(rows: readonly (readonly [string, T])[]): ReadonlyMap<string, T> =>
  new Map(rows.flatMap(([words, value]) => words.split(' ').map((word) => [word, value] as const)));

export const MEANINGS: ReadonlyMap<string, Meaning> = tableOf(WORDS);
export const WHOLE_RECORDS: ReadonlyMap<string, readonly PermissionItem[]> = tableOf(WHOLE);

/**
 * Reads what the operator knows of permissions' names: `item=name` with commas between, where the item is one of PERMISSION_ITEMS
 * or `technical`, and the name is a permission's identity or name. One name may stand for several items.
 * @returns meanings by name, in lower case
 * @throws setting-invalid
 */
export function readPermissionNames(text: string): ReadonlyMap<string, Meaning> {
  const names = new Map<string, Meaning>();
  for (const pair of text.split(',').filter((each) => each.trim() !== '')) {
    const [item = '', name = ''] = pair.split(/=(.*)/).map((part) => part.trim().toLowerCase());
    const known = PERMISSION_ITEMS.find((each) => each === item);
    if (name === '' || (known === undefined && item !== 'technical'))
      throw new RollcallError(
        'setting-invalid',
        `ROLLCALL_WONDE_PERMISSIONS must be pairs such as upn=students.upn,technical=groups.read, of these items: ${PERMISSION_ITEMS.join(', ')}, technical.`,
      );
    const before = names.get(name);
    names.set(name, known === undefined ? 'technical' : [...(Array.isArray(before) ? before : []), known]);
  }
  return names;
}
