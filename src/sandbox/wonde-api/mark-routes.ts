import { isDate } from '../../domain/sessions/dates.ts';
import { nationalCode } from '../mis/code-mix.ts';
import { dayOf, londonDayOf } from '../mis/days.ts';
import { placeOf, rowAt, stateAt, timelineAt } from '../mis/mark-view.ts';
import { startYearOf } from '../mis/register.ts';
import { wondeId } from '../random.ts';
import { type Asked, answerPage, checkIncludes, isMigrated, listRows, openSchool } from './answer.ts';
import { writeInstant } from './dates.ts';
import type { FaultKind } from './faults.ts';
import { isDropped, MARK_INCLUDES, type MarkForm, spoil, writeMark, writeMarks } from './marks.ts';
import { isAsked } from './query.ts';
import { isHidden } from './student-routes.ts';
import { shownId } from './students.ts';

const share = (asked: Asked, kind: FaultKind): number => {
  const fault = asked.fault(kind);
  return fault === null ? 0 : (fault.share ?? 0.01);
};

/** `attendance/session` and, for those who have left, `attendance-leavers/session`. */
export function listMarks(asked: Asked, of: 'current' | 'leavers'): object {
  const { school, minute, isEmpty } = openSchool(asked);
  checkIncludes(asked, MARK_INCLUDES);
  const { world, query } = asked;
  const { registers, settings, seed } = world;
  const form: MarkForm = {
    plan: school.plan,
    seed,
    includes: query.includes,
    timestamps: settings.mark_timestamps,
    textDates: asked.fault('string-dates') !== null,
    migrated: isMigrated(asked),
    unknownCode: share(asked, 'unknown-code'),
    missingCode: share(asked, 'missing-code'),
    twoMarks: share(asked, 'two-marks'),
  };
  const view = registers.viewAt(school.plan, minute, of);
  const half = asked.fault('half-marks') !== null;
  const acl = asked.fault('acl');
  const { from, to } = readDays(asked);
  const first = from === null ? 0 : placeOf(view, from);
  const end = to === null ? view.count : placeOf(view, to + 1);
  const rows = {
    length: isEmpty ? 0 : Math.max(0, end - first),
    isWanted: (position: number) =>
      isAsked(query, view.changedAt[first + position]!) &&
      !(half && isDropped(view, first + position)) &&
      !(acl && isHidden(rowAt(view, first + position).spell.person, acl)),
    render: (position: number) => writeMark(rowAt(view, first + position), form),
  };
  const page = answerPage(asked, rows, minute, MARK_INCLUDES);
  const [model] = page.data;
  if (form.twoMarks > 0) page.data = page.data.flatMap((mark) => writeMarks(mark as Record<string, unknown>, form));
  for (const how of ['date-outside-year', 'invalid-date', 'invalid-session'] as const)
    if (model && asked.fault(how)) page.data.push(spoil(model, how, form.textDates));
  return page;
}

/** The first and last day to show: the optional filter by attendance date, and how far back the API goes. */
function readDays(asked: Asked): { from: number | null; to: number | null } {
  const { date_filter: names, marks_from: earliest } = asked.world.settings;
  const read = (name: string | undefined) => {
    const date = name === undefined ? undefined : asked.query.all[name];
    return date !== undefined && isDate(date) ? dayOf(date) : null;
  };
  const from = [read(names?.from), earliest === null ? null : dayOf(earliest)].filter((day) => day !== null);
  return { from: from.length === 0 ? null : Math.max(...from), to: read(names?.to) };
}

const PRESENT = ['/', '\\', 'L'];
const ACTIVITY = ['V', 'P', 'W', 'B', 'K', 'J'];
const UNAUTHORISED = ['G', 'N', 'O', 'U'];
const AUTHORISED = ['C', 'C1', 'C2', 'E', 'I', 'J1', 'M', 'R', 'S', 'T', 'H', 'F'];

/** `attendance-summaries`: totals of each pupil for the academic year to the minute, for a cross-check. */
export function listSummaries(asked: Asked): object {
  const { school, minute, isEmpty } = openSchool(asked);
  const { registers } = asked.world;
  const sheet = registers.sheetOf(school.plan, startYearOf(londonDayOf(minute)));
  const british = asked.fault('british-spelling') !== null;
  const migrated = isMigrated(asked);
  const width = sheet.spells.length;
  const current = new Set(registers.onRoll(school.plan, minute).map(({ id }) => id));
  const places = sheet.spells
    .map((_, place) => place)
    .filter((place) => !isEmpty && current.has(sheet.spells[place]!.id));
  const render = (position: number) => {
    const place = places[position]!;
    const codes: Record<string, number> = {};
    for (let slot = place; slot < sheet.at.length; slot += width) {
      const state = stateAt(timelineAt(sheet, slot), minute);
      const code = state === null ? null : nationalCode(state.text);
      if (code !== null) codes[code] = (codes[code] ?? 0) + 1;
    }
    const count = (list: readonly string[]) => list.reduce((sum, code) => sum + (codes[code] ?? 0), 0);
    const [present, activity, authorised, unauthorised] = [PRESENT, ACTIVITY, AUTHORISED, UNAUTHORISED].map(count) as [
      number,
      number,
      number,
      number,
    ];
    const spell = sheet.spells[place]!;
    return {
      id: wondeId(spell.person.key, spell.ordinal, 701),
      student_id: shownId(spell, migrated),
      possible_marks: present + activity + authorised + unauthorised,
      present,
      approved_education_activity: activity,
      authorised_absences: authorised,
      [british ? 'unauthorised_absences' : 'unauthorized_absences']: unauthorised,
      late_before_registration: codes['L'] ?? 0,
      late_after_registration: codes['U'] ?? 0,
      attendance_codes: codes,
      created_at: writeInstant(minute),
      updated_at: writeInstant(minute),
    };
  };
  return answerPage(asked, { length: places.length, isWanted: () => true, render }, minute, []);
}

/** The account's write-backs: there are none, since nothing may be written. */
export function listWritebacks(asked: Asked, minute: number): object {
  return answerPage(asked, listRows([]), minute, []);
}
