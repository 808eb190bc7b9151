import { findCode, NO_MARK, UNREADABLE } from '../../domain/codes/codes.ts';
import { readNcYear } from '../../domain/pupils/nc-year.ts';
import { checkUpn } from '../../domain/pupils/upn.ts';
import { collectedFrom } from '../../domain/pupils/year-before.ts';
import { type Half, mondayOf, sessionIndex } from '../../domain/sessions/dates.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import type { Database } from '../../store/database.ts';
import { readPupils, readSourceKeys } from '../../store/pupils.ts';
import { readRegister } from '../../store/register.ts';
import { expectedMark, type MarkEvent, type ReconciledRun } from './expected-mark.ts';

/** What a comparison of store and MIS found. `awaiting` marks are removed in the MIS but not yet read completely. */
export interface Reconciliation {
  expected: number;
  missing: number;
  wrong: number;
  extra: number;
  awaiting: number;
  /** Names or UPNs that are not the MIS's. */
  identities: number;
  /** Where, by pupil number and session, the first few differences are. */
  readonly places: string[];
}

/** A line of the MIS's own record. */
interface RecordLine {
  readonly student_ids: readonly string[];
  readonly upn: string | null;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly collected: boolean;
  readonly nc_year: string | null;
  readonly on_roll: readonly (readonly [string, string | null])[];
  readonly marks: readonly (readonly [
    date: string,
    half: Half,
    events: readonly (readonly [at: string, code: string | null])[],
  ])[];
}

const MOST_PLACES = 20;

/** Compares each pupil's every mark in the store with the MIS's own record, for the sessions that runs could have seen. */
export async function reconcileSchool(
  owner: Database,
  wondeUrl: string,
  school: { id: string; urn: number },
  refreshDays: number,
  now: Date,
): Promise<Reconciliation> {
  const runs = await readRuns(owner, school.urn);
  const result: Reconciliation = {
    expected: 0,
    missing: 0,
    wrong: 0,
    extra: 0,
    awaiting: 0,
    identities: 0,
    places: [],
  };
  const first = runs.windows.from;
  const keys = await readSourceKeys(owner, school.urn, 'wonde');
  const pupils = new Map((await readPupils(owner, school.urn)).map((pupil) => [pupil.id, pupil]));
  const { grid } = await readRegister(owner, school.urn, { from: '2000-01-03', to: '2100-01-04' });
  const seen = new Set<string>();
  if (first !== null) {
    for (const line of await readRecord(wondeUrl, school.id, first, runs.windows.to!, now)) {
      if (!line.collected) continue;
      const ids = line.student_ids.flatMap((id) => keys.get(`id:${id}`) ?? []);
      const numbers = [...new Set(ids)];
      const name = `school ${school.urn} pupil ${numbers.join('+') || 'not stored'}`;
      if (numbers.length > 1 && isLinked(line))
        note(result, 'extra', `${name}: one pupil of the MIS is stored as several`);
      const reception = receptionDay(line, londonDate(now));
      for (const [date, half, events] of line.marks) {
        if (date < reception) continue;
        const [week, session] = [mondayOf(date), sessionIndex(date, half)];
        const history: MarkEvent[] = events.map(([at, code]) => [Date.parse(at), markOf(code)]);
        const expected = expectedMark(history, date, half, runs.runs, refreshDays);
        const found = numbers.flatMap((pupil) => grid.week(week, pupil)?.[session] ?? []);
        const marks = found.filter((mark) => mark !== NO_MARK);
        for (const pupil of numbers) seen.add(`${pupil} ${week} ${session}`);
        compare(result, expected, marks[0] ?? null, `${name} ${date} ${half}`);
        if (marks.length > 1) note(result, 'extra', `${name} ${date} ${half}: stored twice`);
      }
      const stored = pupils.get(numbers[0] ?? -1);
      if (stored && line.marks.length > 0 && !sameName(stored, line)) result.identities++;
    }
  }
  for (const week of grid.weeks)
    for (const pupil of grid.pupils(week)) {
      const marks = grid.week(week, pupil)!;
      for (let session = 0; session < marks.length; session++)
        if (marks[session] !== NO_MARK && !seen.has(`${pupil} ${week} ${session}`))
          note(
            result,
            'extra',
            `school ${school.urn} pupil ${pupil} week ${week} session ${session}: ${marks[session]} is not in the MIS`,
          );
    }
  return result;
}

/** Whether the MIS's ids of a pupil can be known to be one pupil's: a UPN says so. Without one, several records stay several. */
function isLinked({ upn }: RecordLine): boolean {
  return upn !== null && 'upn' in checkUpn(upn);
}

const sameName = (a: { forename: string | null; surname: string | null }, b: typeof a) =>
  clean(a.forename) === clean(b.forename) && clean(a.surname) === clean(b.surname);

/** Marks before a pupil on roll was in reception are nursery marks, which are not collected. */
function receptionDay(line: RecordLine, today: string): string {
  const read = readNcYear(line.nc_year);
  const isOnRoll = line.on_roll.some(([, last]) => last === null || last >= today);
  return isOnRoll && read && 'year' in read ? (collectedFrom(read.year, today) ?? '') : '';
}

function compare(
  result: Reconciliation,
  { marks, awaiting }: ReturnType<typeof expectedMark>,
  stored: string | null,
  place: string,
): void {
  const wanted = marks.find((mark) => mark !== null);
  if (wanted !== undefined) result.expected++;
  if (marks.includes(stored)) return;
  if (awaiting.includes(stored)) result.awaiting++;
  else if (stored === null) note(result, 'missing', `${place}: ${wanted} is missing`);
  else if (wanted === undefined) note(result, 'extra', `${place}: ${stored} is not in the MIS`);
  else note(result, 'wrong', `${place}: ${stored} instead of ${wanted}`);
}

function note(result: Reconciliation, kind: 'missing' | 'wrong' | 'extra', place: string): void {
  result[kind]++;
  if (result.places.length < MOST_PLACES) result.places.push(place);
}

const clean = (name: string | null) => (name ?? '').trim();

function markOf(code: string | null): string | null {
  if (code === null || code.trim() === '' || code.trim() === '-') return null;
  return findCode(code.trim())?.mark ?? UNREADABLE;
}

async function readRuns(
  owner: Database,
  urn: number,
): Promise<{ runs: ReconciledRun[]; windows: { from: string | null; to: string | null } }> {
  const rows = await owner
    .selectFrom('collection_run')
    .selectAll()
    .where('school_urn', '=', urn)
    .where('outcome', '=', 'succeeded')
    .where('kind', '!=', 'range')
    .orderBy('run_id')
    .execute();
  const runs = rows.map((row) => ({
    startedAt: row.started_at,
    finishedAt: row.finished_at!,
    complete: row.complete,
    held: { date: row.held_date!, half: row.held_half! },
  }));
  const from = rows.map((row) => row.window_from).sort()[0] ?? null;
  const to =
    rows
      .map((row) => row.window_to)
      .sort()
      .at(-1) ?? null;
  return { runs, windows: { from, to } };
}

/** The MIS's own record, past the Wonde API, one pupil a line. */
async function readRecord(wondeUrl: string, id: string, from: string, to: string, now: Date): Promise<RecordLine[]> {
  const answer = await fetch(
    `${wondeUrl}/sandbox/mis/schools/${id}/record?from=${from}&to=${to}&until=${now.toISOString()}`,
  );
  if (!answer.ok) throw new Error(`The sandbox's record answered ${answer.status}`);
  return (await answer.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordLine);
}
