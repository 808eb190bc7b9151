import { BANDS } from '../../domain/measures/absence-bands.ts';
import { type Counts, possible } from '../../domain/measures/counts.ts';
import { inShort } from '../../domain/sessions/in-words.ts';
import { NO_FIGURES, type SchoolFigures } from '../area/figures.ts';
import { addWeeks, fullWeeks, mondayOfNumber, numberOfDay } from '../area/full-weeks.ts';
import { MEASURE_COLUMNS, measureCells, persistentOf, pupilsOf } from '../area/measures.ts';
import { PHASES } from '../area/phase.ts';
import { poolFigures } from '../area/pool.ts';
import type { AreaSchool } from '../area/query.ts';
import type { AreaFacts } from '../area-report.ts';
import { countText, percentText, percentToDraw } from '../figures.ts';
import { RATE_COLUMNS, rateCells } from '../measure-columns.ts';
import {
  countCell,
  type DataRow,
  type DataTable,
  type LineView,
  numberColumn,
  type ReportBody,
  rateCell,
} from '../report-view.ts';
import { sameSelectionAt } from '../selection/selection.ts';

type Figures = ReadonlyMap<number, SchoolFigures>;

/** The page of all schools together. */
export function viewAreaOverview(facts: AreaFacts, figures: Figures): ReportBody {
  const pooled = poolFigures(facts.schools.flatMap(({ urn }) => figures.get(urn) ?? []));
  const weeks = weeksOf(facts, pooled);
  return {
    message: messageOf(facts, figures, pooled),
    sections: [
      {
        id: 'headlines',
        heading: 'Attendance and persistent absence',
        text: [],
        tables: [headlinesTable(facts, figures, pooled), persistenceTable(pooled)],
      },
      {
        id: 'by-week',
        heading: 'Week by week',
        text: [],
        chart: drawWeeks(facts, weeks),
        tables: [weeksTable(facts, weeks)],
      },
      { id: 'by-phase', heading: 'By phase', text: [], tables: [phasesTable(facts, figures)] },
      {
        id: 'by-band',
        heading: 'Pupils by absence band',
        text: [],
        tables: [bandsTable(pooled), bandsBySchoolTable(facts, figures, pooled)],
      },
    ],
    workedOut: [
      'All schools are pooled: all their sessions, and all their pupils, together. It is never an average of the schools’ rates. A pupil enrolled at two schools counts at each.',
      'Last full week: each school’s own last week of the period that had been held to Friday afternoon when it was last collected; those weeks together.',
      'Weeks have the sessions of the period’s weeks; a week that the period cuts is there whole.',
      'A phase is that of published statistics; all-through schools count as secondary. Schools that published statistics count under no phase, such as pupil referral units, are “Other schools”.',
    ],
    empty: null,
  };
}

function messageOf({ schools, period }: AreaFacts, figures: Figures, pooled: SchoolFigures): string {
  const counted = schools.filter(({ urn }) => possible(figures.get(urn) ?? NO_FIGURES) > 0).length;
  if (counted === 0) return 'No school has a possible session in this selection.';
  const { numerator, denominator } = persistentOf(pooled);
  return `Attendance at ${countText(counted, 'school')} is ${percentText(pooled.attended, possible(pooled))} (${period.name.toLowerCase()}), and ${percentText(numerator, denominator)} of ${countText(denominator, 'pupil')} ${denominator === 1 ? 'is' : 'are'} persistently absent.`;
}

function headlinesTable({ schools, year, period }: AreaFacts, figures: Figures, pooled: SchoolFigures): DataTable {
  const last = schools.map((school) => {
    const own = figures.get(school.urn) ?? NO_FIGURES;
    return addWeeks(own.weeks, fullWeeks(school, own, year, period).slice(-1));
  });
  const week = addWeeks(new Map(last.entries()), [...last.keys()]);
  const row = (key: string, head: string, counts: Counts): DataRow => ({
    key,
    head,
    cells: rateCells(counts),
  });
  return {
    id: 'headlines',
    caption: 'Attendance and absence',
    head: 'Period',
    fixedOrder: true,
    columns: RATE_COLUMNS,
    rows: [row('period', period.name, pooled), ...(possible(week) > 0 ? [row('week', 'Last full week', week)] : [])],
  };
}

const persistenceTable = (pooled: SchoolFigures): DataTable => ({
  id: 'persistence',
  caption: 'Persistent and severe absence',
  head: 'Pupils',
  fixedOrder: true,
  columns: [numberColumn('pupils', 'Share of pupils')],
  rows: [
    { key: 'persistent', head: 'Persistently absent: missed 10% or more', ...shareOf(persistentOf(pooled)) },
    {
      key: 'severe',
      head: 'Severely absent: missed 50% or more',
      ...shareOf({ numerator: pooled.enrolments[10]!, denominator: pupilsOf(pooled) }),
    },
  ],
});

const shareOf = ({ numerator, denominator }: { numerator: number; denominator: number }) => ({
  cells: [rateCell(numerator, denominator)],
});

