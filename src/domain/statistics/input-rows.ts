import type { AcademicYear } from '../sessions/academic-year.ts';
import { addDays } from '../sessions/dates.ts';
import { type GroupSums, type Pupils, Sums, YEAR } from './area-sums.ts';
import { countColumnsOf, placesOfCodes } from './code-columns.ts';
import { ColumnCounts, placesOf } from './column-counts.ts';
import { type Period, TERMS, termOf, weekOf } from './period.ts';
import { PHASES, type Phase } from './phase.ts';
import type { InputRow } from './release-inputs.ts';

/**
 * Makes rows of an area's sums: phase after phase, its groups (all pupils first), and of each days, weeks, terms and the year to date, in order.
 * What has no school with a possible session has no row.
 */
export function rowMaker(
  year: AcademicYear,
): (area: string, phases: ReadonlyMap<Phase, ReadonlyMap<string, GroupSums>>) => InputRow[] {
  const makeCounts = countMaker(year.startYear);
  return (area, phases) =>
    PHASES.flatMap((phase) => {
      const groups = phases.get(phase);
      const all = groups?.get('all');
      if (!groups || !all) return [];
      const open = [...all.days.keys()].map((day) => ({ day, term: TERMS.indexOf(termOf(addDays(year.start, day))) }));
      return [...groups.keys()].sort(allFirst).flatMap((group) =>
        periodsOf(year, groups.get(group)!, open).map(
          ({ period, days, sums, pupils }): InputRow => ({
            area,
            phase,
            period,
            group,
            schools: sums.schools,
            days,
            schoolDays: sums.schoolDays,
            enrolmentDays: sums.pupilDays,
            counts: makeCounts(sums.codes),
            largest: sums.largest,
            bands: pupils && [...pupils.bands],
            largestEnrolments: pupils?.largest ?? null,
          }),
        ),
      );
    });
}

interface OpenDay {
  readonly day: number;
  readonly term: number;
}

interface PeriodSums {
  readonly period: Period;
  /** Days on which any school of the area and phase was open. */
  readonly days: number;
  readonly sums: Sums;
  readonly pupils: Pupils | null;
}

function periodsOf(
  { start, startYear }: AcademicYear,
  { days, weeks, parts, spans }: GroupSums,
  open: readonly OpenDay[],
): PeriodSums[] {
  const inOrder = (map: ReadonlyMap<number, Sums>) => [...map].sort(([a], [b]) => a - b);
  const openIn = (isIn: (day: OpenDay) => boolean) => open.filter(isIn).length;
  const byDay = inOrder(days).map(([day, sums]): PeriodSums => {
    const period = { kind: 'day', date: addDays(start, day) } as const;
    return { period, days: 1, sums, pupils: null };
  });
  const byWeek = inOrder(weeks).map(
    ([week, ofSchools]): PeriodSums => ({
      period: weekOf(addDays(start, week * 7)),
      days: openIn(({ day }) => Math.floor(day / 7) === week),
      sums: together(parts, (part) => Math.floor(part / YEAR) === week, ofSchools),
      pupils: null,
    }),
  );
  const bySpan = spans.flatMap((ofSchools, span): PeriodSums[] => {
    const { schools, pupils } = ofSchools;
    if (schools === 0) return [];
    const term = TERMS[span];
    if (term === undefined)
      return [
        {
          period: { kind: 'year', startYear },
          days: open.length,
          sums: together(parts, () => true, ofSchools),
          pupils,
        },
      ];
    const sums = together(parts, (part) => part % YEAR === span, ofSchools);
    return [{ period: { kind: 'term', startYear, term }, days: openIn((day) => day.term === span), sums, pupils }];
  });
  return [...byDay, ...byWeek, ...bySpan];
}

/** The sessions of some parts of weeks; their schools were counted apart, each once. */
function together(
  parts: ReadonlyMap<number, Sums>,
  isIn: (part: number) => boolean,
  { schools, largest }: Pick<Sums, 'schools' | 'largest'>,
): Sums {
  const sums = new Sums();
  for (const [part, own] of parts) if (isIn(part)) sums.merge(own);
  sums.schools = schools;
  sums.largest = largest;
  return sums;
}

/** Makes counts by column of sessions by code. */
function countMaker(startYear: number): (codes: Float64Array) => ColumnCounts {
  const columns = placesOf(countColumnsOf(startYear));
  const places = placesOfCodes(startYear);
  return (codes) => {
    const values = new Float64Array(columns.size);
    for (let code = 0; code < codes.length; code++)
      if (codes[code] !== 0) for (const place of places[code]!) values[place]! += codes[code]!;
    return new ColumnCounts(columns, values);
  };
}

function allFirst(a: string, b: string): number {
  if (a === 'all' || b === 'all') return a === b ? 0 : a === 'all' ? -1 : 1;
  return a < b ? -1 : 1;
}
