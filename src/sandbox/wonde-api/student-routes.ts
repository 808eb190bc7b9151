import { londonDayOf, minuteAt } from '../mis/days.ts';
import { chance, hash, wondeId } from '../random.ts';
import type { Person, Spell } from '../schools/people.ts';
import type { SandboxSchool } from '../world.ts';
import { minuteNow } from '../world.ts';
import { type Asked, answerPage, checkIncludes, isMigrated, listRows, openSchool } from './answer.ts';
import { listCodes } from './codes.ts';
import { writeInstant } from './dates.ts';
import { notFound } from './failure.ts';
import type { Fault } from './faults.ts';
import { refusedFields } from './permissions.ts';
import { isAsked } from './query.ts';
import { STUDENT_INCLUDES, type StudentForm, shownId, studentChangedAt, writeStudent } from './students.ts';

/** Whether a school's access list hides a pupil. */
export function isHidden(person: Person, acl: Fault): boolean {
  return chance(person.key, 601) < (acl.share ?? 0.1);
}

function readForm(asked: Asked, school: SandboxSchool, minute: number): StudentForm {
  const { world, query } = asked;
  const fault = asked.fault('not-granted');
  const refused = [
    ...refusedFields(school),
    ...(fault === null ? [] : (fault.fields ?? ['ethnicity_code', 'free_school_meals'])),
  ];
  return {
    plan: school.plan,
    minute,
    includes: query.includes,
    seed: world.seed,
    textDates: asked.fault('string-dates') !== null,
    birthDateAsText: world.settings.birth_date_as_text,
    migrated: isMigrated(asked),
    notGranted: refused.length > 0 ? { fields: refused, as: world.settings.not_granted } : null,
  };
}

function people(asked: Asked, school: SandboxSchool, minute: number, of: 'current' | 'leavers'): Spell[] {
  const { registers } = asked.world;
  const all = of === 'current' ? registers.onRoll(school.plan, minute) : registers.leavers(school.plan, minute);
  const acl = asked.fault('acl');
  const partial = asked.fault('partial-roll');
  return all.filter(({ person }, i) => !(acl && isHidden(person, acl)) && !(partial && i % 2 === 1));
}

/** `students` and `students-leaver`. */
export function listStudents(asked: Asked, of: 'current' | 'leavers'): object {
  const { school, minute, isEmpty } = openSchool(asked);
  checkIncludes(asked, STUDENT_INCLUDES);
  const form = readForm(asked, school, minute);
  const { only_upns, only_mis_ids } = asked.query.all;
  const all = isEmpty ? [] : people(asked, school, minute, of);
  const wanted = all.filter(
    (spell) =>
      (only_upns === undefined || (spell.person.upn !== null && only_upns.split(',').includes(spell.person.upn))) &&
      (only_mis_ids === undefined || only_mis_ids.split(',').includes(spell.misId)),
  );
  const twice = asked.fault('pupil-twice');
  const rows = {
    length: wanted.length,
    isWanted: (position: number) => isAsked(asked.query, studentChangedAt(wanted[position]!, minute)),
    render: (position: number) => writeStudent(wanted[position]!, form),
  };
  const page = answerPage(asked, rows, minute, STUDENT_INCLUDES);
  const first = page.data[0];
  if (twice && first) page.data.push({ ...first, id: wondeId(hash(school.plan.index), 602), mis_id: 'twice' });
  return page;
}

/** One student, current or leaver. */
export function showStudent(asked: Asked, id: string, of: 'current' | 'leavers'): object {
  const { school, minute } = openSchool(asked);
  checkIncludes(asked, STUDENT_INCLUDES);
  const form = readForm(asked, school, minute);
  const found = people(asked, school, minute, of).find((spell) => shownId(spell, form.migrated) === id);
  if (!found) throw notFound('No such student.');
  return { data: writeStudent(found, form), meta: { includes: STUDENT_INCLUDES } };
}

/** A list that this sandbox keeps empty. */
export function listNothing(asked: Asked): object {
  const { minute } = openSchool(asked);
  return answerPage(asked, listRows([]), minute, []);
}

/** The school's attendance codes, or without a school those of the account. */
export function listAttendanceCodes(asked: Asked): object {
  const { world } = asked;
  const minute = asked.school === null ? minuteNow(world) : openSchool(asked).minute;
  const codes = listCodes(
    world.seed,
    asked.school?.plan ?? null,
    londonDayOf(minute),
    asked.fault('unknown-code') !== null,
  );
  return answerPage(asked, listRows(codes), asked.query.asAt ?? minute, []);
}

/** `counts?include=students,...`: an object of counts, not a list. */
export function showCounts(asked: Asked): object {
  const { school, minute } = openSchool(asked);
  const known: Record<string, () => number> = {
    students: () => people(asked, school, minute, 'current').length,
    'students-leaver': () => people(asked, school, minute, 'leavers').length,
    students_leaver: () => people(asked, school, minute, 'leavers').length,
    contacts: () => 0,
    classes: () => 0,
    employees: () => 0,
    groups: () => listGroupRows(asked, school, minute).length,
  };
  checkIncludes(asked, Object.keys(known));
  const counts = asked.query.includes.map((name) => [name, { data: { count: known[name]!() } }]);
  return { data: Object.fromEntries(counts), meta: { includes: Object.keys(known) } };
}

/** Pupils that the school removed altogether: the old ids of those who came back, restored under a new one. */
export function listDeletions(asked: Asked): object {
  const { school, minute } = openSchool(asked);
  const { type } = asked.query.all;
  const migrated = isMigrated(asked);
  const gone =
    type === undefined || type === 'student'
      ? people(asked, school, minute, 'leavers').filter(
          ({ ordinal, to, person }) => ordinal === 0 && person.spells.length > 1 && to < londonDayOf(minute),
        )
      : [];
  const rows = gone
    .map((spell) => ({ spell, at: minuteAt(spell.to + 1, 600) }))
    .filter(({ at }) => at <= minute && isAsked(asked.query, at))
    .map(({ spell, at }) => ({
      type: 'student',
      id: shownId(spell, migrated),
      mis_id: spell.misId,
      deleted_at: writeInstant(at),
      restored_at: writeInstant(at),
    }));
  return answerPage(asked, listRows(rows), minute, []);
}

/** Registration and year groups, as few fields as clients read. */
export function listGroups(asked: Asked): object {
  const { school, minute } = openSchool(asked);
  return answerPage(asked, listRows(listGroupRows(asked, school, minute)), minute, ['students', 'employees']);
}

function listGroupRows(asked: Asked, school: SandboxSchool, minute: number): object[] {
  const { plan } = school;
  const made = writeInstant(minute - 525_600);
  return Array.from({ length: plan.lastYear - plan.firstYear + 1 }, (_, i) => plan.firstYear + i).flatMap((year) =>
    ['YEAR', 'REGISTRATION'].map((type, place) => ({
      id: wondeId(asked.world.seed, plan.index, year + 20, 406 + place),
      mis_id: `${type}${year}`,
      name: type === 'YEAR' ? (year > 0 ? `Year ${year}` : year === 0 ? 'Reception' : 'Nursery') : `Class ${year + 3}`,
      code: null,
      type,
      description: null,
      notes: null,
      division: null,
      restored_at: null,
      created_at: made,
      updated_at: made,
    })),
  );
}
