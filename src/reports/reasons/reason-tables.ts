import { absent } from '../../domain/measures/counts.ts';
import { inShort } from '../../domain/sessions/in-words.ts';
import { describeMark } from '../code-rows.ts';
import { countCell, type DataTable, noneCell, numberColumn, rateCell, wordsCell, wordsColumn } from '../report-view.ts';
import { sameSelectionAt } from '../selection/selection.ts';
import { HOLIDAYS, LATE, missedIn, possibleOf, type Reason, type Reasons } from './reason-counts.ts';

/** As many codes of absence are shown week by week: more columns are hard to read, and rare codes have mostly zeros. */
export const WEEKLY = 6;

/** Every code that was used. */
export function codesTable(counted: Reasons): DataTable {
  const [base, missed] = [possibleOf(counted), absent(counted.total)];
  return {
    id: 'codes',
    caption: 'Sessions by code',
    head: 'Code',
    columns: [
      wordsColumn('meaning', 'Meaning'),
      wordsColumn('category', 'Counts as'),
      numberColumn('sessions', 'Sessions'),
      numberColumn('share_possible', 'Share of possible sessions'),
      numberColumn('share_absence', 'Share of absence'),
    ],
    rows: counted.reasons.map(({ key, code, meaning, category, kind, sessions }) => ({
      key,
      head: code,
      cells: [
        wordsCell(meaning),
        wordsCell(category),
        countCell(sessions),
        kind === 'not-counted' ? noneCell('Not counted') : rateCell(sessions, base),
        kind === 'absence' ? rateCell(sessions, missed) : noneCell('Not absence'),
      ],
    })),
  };
}

/** Both kinds of late, and both together: the first is hidden among attendance otherwise. */
export function lateTable(counted: Reasons): DataTable {
  const { marks, facts } = counted;
  const sessions = LATE.map((mark) => marks.sessions(mark));
  const row = (key: string, head: string, count: number, pupils: number) => ({
    key,
    head,
    cells: [countCell(count), rateCell(count, possibleOf(counted)), countCell(pupils)],
  });
  const meaning = (mark: string) => describeMark(mark, facts.period.to).meaning;
  return {
    id: 'late',
    caption: 'Late',
    head: 'Code',
    fixedOrder: true,
    columns: [
      numberColumn('sessions', 'Sessions'),
      numberColumn('share', 'Share of possible sessions'),
      numberColumn('pupils', 'Pupils'),
    ],
    rows: [
      ...LATE.map((mark, index) => row(mark, `${mark}: ${meaning(mark)}`, sessions[index]!, marks.pupils(mark))),
      row('late', 'Late, both together', sessions[0]! + sessions[1]!, marks.pupilsTogether),
    ],
  };
}

/** Holidays, by code. Without a row when there was none. */
export function holidaysTable({ marks, facts }: Reasons): DataTable {
  return {
    id: 'holidays',
    caption: 'Holidays in term time',
    head: 'Code',
    fixedOrder: true,
    columns: [numberColumn('sessions', 'Sessions'), numberColumn('pupils', 'Pupils')],
    rows: HOLIDAYS.filter((mark) => marks.sessions(mark) > 0).map((mark) => ({
      key: mark,
      head: `${mark}: ${describeMark(mark, facts.period.to).meaning}`,
      cells: [countCell(marks.sessions(mark)), countCell(marks.pupils(mark))],
    })),
  };
}

/** The codes of absence with the most sessions. */
export const mostUsed = (counted: Reasons): Reason[] => missedIn(counted).slice(0, WEEKLY);

/** The most used codes of absence, week by week. */
export function weeksTable(counted: Reasons): DataTable {
  const { marks, weeks, facts } = counted;
  const most = mostUsed(counted);
  return {
    id: 'weeks',
    caption: `Sessions missed by code and week${most.length < WEEKLY ? '' : `: the ${WEEKLY} codes with the most`}`,
    head: 'Week beginning',
    fixedOrder: true,
    columns: [
      ...most.map(({ code, meaning }) => numberColumn(`code:${code}`, `${code}: ${meaning}`)),
      numberColumn('possible', 'Possible sessions'),
      ...most.slice(0, 1).map(({ code }) => numberColumn('most_share', `${code}, share of possible sessions`)),
    ],
    rows: weeks.map(({ monday, week, possible }) => ({
      key: monday,
      head: inShort(monday),
      ...(possible > 0 && {
        href: sameSelectionAt(`/schools/${facts.school.urn}/reasons`, facts.selection, {
          period: 'week',
          on: monday,
          from: null,
          to: null,
        }),
      }),
      cells: [
        ...most.map(({ mark }) => countCell(marks.sessions(mark, week))),
        countCell(possible),
        ...most.slice(0, 1).map(({ mark }) => rateCell(marks.sessions(mark, week), possible)),
      ],
    })),
  };
}
