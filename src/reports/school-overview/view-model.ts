import { absent, addCounts, type Counts, possible } from '../../domain/measures/counts.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { NC_YEARS } from '../../domain/pupils/nc-year.ts';
import { addDays } from '../../domain/sessions/dates.ts';
import { inWords, rangeInWords } from '../../domain/sessions/in-words.ts';
import { countText, numberText, percentText, sessionsBase } from '../figures.ts';
import { type FreshnessView, firstCharacteristics, viewFreshness } from '../freshness/view-model.ts';
import { STATISTICAL_YEARS } from '../population.ts';
import { numbers, type Table, words } from '../table.ts';
import { type ReasonsView, viewReasons } from './reasons.ts';
import type { OverviewFacts, OverviewFigures } from './report.ts';
import { viewWeeks, type WeeksView } from './weeks.ts';

/** The whole page: every word and number on it. */
export interface OverviewView {
  readonly title: string;
  readonly heading: string;
  readonly schoolName: string;
  readonly freshness: FreshnessView;
  readonly invented: boolean;
  readonly dataReceivedHref: string;
  /** What stands there instead of figures before the first mark. */
  readonly empty: { readonly text: string; readonly next: string } | null;
  readonly figures: FiguresView | null;
}

export interface FiguresView {
  readonly asKnown: string;
  /** Which marks of a predecessor the year to date includes or leaves out; null without a conversion. */
  readonly conversion: string | null;
  readonly population: {
    readonly text: string;
    readonly choice: { readonly text: string; readonly href: string } | null;
  };
  readonly periods: readonly PeriodView[];
  readonly absence: readonly AbsenceView[];
  readonly weeks: WeeksView;
  readonly yearGroups: Table;
  readonly reasons: ReasonsView;
  readonly workedOut: readonly string[];
}

export interface PeriodView {
  readonly heading: string;
  readonly period: string;
  readonly attendance: string;
  readonly base: string;
  readonly rows: readonly { readonly name: string; readonly rate: string; readonly sessions: string }[];
  readonly note: string | null;
}

export interface AbsenceView {
  readonly heading: string;
  readonly rate: string;
  readonly base: string;
  /** Null when there is nobody to show. */
  readonly link: { readonly text: string; readonly href: string } | null;
}

/** Makes the page of a school's overview. */
export function viewSchoolOverview(facts: OverviewFacts): OverviewView {
  const { school, figures } = facts;
  const root = `/schools/${school.urn}`;
  const freshness = viewFreshness(facts.freshness, facts.now);
  return {
    title: 'School overview',
    heading: school.name,
    schoolName: school.name,
    freshness,
    invented: school.invented,
    dataReceivedHref: `${root}/data-received`,
    empty: figures ? null : viewEmpty(freshness),
    figures: figures && viewFigures(figures, facts, freshness, root),
  };
}

function viewEmpty(freshness: FreshnessView) {
  if (freshness.asKnown === null)
    return {
      text: 'There are no figures yet, because no register has been collected.',
      next: 'The first collection reads the registers of the whole academic year so far from your MIS. It starts by itself once your school has agreed to share, and the figures appear here when it is done.',
    };
  return {
    text: 'The last collection found no marks for this school.',
    next: 'Check in your MIS that registers have been taken. They are collected again on the next school day.',
  };
}

function viewFigures(
  figures: OverviewFigures,
  { school: { invented }, firstCollected }: OverviewFacts,
  freshness: FreshnessView,
  root: string,
): FiguresView {
  const total = addCounts(...figures.weeks);
  const all = figures.population === 'all';
  const lastDay = figures.taught?.to ?? figures.year.end;
  return {
    asKnown: freshness.asKnown ?? 'while the first collection is running',
    conversion: viewConversion(figures),
    population: {
      text: all
        ? 'All year groups.'
        : 'Years 1 to 11, as in published figures, with pupils who do not follow the national curriculum.',
      choice: !figures.hasStatistical
        ? null
        : all
          ? { text: 'Show years 1 to 11 only', href: root }
          : { text: 'Show all year groups', href: `${root}?population=all` },
    },
    periods: [viewYearToDate(figures, total), viewFullWeek(figures), viewDay(figures)].filter(
      (period) => period !== null,
    ),
    absence: viewAbsence(figures, root),
    weeks: viewWeeks(figures, invented),
    yearGroups: viewYearGroups(figures, total, root),
    reasons: viewReasons(figures.weeks, total, lastDay, invented),
    workedOut: [
      ...WORKED_OUT,
      ...(figures.conversion.joined ? [JOINED] : []),
      ...(firstCollected === null ? [] : [firstCharacteristics(firstCollected)]),
    ],
  };
}

function viewConversion({ conversion: { joined, because } }: OverviewFigures): string | null {
  if (because === null) return null;
  return `Year to date: ${because.charAt(0).toLowerCase()}${because.slice(1)}${joined ? ' The lists of pupils have the marks of this school’s own URN only.' : ''}`;
}

function viewYearToDate(figures: OverviewFigures, total: Counts): PeriodView | null {
  if (!figures.taught) return null;
  const { from, to } = figures.taught;
  return viewPeriod('Year to date', rangeInWords(from, to), total, pupilsToDate(figures), null);
}

function viewFullWeek({ fullWeek }: OverviewFigures): PeriodView | null {
  if (!fullWeek) return null;
  const { row, pupils } = fullWeek;
  return viewPeriod('Last full week', rangeInWords(row.week, addDays(row.week, 4)), row, pupils, null);
}

