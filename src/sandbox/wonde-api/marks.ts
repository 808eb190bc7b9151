import { dateOf } from '../mis/days.ts';
import { firstText, type MarkRow, type MarkView } from '../mis/mark-view.ts';
import { chance, hash, wondeId } from '../random.ts';
import type { SchoolPlan } from '../schools/plan-schools.ts';
import { canary } from './canaries.ts';
import { codeId } from './codes.ts';
import { writeDate, writeDay, writeInstant } from './dates.ts';
import { shownId } from './students.ts';

/** What can be included with session marks. */
export const MARK_INCLUDES: readonly string[] = ['student', 'attendance_code', 'employee'];

/** How marks are shown. Shares are those of marks bent by a fault. */
export interface MarkForm {
  readonly plan: SchoolPlan;
  readonly seed: number;
  readonly includes: readonly string[];
  readonly timestamps: boolean;
  readonly textDates: boolean;
  readonly migrated: boolean;
  readonly unknownCode: number;
  readonly missingCode: number;
  readonly twoMarks: number;
}

/** Id of a mark's row: it depends on the academic year and the session's place, so it never changes. */
export function markId(startYear: number, slot: number, version: number): string {
  return `A${1_000_000_000 + (startYear % 20) * 400_000_000 + version * 100_000_000 + (slot % 100_000_000)}`;
}

/** The rows of a mark already written: one, or two when a fault gives it another of a different code. */
export function writeMarks(mark: Record<string, unknown>, form: MarkForm): object[] {
  const place = Number(String(mark['id']).slice(1));
  if (hash(place % 0x7fffffff, 505) / 0x1_0000_0000 >= form.twoMarks) return [mark];
  const illness = codeOf('I', form);
  const isIll = JSON.stringify(mark['attendance_code']) === JSON.stringify(illness);
  return [
    mark,
    { ...mark, id: `A8${String(mark['id']).slice(2)}`, attendance_code: isIll ? codeOf('O', form) : illness },
  ];
}

function codeOf(text: string, form: MarkForm): unknown {
  const id = codeId(form.seed, form.plan, text);
  return form.includes.includes('attendance_code')
    ? { data: { id, code: text, description: text.trim(), type: 'OTHER' } }
    : id;
}

/** One mark as the API shows it. */
export function writeMark(row: MarkRow, form: MarkForm): Record<string, unknown> {
  const { sheet, slot, spell } = row;
  const key = hash(spell.person.key, slot, sheet.startYear);
  const draw = form.unknownCode + form.missingCode > 0 ? chance(key, 502) : 1;
  const text = row.twin && form.timestamps ? firstText(row) : row.text;
  const student = shownId(spell, form.migrated);
  const employee = wondeId(form.seed, form.plan.index, spell.person.cohort, 503);
  const mark: Record<string, unknown> = {
    id: markId(sheet.startYear, slot, row.twin ? 1 : 0),
    date: form.textDates ? dateOf(row.day) : writeDay(row.day),
    session: row.half === 0 ? 'AM' : 'PM',
    student: form.includes.includes('student')
      ? { data: { id: student, forename: spell.person.forename, surname: spell.person.surname } }
      : student,
    attendance_code: draw < form.unknownCode ? codeOf('XX', form) : codeOf(text, form),
    comment: canary('comment', key),
    employee: form.includes.includes('employee')
      ? { data: { id: employee, surname: canary('employee', key) } }
      : employee,
    minutes_late: text === 'L' || text === 'U' ? 3 + (key % 40) : null,
  };
  if (draw >= form.unknownCode && draw < form.unknownCode + form.missingCode) mark['attendance_code'] = 'A9999999999';
  if (form.timestamps) {
    mark['created_at'] = writeInstant(row.createdAt);
    mark['updated_at'] = writeInstant(row.twin ? row.createdAt : row.changedAt);
  }
  return mark;
}

/** A row that cannot be right, made from a right one: what faults add to a page. */
export function spoil(
  mark: object,
  how: 'date-outside-year' | 'invalid-date' | 'invalid-session',
  textDates: boolean,
): object {
  const id = `A9${String((mark as { id: string }).id).slice(2)}`;
  if (how === 'invalid-session') return { ...mark, id, session: 'XX' };
  const date = how === 'invalid-date' ? '2026-02-30' : '2006-10-05';
  return { ...mark, id, date: textDates ? date : writeDate(date) };
}

/** Whether half of the marks, chosen by place, leave this one out. */
export function isDropped(view: MarkView, position: number): boolean {
  return (hash(view.rows[position]! & 0xfffffff, 504) & 1) === 1;
}
