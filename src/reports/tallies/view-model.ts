import { absent, addCounts, possible } from '../../domain/measures/counts.ts';
import { addDays, daysBetween } from '../../domain/sessions/dates.ts';
import { inShort, rangeInWords } from '../../domain/sessions/in-words.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { numberText, percentText, percentToDraw } from '../figures.ts';
import type { LineView } from '../report-view.ts';
import { numbers, type Row, type Table, words } from '../table.ts';
import { PHASES, type Phase } from './query.ts';
import type { TalliesFacts } from './report.ts';
import { FEWEST_SCHOOLS, type GroupWeek, type ShownWeek } from './withhold.ts';

export interface TalliesView {
  readonly title: string;
  readonly heading: string;
  readonly intro: string;
  /** What stands there when there is no figure to show. */
  readonly empty: string | null;
  readonly download: { readonly href: string; readonly text: string };
  readonly toDate: Table | null;
  readonly chart: {
    readonly title: string;
    readonly subtitle: string;
    readonly notes: readonly string[];
    readonly data: Omit<LineView, 'kind' | 'subtitle' | 'notes'> & { readonly invented: boolean };
  } | null;
  /** All schools, then each phase of which any week is shown. */
  readonly weeks: readonly Table[];
  readonly notes: readonly string[];
}

type Group = 'All schools' | Phase;
const GROUPS: readonly Group[] = ['All schools', ...PHASES];
const WITHHELD = `Fewer than ${FEWEST_SCHOOLS} schools`;
const COLUMNS = [
  'Schools',
  'Attendance',
  'Authorised absence',
  'Unauthorised absence',
  'Possible sessions',
  'Attended',
  'Authorised',
  'Unauthorised',
];

const inGroup = (week: ShownWeek, group: Group) => (group === 'All schools' ? week.all : week.phases[group]);
const shownIn = (weeks: readonly ShownWeek[], group: Group): GroupWeek[] =>
  weeks.map((week) => inGroup(week, group)).filter((each) => each !== null && each !== 'withheld');

/** Makes the page of all schools together. */
export function viewTallies(facts: TalliesFacts, invented: boolean): TalliesView {
  const { weeks, year } = facts;
  const all = shownIn(weeks, 'All schools');
  const [first, last] = [weeks[0]?.week, weeks.at(-1)?.week];
  const period = first && last ? rangeInWords(first, addDays(last, 4)) : year.label;
  const groups = GROUPS.filter((group) => weeks.some((week) => inGroup(week, group) !== null));
  return {
    title: 'Tallies of all schools',
    heading: 'Attendance at all schools that share',
    intro: `Academic year ${year.label} to date: all schools together, and by the phase under which published statistics count them. Years 1 to 11, with pupils who do not follow the national curriculum. No pupil and no school can be told from these figures.`,
    empty: all.length > 0 ? null : emptyOf(weeks),
    download: { href: '/tallies/download', text: 'Download these figures (CSV)' },
    toDate: weeks.length === 0 ? null : toDateTable(weeks, groups, period),
    chart: all.length === 0 ? null : viewChart(facts, period, invented),
    // A group of which no week is shown has its row in the table of the year, which says so.
    weeks: groups.filter((group) => shownIn(weeks, group).length > 0).map((group) => weeksTable(facts, group)),
    notes: weeks.length === 0 ? [] : notesOf(weeks),
  };
}

const emptyOf = (weeks: readonly ShownWeek[]): string =>
  weeks.length === 0
    ? 'There are no figures yet: no register has been collected in this academic year.'
    : `There are no figures to show yet: fewer than ${FEWEST_SCHOOLS} schools share.`;

function toDateTable(weeks: readonly ShownWeek[], groups: readonly Group[], period: string): Table {
  return {
    caption: `Year to date, weeks of ${period}`,
    columns: [words('Schools counted together'), ...['Schools (most in a week)', ...COLUMNS.slice(1)].map(numbers)],
    rows: groups.map((group) => {
      const shown = shownIn(weeks, group);
      if (shown.length === 0) return withheldRow(group);
      const head = group === 'All schools' ? allHead(weeks) : group;
      return rowOf(head, { ...addCounts(...shown), schools: Math.max(...shown.map(({ schools }) => schools)) });
    }),
  };
}

function weeksTable(facts: TalliesFacts, group: Group): Table {
  return {
    caption: group === 'All schools' ? `${allName(facts.weeks)} by week` : `${group} schools by week`,
    columns: [words('Week beginning'), ...COLUMNS.map(numbers)],
    rows: facts.weeks.flatMap((week) => {
      const shown = inGroup(week, group);
      // Days are not broken over two lines on a phone.
      const head = `${inShort(week.week).replaceAll(' ', '\u00a0')}${isPartial(week, facts.now) ? ' (part week)' : ''}`;
      if (shown === null) return [];
      if (shown === 'withheld') return [withheldRow(head)];
      return [rowOf(head, shown, group === 'All schools' ? week.leftOut : 0)];
    }),
  };
}

