import type { SchoolState } from '../schools/plan-schools.ts';
import { minuteNow, moveSchool, type SandboxSchool } from '../world.ts';
import { type Asked, answerPage, listRows } from './answer.ts';
import { notFound } from './failure.ts';
import { writePermissions } from './permissions.ts';
import { writeSchool } from './school-object.ts';
import { isHidden } from './student-routes.ts';

/** The lists of schools, by the last part of the path, and which states each has. */
const LISTS: Readonly<Record<string, readonly SchoolState[]>> = {
  '': ['approved', 'unaudited', 'offline'],
  all: ['approved', 'unaudited', 'offline', 'pending', 'declined', 'revoked', 'unrequested'],
  pending: ['pending'],
  audited: ['approved', 'offline'],
  offline: ['offline'],
  declined: ['declined'],
  revoked: ['revoked'],
};

export const SCHOOL_LISTS: readonly string[] = Object.keys(LISTS).filter((name) => name !== '');

/** A list of schools: `list` is '' for the approved ones, or one of SCHOOL_LISTS. */
export function listSchools(asked: Asked, list: string): object {
  const { world, query } = asked;
  const states = LISTS[list] ?? [];
  const { postcode, la_code, establishment_number, urn } = query.all;
  const found = [...world.schools.values()].filter(
    ({ plan, state }) =>
      states.includes(state) &&
      (postcode === undefined || postcode === '') &&
      (la_code === undefined || la_code === plan.laCode) &&
      (establishment_number === undefined || establishment_number === plan.establishmentNumber) &&
      (urn === undefined || urn === String(plan.urn)),
  );
  const minute = minuteNow(world);
  const integers = asked.fault('integer-codes') !== null;
  const rows = found.map((school) => writeSchool(school, asked.host, minute, integers));
  return answerPage(asked, listRows(rows), query.asAt ?? minute, ['cbds']);
}

/** One school. */
export function showSchool(asked: Asked): object {
  const integers = asked.fault('integer-codes') !== null;
  return { data: writeSchool(open(asked), asked.host, minuteNow(asked.world), integers), meta: { includes: ['cbds'] } };
}

/** `/meta/schools/{s}`: whether the school is online, approved and audited. */
export function showMeta(asked: Asked): object {
  const { state } = open(asked);
  const offline = asked.fault('offline') !== null || state === 'offline';
  const audited = state === 'approved' || state === 'offline';
  return {
    data: { online: !offline, approved: audited || state === 'unaudited', audited, custom_attendance_codes: true },
    meta: { includes: [] },
  };
}

/** `/meta/schools/{s}/permissions`. */
export function showPermissions(asked: Asked): object {
  const minute = minuteNow(asked.world);
  return answerPage(asked, listRows(writePermissions(open(asked), minute)), minute, []);
}

/** `/meta/schools/{s}/acl`: which people the school hides. Modes are not documented; `exclude` is made up. */
export function showAcl(asked: Asked): object {
  const { plan } = open(asked);
  const { world } = asked;
  const hides = asked.fault('acl');
  const minute = minuteNow(world);
  const hidden = hides ? world.registers.onRoll(plan, minute).filter(({ person }) => isHidden(person, hides)) : [];
  const typed = asked.query.all['with_user_type'] !== undefined;
  const ids = hidden.map(({ id }) => (typed ? { id, type: 'student' } : id));
  return { data: { mode: hides ? 'exclude' : null, ids }, meta: { includes: [] } };
}

/** The app asks for access. A school that has approved, or has been asked, stays as it is. */
export function requestAccess(asked: Asked): object {
  const school = open(asked);
  if (school.state === 'unrequested' || school.state === 'declined' || school.state === 'revoked')
    moveSchool(asked.world, school, 'pending');
  return {
    success: true,
    state: school.state === 'pending' ? 'pending' : 'approved',
    message: `Access is now ${school.state}.`,
  };
}

/** The app ends its access, or takes back what it asked. */
export function revokeAccess(asked: Asked): object {
  moveSchool(asked.world, open(asked), 'revoked');
  return { success: true, state: 'revoked', message: 'Access is now revoked.' };
}

function open(asked: Asked): SandboxSchool {
  if (asked.school === null) throw notFound('No such school.');
  return asked.school;
}
