import { possible } from '../../domain/measures/counts.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { inWords, monthInWords, withoutDay } from '../../domain/sessions/in-words.ts';
import { countText } from '../figures.ts';
import { nameText } from '../pupil-name.ts';
import {
  type BarsView,
  countCell,
  type DataTable,
  dayCell,
  numberColumn,
  type ReportBody,
  rateCell,
  wordsCell,
  wordsColumn,
} from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import type { PupilNames } from '../school-year/query.ts';
import type { Move, Moves } from './find-moves.ts';

type Names = ReadonlyMap<number, PupilNames>;

/** The page of joiners and leavers. */
export function viewMoves(facts: ReportFacts, moves: Moves, names: Names): ReportBody {
  const { joiners, leavers } = moves;
  const { period, knownAt } = facts;
  const months = monthsOf(period.from, period.to);
  return {
    message: `${countText(joiners.length, 'pupil')} joined and ${countText(leavers.length, 'pupil')} left. ${period.words}.`,
    sections: [
      {
        id: 'moves-by-month',
        heading: 'Moves by month',
        text: [],
        ...(joiners.length + leavers.length > 0 && { chart: drawMonths(facts, moves, months) }),
        tables: [monthsTable(moves, months)],
      },
      {
        id: 'who-joined',
        heading: 'Who joined',
        text: joiners.length === 0 ? ['Nobody joined after the first school day of the year.'] : [],
        tables: joiners.length === 0 ? [] : [movesTable(facts, 'joiners', joiners, names)],
      },
      {
        id: 'who-left',
        heading: 'Who left',
        text: leavers.length === 0 ? ['Nobody left.'] : [],
        tables: leavers.length === 0 ? [] : [movesTable(facts, 'leavers', leavers, names)],
      },
    ],
    workedOut: [
      'Joining and leaving days are the first and the last day on which a pupil was seen on roll: on a roll that was read, or by a mark. Admission and leaving dates are not read from the MIS. Whoever was on roll on the first school day of the year has not joined.',
      'Attendance is of the pupil’s own possible sessions in the period: of joiners from the day on which they joined, of leavers up to the day on which they left. Pupils of all year groups are counted. A pupil who left and came back is in both tables.',
      ...(knownAt === null
        ? []
        : ['Joining and leaving days are as they are known now, attendance as it was known then.']),
    ],
    empty: null,
  };
}

function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  for (let [year, month] = from.split('-').map(Number) as [number, number]; ; month++) {
    if (month > 12) [year, month] = [year + 1, 1];
    const key = `${year}-${String(month).padStart(2, '0')}`;
    if (key > to.slice(0, 7)) return months;
    months.push(key);
  }
}

const inMonth = (moves: readonly Move[], month: string): number =>
  moves.filter(({ day }) => day.startsWith(month)).length;

function drawMonths({ period }: ReportFacts, { joiners, leavers }: Moves, months: readonly string[]): BarsView {
  const more = joiners.length - leavers.length;
  return {
    kind: 'bars',
    id: 'moves-by-month-chart',
    title:
      more === 0
        ? 'As many pupils joined as left'
        : `${countText(Math.abs(more), 'more pupil')} ${more > 0 ? 'joined than left' : 'left than joined'}`,
    subtitle: `Pupils who joined and who left, by month, ${period.words}.`,
    description: 'Two bars for each month: who joined, then who left. The table has the same numbers.',
    notes: ['Blue: joined. Orange: left. Months without a move are left out.'],
    bars: months.flatMap((month) => {
      const [joined, left] = [inMonth(joiners, month), inMonth(leavers, month)];
      if (joined + left === 0) return [];
      return [
        {
          label: `${monthInWords(month)}: joined`,
          value: joined,
          text: countText(joined, 'pupil'),
          series: 1 as const,
        },
        { label: `${monthInWords(month)}: left`, value: left, text: countText(left, 'pupil'), series: 4 as const },
      ];
    }),
  };
}

function monthsTable({ joiners, leavers }: Moves, months: readonly string[]): DataTable {
  return {
    id: 'months',
    caption: 'Joiners and leavers by month',
    head: 'Month',
    fixedOrder: true,
    columns: [numberColumn('joiners', 'Joined'), numberColumn('leavers', 'Left')],
    rows: months.map((month) => ({
      key: month,
      head: monthInWords(month),
      cells: [countCell(inMonth(joiners, month)), countCell(inMonth(leavers, month))],
    })),
    total: { key: 'all', head: 'All', cells: [countCell(joiners.length), countCell(leavers.length)] },
  };
}

const WORDS = {
  joiners: {
    caption: 'Pupils who joined, the latest first',
    day: 'Joined on',
    attendance: 'Attendance since',
    other: (day: string) => `Was here before, until ${withoutDay(day)}.`,
  },
  leavers: {
    caption: 'Pupils who left, the latest first',
    day: 'Last day seen',
    attendance: 'Attendance until then',
    other: (day: string) => `Came back on ${withoutDay(day)}.`,
  },
} as const;

function movesTable({ school }: ReportFacts, id: keyof typeof WORDS, moves: readonly Move[], names: Names): DataTable {
  const words = WORDS[id];
  return {
    id,
    caption: words.caption,
    head: 'Pupil',
    names: true,
    columns: [
      wordsColumn('year_group', 'Year group'),
      wordsColumn('day', words.day),
      numberColumn('attendance', words.attendance),
      wordsColumn('note', 'Note'),
    ],
    rows: moves.map(({ pupil, day, yearGroup, counts, other }) => ({
      key: `${pupil}:${day}`,
      head: nameText(names.get(pupil) ?? { forename: null, surname: null }),
      href: `/schools/${school.urn}/pupils/${pupil}`,
      cells: [
        wordsCell(yearGroup === null ? 'Not known' : groupLabel(`nc_year=${yearGroup}`)),
        dayCell(inWords(day), day),
        rateCell(counts.attended, possible(counts)),
        wordsCell(other === null ? '' : words.other(other)),
      ],
    })),
  };
}
