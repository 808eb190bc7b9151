import type { ReportBody } from '../report-view.ts';
import { nothingMore, type ReportFacts, type SchoolReport } from '../school-report.ts';
import { countDays, findEdges } from './count-when.ts';
import { edgesText, findWeakestDay, halvesText, weekdayMessage } from './findings.ts';
import { drawHeat, drawWeekdays, drawWeeks } from './when-charts.ts';
import {
  daysTable,
  edgesTable,
  edgesTogetherTable,
  halvesTable,
  narrowedTo,
  weekdaysTable,
  weeksTable,
} from './when-tables.ts';

/** When sessions were missed: days of the week, mornings and afternoons, ends of half terms, weeks, every day of the year. */
export const when: SchoolReport = {
  name: 'When',
  path: '/when',
  names: false,
  choices: [],
  more: nothingMore,
  view: viewWhen,
};

function viewWhen(facts: ReportFacts): ReportBody {
  const days = countDays(facts);
  if (days.length === 0) return { message: '', sections: [], workedOut: WORKED_OUT, empty: null };
  const edges = findEdges(facts, days);
  const weakest = findWeakestDay(days);
  const message = weekdayMessage(weakest, days);
  const [dayHref, weekHref] = [narrowedTo(facts, 'day', '/reasons'), narrowedTo(facts, 'week', '/when')];
  return {
    message,
    sections: [
      {
        id: 'by-weekday',
        heading: 'Days of the week',
        text: [],
        chart: drawWeekdays(facts, days, weakest),
        tables: [weekdaysTable(days)],
      },
      { id: 'by-half', heading: 'Morning and afternoon', text: [halvesText(days)], tables: [halvesTable(days)] },
      {
        id: 'each-day',
        heading: 'The year, day by day',
        text: [],
        chart: drawHeat(facts, days),
        tables: [daysTable(days, dayHref)],
      },
      ...(edges.length === 0
        ? []
        : [
            {
              id: 'ends-of-half-terms',
              heading: 'First and last days of half terms',
              text: [edgesText(edges, days)],
              tables: [edgesTogetherTable(edges, days), edgesTable(edges, days, dayHref)],
            },
          ]),
      {
        id: 'by-week',
        heading: 'Weeks',
        text: [],
        chart: drawWeeks(facts, days),
        tables: [weeksTable(days, weekHref)],
      },
    ],
    workedOut: WORKED_OUT,
    empty: null,
  };
}

const WORKED_OUT: readonly string[] = [
  'Each figure is of the possible sessions of these days together: of all pupils chosen, worked out from whole counts and rounded once.',
  'The school was open on a day with a possible session of any pupil. Half terms come from those days: a term is cut once, at the longest run of whole weeks without one.',
  'The gap of a first or last day is its attendance less that of the whole period, in percentage points.',
  'The steps of colour are the same for every school, year and filter.',
];