function viewDay({ day, fullWeek }: OverviewFigures): PeriodView | null {
  const first = day?.halves[0];
  if (!day || !first) return null;
  const notes = [];
  if (day.halves.length === 1) notes.push(`${first.half === 'AM' ? 'Morning' : 'Afternoon'} only so far.`);
  if (day.begun) notes.push(`${inWords(day.begun.day)} has marks of ${countText(day.begun.pupils, 'pupil')} so far.`);
  // Nine in ten: a day's registers are never all there, but a day with fewer says little about the school.
  if (fullWeek && day.pupils * 10 < fullWeek.pupils * 9)
    notes.push(
      `Marks of ${countText(day.pupils, 'pupil')} only: ${numberText(fullWeek.pupils)} had marks in the last full week.`,
    );
  return viewPeriod('Latest day', inWords(first.day), addCounts(...day.halves), day.pupils, notes.join(' ') || null);
}

function viewPeriod(heading: string, period: string, counts: Counts, pupils: number, note: string | null): PeriodView {
  const base = possible(counts);
  const row = (name: string, sessions: number) => ({
    name,
    rate: percentText(sessions, base),
    sessions: countText(sessions, 'session'),
  });
  return {
    heading,
    period,
    attendance: percentText(counts.attended, base),
    base: `${sessionsBase(counts)}, ${countText(pupils, 'pupil')}`,
    rows: [
      row('Absence', absent(counts)),
      row('Authorised absence', counts.authorised),
      row('Unauthorised absence', counts.unauthorised),
    ],
    note,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const NO_PUPILS: readonly number[] = [];
const bandsOf = (figures: OverviewFigures, group: string) => figures.bands.get(group) ?? NO_PUPILS;
const pupilsToDate = (figures: OverviewFigures) => sum(bandsOf(figures, figures.population));
/** Persistent is 10% or more: bands 3 to 11 of the eleven. Severe is the last. */
const persistent = (bands: readonly number[]) => sum(bands.slice(2));
const severe = (bands: readonly number[]) => bands[10] ?? 0;

function viewAbsence(figures: OverviewFigures, root: string): AbsenceView[] {
  const bands = bandsOf(figures, figures.population);
  const pupils = sum(bands);
  const years = figures.population === 'all' ? '' : '&year=statistical';
  const view = (heading: string, name: string, share: string, count: number): AbsenceView => ({
    heading,
    rate: percentText(count, pupils),
    base: `${numberText(count)} of ${countText(pupils, 'pupil')} missed ${share} or more of their own possible sessions, year to date`,
    link:
      count === 0
        ? null
        : {
            // The list is of this URN alone, so it may have other pupils than were counted over both.
            text: figures.conversion.joined
              ? `Show pupils with ${name} absence at this URN only`
              : `Show the ${countText(count, `pupil with ${name} absence`, `pupils with ${name} absence`)}`,
            href: `${root}/pupils?absence=${name}${years}`,
          },
  });
  return [
    view('Persistent absence', 'persistent', '10%', persistent(bands)),
    view('Severe absence', 'severe', '50%', severe(bands)),
  ];
}

function viewYearGroups(figures: OverviewFigures, total: Counts, root: string): Table {
  const shown = figures.population === 'all' ? NC_YEARS : NC_YEARS.filter((year) => STATISTICAL_YEARS.includes(year));
  const rows = shown.flatMap((year) => {
    const counts = figures.yearGroups.find(({ group }) => group === `nc_year=${year}`);
    if (!counts) return [];
    const cells = yearGroupCells(counts, bandsOf(figures, `nc_year=${year}`));
    return [{ head: groupLabel(`nc_year=${year}`), href: `${root}/pupils?year=${year}`, cells }];
  });
  return {
    caption: 'Attendance by year group, year to date',
    columns: [
      words('Year group'),
      ...[
        'Attendance',
        'Authorised absence',
        'Unauthorised absence',
        'Possible sessions',
        'Pupils',
        'Persistent absence',
        'Severe absence',
      ].map(numbers),
    ],
    rows,
    total: {
      head: figures.population === 'all' ? 'All year groups' : 'Years 1 to 11',
      cells: yearGroupCells(total, bandsOf(figures, figures.population)),
    },
  };
}

function yearGroupCells(counts: Counts, bands: readonly number[]): string[] {
  const [base, pupils] = [possible(counts), sum(bands)];
  const share = (count: number) => `${percentText(count, pupils)} (${numberText(count)})`;
  return [
    percentText(counts.attended, base),
    percentText(counts.authorised, base),
    percentText(counts.unauthorised, base),
    numberText(base),
    numberText(pupils),
    share(persistent(bands)),
    share(severe(bands)),
  ];
}

const JOINED =
  'Where marks of the school that this one replaced are included, a pupil’s sessions at both are put together by UPN. A pupil without a UPN, or with one that two pupils have, is counted at each school apart.';

const WORKED_OUT = [
  'A session is a morning or an afternoon. A session is possible when the pupil was due at this school: sessions when the school was closed, or the pupil was due elsewhere or could not attend, are left out.',
  'Attendance is the share of possible sessions at which a pupil was present or at an approved educational activity. Absence is the rest: authorised or unauthorised.',
  'Rates are made from whole counts of sessions of all pupils together, and rounded once, to one decimal.',
  'Persistent absence counts pupils who missed 10% or more of their own possible sessions in the year to date, severe absence 50% or more. Severely absent pupils are among the persistently absent. Early in the year a few sessions are enough.',
  'Pupils who left are counted for the sessions up to their last day. Published figures are of pupils aged 5 to 15; birth dates are not collected, so years 1 to 11 stand for them here.',
  'Sessions without a mark are not counted. Figures change when your MIS changes.',
];
