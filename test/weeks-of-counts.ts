import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { addDays, isoWeek } from '../src/domain/sessions/dates.ts';

/** Mondays of weeks in term of 2023/24, the first full week among them. */
export const MONDAYS_2023: readonly string[] = [
  ...mondays('2023-09-11', '2023-10-16'),
  ...mondays('2023-10-30', '2023-12-11'),
  ...mondays('2024-01-08', '2024-02-05'),
  ...mondays('2024-02-19', '2024-03-18'),
  ...mondays('2024-04-15', '2024-05-20'),
  ...mondays('2024-06-03', '2024-07-15'),
];

function mondays(first: string, last: string): string[] {
  const found: string[] = [];
  for (let monday = first; monday <= last; monday = addDays(monday, 7)) found.push(monday);
  return found;
}

/**
 * Writes counts of many weeks, made from those of the Department's one week: each row of it again in every week, with more or less illness. So the
 * areas, phases and sizes are real, and the movement over time is invented.
 */
export function writeWeeks(from: string, to: string, weeks: readonly string[]): void {
  const rows = parse(readFileSync(from), { columns: true, bom: true }) as Record<string, string>[];
  const made = weeks.flatMap((monday, number) => rows.map((row) => moveRow(row, monday, number)));
  writeFileSync(to, stringify(made, { header: true }));
}

function moveRow(row: Record<string, string>, monday: string, week: number): Record<string, string> {
  const day = addDays(monday, Number(row['day_number']) - 1);
  const { year, week: number } = isoWeek(day);
  const times = { time_period: String(year), time_identifier: `Week ${number}`, attendance_date: day };
  const illness = Number(row['reason_i_authorised_illness']);
  const place = Number(row['old_la_code'] || 0) % 7;
  const present = Math.floor(Number(row['reason_present_am']) / 2);
  const more = Math.min(
    present,
    Math.round(illness * (0.6 + 0.5 * Math.sin((week + place / 3) / 4)) * (week > 0 ? 1 : 0)),
  );
  const add = (column: string, by: number) => [column, String(Number(row[column]) + by)] as const;
  const up = ['reason_i_authorised_illness', 'authorised_absence', 'overall_absence'].map((each) => add(each, more));
  const down = ['reason_present_am', 'reason_present', 'present_sessions', 'overall_attendance'].map((each) =>
    add(each, -more),
  );
  return { ...row, ...times, week_commencing: monday, ...Object.fromEntries([...up, ...down]) };
}