const leavesOut = ({ all, leftOut }: ShownWeek): boolean => all !== 'withheld' && leftOut > 0;

/** Not "all schools" where some are left out. */
const allName = (weeks: readonly ShownWeek[]): string => (weeks.some(leavesOut) ? 'All schools shown' : 'All schools');

function allHead(weeks: readonly ShownWeek[]): string {
  const most = Math.max(...weeks.filter(leavesOut).map(({ leftOut }) => leftOut));
  if (!weeks.some(leavesOut)) return 'All schools';
  const same = weeks.every(({ all, leftOut }) => all === 'withheld' || leftOut === most);
  return `All schools shown (${same ? most : `up to ${most} a week`} left out: too few to show)`;
}

const withheldRow = (head: string): Row => ({ head, cells: [WITHHELD, ...COLUMNS.slice(1).map(() => 'Not shown')] });

/** @param leftOut schools that are not in the numbers, and are told beside them */
function rowOf(head: string, group: GroupWeek, leftOut = 0): Row {
  const base = possible(group);
  const { schools, attended, authorised, unauthorised } = group;
  return {
    head,
    cells: [
      leftOut === 0 ? numberText(schools) : `${numberText(schools)} (${leftOut} left out)`,
      percentText(attended, base),
      percentText(authorised, base),
      percentText(unauthorised, base),
      ...[base, attended, authorised, unauthorised].map(numberText),
    ],
  };
}

/** Until Saturday a week's registers may still be coming in. */
const isPartial = ({ week }: { readonly week: string }, now: Date): boolean => londonDate(now) < addDays(week, 5);

function viewChart(facts: TalliesFacts, period: string, invented: boolean): TalliesView['chart'] {
  const points = everyWeek(facts.weeks).map(({ week, all }) => {
    const day = inShort(week).slice(0, -5);
    const value = all && percentToDraw(all.attended, possible(all));
    const text = all ? percentText(all.attended, possible(all)) : '';
    return {
      label: day,
      title: all
        ? `Week of ${day}: ${text} of ${numberText(possible(all))} possible sessions`
        : `Week of ${day}: no figure`,
      value,
      text,
      partial: isPartial({ week }, facts.now),
    };
  });
  const total = addCounts(...shownIn(facts.weeks, 'All schools'));
  const title = `${percentText(absent(total), possible(total))} of possible sessions were missed in the year to date`;
  return {
    title,
    subtitle: `Attendance as a percentage of possible sessions, ${allName(facts.weeks).toLowerCase()} together, by week, ${period}. Base: ${numberText(possible(total))} possible sessions.`,
    notes: [
      'The scale does not start at zero.',
      ...(points.some(({ value }) => value === null)
        ? ['Grey: weeks without a figure, such as holidays. They are gaps, not zeros.']
        : []),
      ...(points.some(({ partial }) => partial) ? ['Hollow point: a week that is not over yet.'] : []),
    ],
    data: {
      id: 'attendance-of-all-schools-by-week',
      title,
      description: `A line of the attendance rate in each of ${points.length} weeks. The table has the same numbers.`,
      invented,
      unit: '%',
      most: 100,
      points,
    },
  };
}

/** From the first week with a figure to the last; those between without one are gaps. */
function everyWeek(weeks: readonly ShownWeek[]): { week: string; all: GroupWeek | null }[] {
  const shown = weeks.flatMap(({ week, all }) => (all === 'withheld' ? [] : [{ week, all }]));
  const [first, last] = [shown[0]!.week, shown.at(-1)!.week];
  const byWeek = new Map(shown.map(({ week, all }) => [week, all]));
  return Array.from({ length: daysBetween(first, last) / 7 + 1 }, (_, index) => {
    const week = addDays(first, index * 7);
    return { week, all: byWeek.get(week) ?? null };
  });
}

function notesOf(weeks: readonly ShownWeek[]): string[] {
  return [
    'A school counts in a week when it had a possible session. Rates are made from whole counts of sessions of all schools together, and rounded once, to one decimal.',
    'All schools together include those that published statistics count under no phase, such as pupil referral units.',
    `A group of fewer than ${FEWEST_SCHOOLS} schools is not shown, so that no school can be told from it. Sums to date are of the weeks that are shown.`,
    ...(weeks.some(({ leftOut }) => leftOut > 0)
      ? [
          'In some weeks schools of groups that are not shown are left out of all schools too: they could be told from the difference.',
        ]
      : []),
  ];
}
