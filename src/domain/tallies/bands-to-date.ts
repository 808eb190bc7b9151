import { absenceBand } from '../measures/absence-bands.ts';

/** One pupil's week, counted. */
export interface CountedWeek {
  readonly week: string;
  readonly pupil: number;
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
  readonly groups: readonly string[];
}
export interface WeekBands {
  readonly week: string;
  readonly group: string;
  /** Enrolments in each of the eleven five-point absence bands. */
  readonly enrolments: number[];
}

/**
 * Enrolments by absence band for each week, each over its own sessions of the academic year to the end of that week. A pupil
 * who left stays counted, in the groups of the last week with a row, as in the Department's persistent absence to date.
 * @param rows one academic year of one school, in any order
 * @param from only weeks from this Monday on are returned (earlier ones have not changed)
 */
export function bandsToDate(rows: readonly CountedWeek[], from: string): WeekBands[] {
  const sorted = [...rows].sort((a, b) => (a.week < b.week ? -1 : a.week > b.week ? 1 : 0));
  const pupils = new Map<
    number,
    { attended: number; authorised: number; unauthorised: number; groups: readonly string[] }
  >();
  const result: WeekBands[] = [];
  for (let index = 0; index < sorted.length; index++) {
    const row = sorted[index]!;
    const before = pupils.get(row.pupil);
    pupils.set(row.pupil, {
      attended: (before?.attended ?? 0) + row.attended,
      authorised: (before?.authorised ?? 0) + row.authorised,
      unauthorised: (before?.unauthorised ?? 0) + row.unauthorised,
      groups: row.groups,
    });
    const weekEnds = sorted[index + 1]?.week !== row.week;
    if (weekEnds && row.week >= from) result.push(...bandsOf(row.week, pupils.values()));
  }
  return result;
}

function bandsOf(
  week: string,
  pupils: Iterable<{ attended: number; authorised: number; unauthorised: number; groups: readonly string[] }>,
): WeekBands[] {
  const bands = new Map<string, number[]>();
  for (const pupil of pupils) {
    const band = absenceBand(pupil);
    if (band === null) continue;
    for (const group of pupil.groups) {
      let enrolments = bands.get(group);
      if (!enrolments) bands.set(group, (enrolments = new Array<number>(11).fill(0)));
      enrolments[band]!++;
    }
  }
  return [...bands].map(([group, enrolments]) => ({ week, group, enrolments }));
}
