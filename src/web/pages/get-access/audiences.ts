import { type DoorGroup, groupOf } from '../../../access/doors.ts';
import type { Organisation } from '../../../access/organisation.ts';

/** One of the three groups of people who get reports, as the public pages speak to it. */
export interface Audience {
  readonly group: DoorGroup;
  readonly path: string;
  readonly title: string;
  /** `your school` */
  readonly own: string;
  /** Who of the organisation comes here. */
  readonly who: string;
  /** What they see. */
  readonly sees: readonly string[];
}

const PUPIL_LEVEL = 'each pupil’s attendance and marks, who is missing too much, and what looks wrong in the register';

export const AUDIENCES: Readonly<Record<DoorGroup, Audience>> = {
  schools: {
    group: 'schools',
    path: '/get-access/schools',
    title: 'schools',
    own: 'your school',
    who: 'staff of a school: heads, attendance leads, pastoral staff, the office',
    sees: [
      `your school’s own pupils: ${PUPIL_LEVEL}`,
      'your school’s attendance for the year to date, the last week and the latest day',
      'who has looked at your pupils’ data',
    ],
  },
  trusts: {
    group: 'trusts',
    path: '/get-access/trusts',
    title: 'academy trusts',
    own: 'your trust',
    who: 'staff of a multi-academy or single-academy trust',
    sees: [
      'the academies of your trust that share their data, as Get information about schools lists them',
      `for each of them, ${PUPIL_LEVEL}`,
      'no school that has left your trust, and none that has not agreed to share',
    ],
  },
  authorities: {
    group: 'authorities',
    path: '/get-access/local-authorities',
    title: 'local authorities',
    own: 'your local authority',
    who: 'staff of a local authority who help schools and pupils with attendance',
    sees: [
      'the schools in your area that share their data, academies among them',
      `for each of them, ${PUPIL_LEVEL}`,
      'no school outside your area, and none that has not agreed to share',
    ],
  },
};

/** The page that tells someone of an organisation how to get access; the choice of pages for someone of none, or of another kind. */
export function accessPathOf(organisation: Organisation | null): string {
  const group = organisation && groupOf(organisation.kind);
  return group ? AUDIENCES[group].path : '/get-access';
}