interface Week extends Counts {
  readonly monday: string;
}

/** Weeks of the period, from the first to the last with a possible session, those between too. */
function weeksOf({ year, period }: AreaFacts, { weeks }: SchoolFigures): Week[] {
  const [from, to] = [numberOfDay(year, period.from), numberOfDay(year, period.kind === 'year' ? year.end : period.to)];
  const open = [...weeks]
    .flatMap(([number, week]) => (number >= from && number <= to && possible(week) > 0 ? [number] : []))
    .sort((a, b) => a - b);
  if (open.length === 0) return [];
  return Array.from({ length: open.at(-1)! - open[0]! + 1 }, (_, index) => {
    const number = open[0]! + index;
    return { monday: mondayOfNumber(year, number), ...addWeeks(weeks, [number]) };
  });
}

function drawWeeks({ schools }: AreaFacts, weeks: readonly Week[]): LineView {
  const open = weeks.filter((week) => possible(week) > 0);
  const worst = open.reduce<Week | null>(
    (least, week) =>
      least === null || week.attended * possible(least) < least.attended * possible(week) ? week : least,
    null,
  );
  return {
    kind: 'line',
    id: 'attendance-by-week',
    title: worst
      ? `Attendance was lowest in the week of ${inShort(worst.monday)}: ${percentText(worst.attended, possible(worst))}`
      : 'No week has a possible session',
    subtitle: `Attendance by week, all ${countText(schools.length, 'school')} together, as a percentage of possible sessions.`,
    description: 'A point for each week. The table has the same numbers.',
    notes: [],
    unit: '%',
    most: 100,
    points: weeks.map((week) => ({
      label: inShort(week.monday),
      title: `Week of ${inShort(week.monday)}: ${percentText(week.attended, possible(week))}`,
      value: percentToDraw(week.attended, possible(week)),
      text: percentText(week.attended, possible(week)),
      partial: false,
    })),
  };
}

const weeksTable = ({ selection }: AreaFacts, weeks: readonly Week[]): DataTable => ({
  id: 'weeks',
  caption: 'Attendance by week',
  head: 'Week of',
  fixedOrder: true,
  columns: [
    numberColumn('attendance', 'Attendance'),
    numberColumn('attended', 'Attended'),
    numberColumn('authorised', 'Authorised absence'),
    numberColumn('unauthorised', 'Unauthorised absence'),
    numberColumn('possible', 'Possible sessions'),
  ],
  rows: weeks.map((week) => ({
    key: week.monday,
    head: inShort(week.monday),
    ...(possible(week) > 0 && {
      href: sameSelectionAt('/schools', selection, { period: 'week', on: week.monday, from: null, to: null }),
    }),
    cells: [
      rateCell(week.attended, possible(week)),
      countCell(week.attended),
      rateCell(week.authorised, possible(week)),
      rateCell(week.unauthorised, possible(week)),
      countCell(possible(week)),
    ],
  })),
});

function phasesTable({ schools, selection }: AreaFacts, figures: Figures): DataTable {
  return {
    id: 'phases',
    caption: 'Schools by phase',
    head: 'Phase',
    columns: [numberColumn('schools', 'Schools'), ...MEASURE_COLUMNS],
    rows: PHASES.flatMap(({ value, phase, name }) => {
      const own = schools.filter((school) => school.phase === phase);
      if (own.length === 0) return [];
      const pooled = poolFigures(own.flatMap(({ urn }) => figures.get(urn) ?? []));
      const href = sameSelectionAt('/schools', selection, { own: { phase: value } });
      return [{ key: value, head: name, href, cells: [countCell(own.length), ...measureCells(pooled)] }];
    }),
  };
}

const bandsTable = (pooled: SchoolFigures): DataTable => ({
  id: 'bands',
  caption: 'Pupils by absence band, all schools together',
  head: 'Absence band',
  fixedOrder: true,
  columns: [numberColumn('pupils', 'Pupils'), numberColumn('share', 'Share of pupils')],
  rows: BANDS.map(({ band, label }) => ({
    key: String(band),
    head: label,
    cells: [countCell(pooled.enrolments[band]!), rateCell(pooled.enrolments[band]!, pupilsOf(pooled))],
  })),
});

function bandsBySchoolTable({ schools, selection }: AreaFacts, figures: Figures, pooled: SchoolFigures): DataTable {
  const cells = (own: SchoolFigures) => [...own.enrolments, pupilsOf(own)].map(countCell);
  const row = ({ urn, name }: AreaSchool): DataRow => ({
    key: String(urn),
    head: name,
    href: sameSelectionAt(`/schools/${urn}/bands`, selection),
    cells: cells(figures.get(urn) ?? NO_FIGURES),
  });
  return {
    id: 'bands-by-school',
    caption: 'Pupils by absence band and school',
    head: 'School',
    columns: [...BANDS.map(({ band, label }) => numberColumn(`b${band}`, label)), numberColumn('pupils', 'Pupils')],
    rows: schools.map(row),
    total: { key: 'all', head: 'All schools', cells: cells(pooled) },
  };
}
