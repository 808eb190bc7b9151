import { ABOUT } from '../../domain/comparison/about.ts';
import type { GroupPersistence } from '../../domain/comparison/pool-bands.ts';
import type { GroupSessions } from '../../domain/comparison/pool-groups.ts';
import { FEWEST_APART } from '../../domain/comparison/tells-few.ts';
import { absent, possible } from '../../domain/measures/counts.ts';
import { ratePercent } from '../../domain/measures/rate-percent.ts';
import { addDays } from '../../domain/sessions/dates.ts';
import { rangeInWords } from '../../domain/sessions/in-words.ts';
import { percentText, percentToDraw } from '../figures.ts';
import { RATE_COLUMNS, rateCells } from '../measure-columns.ts';
import {
  aboutCell,
  type BarsView,
  type Cell,
  countCell,
  type DataRow,
  type DataTable,
  noneCell,
  numberColumn,
  type ReportBody,
  rateCell,
  type Section,
} from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import {
  type Beside,
  groupHead,
  groupInSentence,
  groupName,
  groupOf,
  leftOutWords,
  whyHidden,
  whyNotCompared,
} from './group-words.ts';
import type { CompareFacts } from './report.ts';
import { viewPublished } from './view-published.ts';
import { viewSimilar } from './view-similar.ts';

const BESIDE: readonly Beside[] = ['authority', 'region', 'nation', 'similar'];
/** Which group the finding is told beside, if it can be shown. */
const TOLD_FIRST: readonly Beside[] = ['similar', 'authority', 'region', 'nation'];

/** A group as a row: its figures, or why it has none. */
interface Shown {
  readonly beside: Beside;
  readonly name: string;
  readonly head: string;
  readonly sessions: GroupSessions | null;
  readonly persistence: GroupPersistence | null;
  /** Why figures of it are missing, or weeks; empty when none are. */
  readonly note: string;
}

/** Makes every word of the page from a school and what may be told of others. */
export function viewCompare(facts: ReportFacts, more: CompareFacts): ReportBody {
  const groups = groupsOf(facts, more);
  return {
    message: messageOf(more, groups),
    sections: [
      comparisonSection(facts, more, groups),
      ...(more.own ? viewSimilar(more.own, more) : []),
      ...viewPublished(facts, more),
    ],
    workedOut: workedOut(more),
    empty: null,
  };
}

function groupsOf({ period }: ReportFacts, more: CompareFacts): Shown[] {
  const { own, near, compared } = more;
  if (own === null || typeof compared === 'string') return [];
  return BESIDE.map((beside) => {
    const group = groupOf(beside, near);
    const sessions = compared.sessions.get(group)!;
    const pupils = compared.persistence?.get(group);
    const [name, head] = [groupName(beside, own), groupHead(beside, own)];
    if ('hidden' in sessions)
      return {
        beside,
        name,
        head,
        sessions: null,
        persistence: null,
        note: `not shown, because ${whyHidden(sessions.hidden, more)}.`,
      };
    const notes = [
      leftOutWords(sessions.figures.leftOut),
      pupils && 'hidden' in pupils ? `persistence not shown, because ${whyHidden(pupils.hidden, more)}` : '',
      compared.persistence !== null
        ? ''
        : period.kind === 'year'
          ? 'persistence of others is not kept by the published definition'
          : 'persistence of others is counted for the year to date only',
    ].filter((note) => note !== '');
    return {
      beside,
      name,
      head,
      sessions: sessions.figures,
      persistence: pupils && 'figures' in pupils ? pupils.figures : null,
      note: notes.length === 0 ? '' : `${notes.join('; ')}.`,
    };
  });
}

/** The difference of two rates as they are shown, in tenths of a point: what is rounded for others is not told more exactly by it. */
const tenths = (percent: string): number => Math.round(Number(percent) * 10);

function messageOf({ own, sessions, compared, leastSchools }: CompareFacts, groups: readonly Shown[]): string {
  const rate = ratePercent(sessions.attended, possible(sessions), 1);
  if (rate === null) return '';
  const here = `Attendance here is ${rate}%`;
  if (own === null || typeof compared === 'string')
    return `${here}. ${whyNotCompared(typeof compared === 'string' ? compared : 'no-phase')}`;
  const beside = TOLD_FIRST.map((each) => groups.find((group) => group.beside === each)).find((each) => each?.sessions);
  if (!beside?.sessions)
    return `${here}. No group of other schools can be shown beside it yet: at least ${leastSchools} of the same phase must share, and none of them be more than half.`;
  const apart = tenths(rate) - tenths(beside.sessions.attendancePercent);
  const whom = groupInSentence(beside.beside, own);
  if (apart === 0) return `${here}, the same as at ${whom}.`;
  const points = `${Math.floor(Math.abs(apart) / 10)}.${Math.abs(apart) % 10}`;
  return `${here}, ${points} percentage ${points === '1.0' ? 'point' : 'points'} ${apart > 0 ? 'above' : 'below'} ${whom} (${beside.sessions.attendancePercent}%).`;
}

