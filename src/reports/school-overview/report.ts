import type { Counts } from '../../domain/measures/counts.ts';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import { addDays, daysBetween } from '../../domain/sessions/dates.ts';
import { heldAt } from '../../store/register-as-known.ts';
import type { ReportBody } from '../report-view.ts';
import type { MoreParts, ReportFacts, SchoolReport } from '../school-report.ts';
import { addressOf, sameSelectionAt } from '../selection/selection.ts';
import { countOverview, type Held, type OverviewFigures } from './count-overview.ts';
import { joinPredecessors } from './join-predecessors.ts';
import { headlinesTable, persistenceTable, yearGroupsTable } from './overview-tables.ts';
import { readSameWeeks } from './query.ts';
import { reasonsSection } from './reasons.ts';
import { type AbsenceView, type PeriodView, viewAbsence, viewPeriods } from './tiles.ts';
import { drawWeeks, weeksTable } from './weeks.ts';
import { worthALook } from './worth-a-look.ts';

/** What the overview reads besides the school's year. */
export interface OverviewMore {
  /** Through which session the register reaches; null when nothing had been collected. */
  readonly held: Held | null;
  /** Possible weeks of the year before, by their Monday; empty where they cannot be set beside the selection. */
  readonly lastYear: readonly (Counts & { readonly week: string })[];
}

/** What the overview shows besides tables and charts. */
export interface OverviewBody extends ReportBody {
  readonly overview: {
    /** Which marks of a predecessor the year to date includes or leaves out; null without a conversion. */
    readonly conversion: string | null;
    /** The one click to the other population; null where there is no choice. */
    readonly population: { readonly text: string; readonly href: string } | null;
    readonly periods: readonly PeriodView[];
    readonly absence: readonly AbsenceView[];
  };
}

/** The page a school opens first. Its year to date has the marks of schools that became it in the year. */
export const schoolOverview: SchoolReport<OverviewMore> = {
  name: 'School overview',
  path: '',
  names: false,
  choices: [],
  widen: joinPredecessors,
  more: readMore,
  view: viewSchoolOverview,
};

async function readMore({ transaction, facts }: MoreParts): Promise<OverviewMore> {
  const { knownAt, schoolYear, freshness } = facts;
  const run = freshness.lastSucceeded;
  const now = run?.heldDate && run.heldHalf ? { date: run.heldDate, half: run.heldHalf } : null;
  return {
    held: knownAt === null ? now : await heldAt(transaction, schoolYear.urn, knownAt),
    lastYear: isPlain(facts)
      ? await readSameWeeks(transaction, schoolYear.urn, facts.population, academicYear(schoolYear.year.startYear - 1))
      : [],
  };
}

/** Whether tallies of the year before are of the same sessions: of no group, of whole weeks, by this service's definition, now. */
const isPlain = ({ selection, period, knownAt, conversion }: ReportFacts): boolean =>
  Object.keys(selection.groups).length === 0 &&
  selection.definition === 'here' &&
  period.kind === 'year' &&
  knownAt === null &&
  conversion === undefined;

function viewSchoolOverview(facts: ReportFacts, { held, lastYear }: OverviewMore): OverviewBody {
  const { school, selection } = facts;
  const root = `/schools/${school.urn}`;
  const figures = countOverview(facts, held);
  const periods = viewPeriods(facts, figures, sameWeeks(facts, figures, lastYear));
  return {
    message: '',
    sections: [
      {
        id: 'headlines',
        heading: 'Attendance',
        text: [],
        tables: [{ ...headlinesTable(figures, periods), folded: true }],
      },
      {
        id: 'persistence',
        heading: 'Persistent and severe absence',
        text: [],
        tables: [{ ...persistenceTable(figures), folded: true }],
      },
      worthALook(facts, figures),
      {
        id: 'weeks',
        heading: 'By week',
        text: [],
        chart: drawWeeks(facts, figures),
        tables: [weeksTable(facts, figures)],
      },
      { id: 'year-groups', heading: 'By year group', text: [], tables: [yearGroupsTable(facts, figures)] },
      reasonsSection(figures.reasons, sameSelectionAt(`${root}/reasons`, selection)),
    ],
    workedOut: [...WORKED_OUT, ...(facts.conversion?.joined ? [JOINED] : [])],
    empty: emptyOf(facts),
    overview: {
      conversion: conversionText(facts),
      population: otherPopulation(facts),
      periods,
      absence: viewAbsence(facts, figures),
    },
  };
}

/** Those weeks of the year before that have the same number as the weeks to the last full one. */
function sameWeeks({ schoolYear }: ReportFacts, { fullWeek }: OverviewFigures, lastYear: OverviewMore['lastYear']) {
  if (!fullWeek || lastYear.length === 0) return null;
  const { year } = schoolYear;
  const last = addDays(academicYear(year.startYear - 1).start, daysBetween(year.start, fullWeek.monday));
  const sum = { attended: 0, authorised: 0, unauthorised: 0 };
  for (const { week, attended, authorised, unauthorised } of lastYear) {
    if (week > last) continue;
    sum.attended += attended;
    sum.authorised += authorised;
    sum.unauthorised += unauthorised;
  }
  return sum;
}

function conversionText({ conversion }: ReportFacts): string | null {
  if (!conversion) return null;
  const { because, joined } = conversion;
  return `Year to date: ${because.charAt(0).toLowerCase()}${because.slice(1)}${joined ? ' The lists of pupils have the marks of this school’s own URN only.' : ''}`;
}

function otherPopulation({ school, selection, population, hasStatistical }: ReportFacts) {
  if (!hasStatistical || selection.definition === 'published') return null;
  const to = (text: string, other: 'all' | null) => ({
    text,
    href: addressOf(`/schools/${school.urn}`, selection, { population: other }),
  });
  return population === 'all' ? to('Show years 1 to 11 only', null) : to('Show all year groups', 'all');
}

/** A register that was collected, and is empty. */
function emptyOf({ days, freshness, knownAt }: ReportFacts): ReportBody['empty'] {
  if (days.length > 0 || knownAt !== null || freshness.lastSucceeded === null) return null;
  return {
    text: 'The last collection found no marks for this school.',
    next: 'Check in your MIS that registers have been taken. They are collected again on the next school day.',
  };
}

const JOINED =
  'Where marks of the school that this one replaced are included, a pupil’s sessions at both are put together by UPN. A pupil without a UPN, or with one that two pupils have, is counted at each school apart.';

const WORKED_OUT = [
  'A session is a morning or an afternoon. A session is possible when the pupil was due at this school: sessions when the school was closed, or the pupil was due elsewhere or could not attend, are left out.',
  'Attendance is the share of possible sessions at which a pupil was present or at an approved educational activity. Absence is the rest: authorised or unauthorised.',
  'Rates are made from whole counts of sessions of all pupils together, and rounded once, to one decimal.',
  'Persistent absence counts pupils who missed 10% or more of their own possible sessions of the period, severe absence 50% or more. Severely absent pupils are among the persistently absent. Early in the year a few sessions are enough.',
  'Pupils who left are counted for the sessions up to their last day. Published figures are of pupils aged 5 to 15; birth dates are not collected, so years 1 to 11 stand for them here.',
  'The last full week is the last whose Friday afternoon had been held when the school was last collected; it is set beside the full week before it, and the year beside the same weeks of last year where there are any.',
  'Sessions without a mark are not counted. Figures change when your MIS changes.',
];
