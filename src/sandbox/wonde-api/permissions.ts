import type { SandboxSchool } from '../world.ts';
import { writeInstant } from './dates.ts';

/**
 * One permission of the app. Wonde's own identities are not documented; these are made up, in the form that a few public clients'
 * messages have (`students.read`). Permissions are by field, under one for each kind of record.
 */
interface Permission {
  readonly identity: string;
  readonly name: string;
  readonly description: string;
  readonly group: string;
  readonly parent: string | null;
  readonly optional: boolean;
  /** Fields of extended details that are not given without it. */
  readonly fields: readonly string[];
  /** Whether a school that changes nothing grants it; required ones are always granted. */
  readonly usual: boolean;
}

const required = (identity: string, name: string, group: string, parent: string | null = null): Permission => ({
  identity,
  name,
  description: `${name}, which the app cannot do without`,
  group,
  parent,
  optional: false,
  fields: [],
  usual: true,
});

const optional = (identity: string, name: string, fields: readonly string[], usual = true): Permission => ({
  identity,
  name,
  description: `${name}, which the school may leave out`,
  group: 'Student',
  parent: 'students.read',
  optional: true,
  fields,
  usual,
});

/**
 * What the app asks for: the items about a pupil, the marks, and two things more, which no school grants unless it turns them on.
 * Those two change nothing in the data: this sandbox gives what is never asked for in any case, so that a client can be seen to drop it.
 */
export const PERMISSIONS: readonly Permission[] = [
  required('students.read', 'Students', 'Student'),
  required('students.forename', 'Forename', 'Student', 'students.read'),
  required('students.surname', 'Surname', 'Student', 'students.read'),
  required('students.gender', 'Gender', 'Student', 'students.read'),
  required('students.education_details.upn', 'UPN', 'Student', 'students.read'),
  required('students.education_details.current_nc_year', 'Current NC year', 'Student', 'students.read'),
  optional('students.extended_details.ethnicity', 'Ethnicity', ['ethnicity', 'ethnicity_code']),
  optional('students.extended_details.in_lea_care', 'In care', ['in_lea_care']),
  optional('students.extended_details.ever_in_care', 'Ever in care', ['ever_in_care']),
  optional('students.extended_details.sen_status', 'SEN status', ['sen_status']),
  optional('students.extended_details.free_school_meals', 'Free school meals', [
    'free_school_meals',
    'free_school_meals_6',
  ]),
  optional('students.date_of_birth', 'Date of birth', [], false),
  optional('students.contact_details', 'Contact details', [], false),
  required('attendance.read', 'Session attendance', 'Attendance'),
  required('attendance_codes.read', 'Attendance codes', 'Attendance'),
];

const ETHNICITY = 'students.extended_details.ethnicity';

/** The optional permissions that are turned on at first; `unlike`: one missing and one more, so that both can be seen. */
export function usualGrants(unlike: boolean): Set<string> {
  const usual = PERMISSIONS.filter((each) => each.optional && each.usual).map(({ identity }) => identity);
  return new Set(unlike ? [...usual.filter((each) => each !== ETHNICITY), 'students.date_of_birth'] : usual);
}

const isShared = ({ state }: SandboxSchool) => state === 'approved' || state === 'unaudited' || state === 'offline';

/** The app's permissions as they stand at a school. */
export function writePermissions(school: SandboxSchool, minute: number): object[] {
  return PERMISSIONS.map((permission) => {
    const { identity, name, description, group, parent } = permission;
    const chosen = !permission.optional || school.granted.has(identity);
    return {
      identity,
      name,
      description,
      parent,
      group,
      active_from: writeInstant(minute - 525_600),
      optional: permission.optional,
      approved: isShared(school) && chosen,
      audited: isShared(school) && chosen && school.state !== 'unaudited',
      declined: school.state === 'declined' || (isShared(school) && !chosen),
    };
  });
}

/** Fields of students' details that the school has not granted. */
export function refusedFields({ granted }: SandboxSchool): string[] {
  return PERMISSIONS.filter((each) => each.optional && !granted.has(each.identity)).flatMap(({ fields }) => fields);
}