function comparisonSection(facts: ReportFacts, more: CompareFacts, groups: readonly Shown[]): Section {
  const { own, weeks, compared } = more;
  const text = [
    `Whole weeks, ${rangeInWords(weeks.from, addDays(weeks.to, -2))}, as far as they are collected: figures of other schools are kept by week, so those of this school beside them are of whole weeks too.`,
    ...(typeof compared === 'string' ? [whyNotCompared(compared)] : []),
    ...(own?.phase && typeof compared !== 'string'
      ? [
          `Other schools are those of the same phase (${own.phase}) that share their registers here. This school is in none of the groups.`,
        ]
      : []),
    ...notesOf(groups),
  ];
  const shown = groups.some(({ sessions }) => sessions !== null);
  return {
    id: 'this-school-and-others',
    heading: 'This school and others',
    text,
    ...(shown && { chart: drawGroups(facts, more, groups) }),
    tables: [comparisonTable(more, groups)],
  };
}

/** What is the same for several groups is said once. */
function notesOf(groups: readonly Shown[]): string[] {
  const byNote = Map.groupBy(groups, ({ note }) => note);
  byNote.delete('');
  return [...byNote].map(
    ([note, same]) =>
      `${same.length === groups.length ? 'All groups' : same.map(({ name }) => name).join(', ')}: ${note}`,
  );
}

function drawGroups({ school }: ReportFacts, { sessions }: CompareFacts, groups: readonly Shown[]): BarsView {
  const others = groups.flatMap(({ name, sessions: figures }) => (figures ? [{ name, figures }] : []));
  const base = possible(sessions);
  const own = percentText(absent(sessions), base);
  return {
    kind: 'bars',
    id: 'compare-absence',
    title: `${own} of sessions were missed here, ${othersWords(others.map(({ figures }) => figures.absencePercent))}`,
    subtitle:
      'Sessions missed, authorised or not, as a share of possible sessions. Blue: this school. Orange: other schools, pooled.',
    description: 'A bar for this school and one for each group that can be shown. The table has the same numbers.',
    notes: ['Bars start at zero. Figures of other schools are rounded.'],
    bars: [
      {
        label: school.name,
        value: percentToDraw(absent(sessions), base) ?? 0,
        text: own,
        series: 1,
      },
      ...others.map(({ name, figures }) => ({
        label: name,
        value: Number(figures.absencePercent),
        text: `${figures.absencePercent}%`,
        series: 4 as const,
      })),
    ],
  };
}

function othersWords(rates: readonly string[]): string {
  const [least, most] = [Math.min(...rates.map(Number)), Math.max(...rates.map(Number))].map((rate) => rate.toFixed(1));
  return least === most ? `${least}% at other schools` : `${least}% to ${most}% at other schools`;
}

const NOT_SHOWN: Cell = noneCell('not shown');

function comparisonTable(more: CompareFacts, groups: readonly Shown[]): DataTable {
  const { own, sessions, pupils } = more;
  const ownRow: DataRow = {
    key: 'own',
    head: 'This school',
    cells: [
      ...rateCells(sessions),
      rateCell(pupils.persistent, pupils.all),
      rateCell(pupils.severe, pupils.all),
      countCell(1),
    ],
  };
  return {
    id: 'comparison',
    caption: 'Attendance and absence of this school and of others',
    head: own?.phase ? `${own.phase} schools` : 'School',
    fixedOrder: true,
    columns: [
      ...RATE_COLUMNS,
      numberColumn('persistent', 'Persistently absent pupils'),
      numberColumn('severe', 'Severely absent pupils'),
      numberColumn('schools', 'Schools'),
    ],
    rows: [ownRow, ...groups.map(groupRow)],
    note: `Sessions and pupils of other schools are rounded to the nearest ${ABOUT}, and their rates to one decimal.`,
  };
}

function groupRow({ beside, head, sessions, persistence }: Shown): DataRow {
  const rate = (percent: string) => aboutCell(percent, sessions!.possibleAbout);
  const share = (percent: string | undefined) =>
    percent === undefined ? NOT_SHOWN : aboutCell(percent, persistence!.pupilsAbout);
  return {
    key: beside,
    head,
    cells: [
      ...(sessions === null
        ? Array.from({ length: 6 }, () => NOT_SHOWN)
        : [
            rate(sessions.attendancePercent),
            rate(sessions.absencePercent),
            rate(sessions.authorisedPercent),
            rate(sessions.unauthorisedPercent),
            share(persistence?.persistentPercent),
            share(persistence?.severePercent),
          ]),
      sessions === null ? NOT_SHOWN : countCell(sessions.schools),
    ],
  };
}

function workedOut({ leastSchools }: CompareFacts): string[] {
  return [
    'A group’s figures are pooled: the sessions of all its schools are added up, and then divided. They are never an average of the schools’ rates.',
    `A group is shown only with at least ${leastSchools} schools besides this one and besides those that you may see by themselves, and only when none of them has more than half of the possible sessions; and only when no sum or difference of the groups shown would be about fewer than ${FEWEST_APART} schools. This is asked of every week by itself: a week in which it does not hold is left out.`,
    'Persistent and severe absence of other schools are of the year to date, to the end of the last week that can be shown: pupils who missed 10%, or 50%, of their own possible sessions, among those with at least one.',
    'Schools of a group are those whose agreement to share is in force now. Under “Schools” is the most of them that had marks in one week.',
    'Similar schools are found by published facts alone, never by attendance.',
  ];
}
