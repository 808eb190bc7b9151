import { absent } from '../../domain/measures/counts.ts';
import { countText } from '../figures.ts';
import { drawCodes } from '../reasons/draw-codes.ts';
import { possibleOf, type Reason, type Reasons } from '../reasons/reason-counts.ts';
import {
  countCell,
  type DataColumn,
  type DataTable,
  numberColumn,
  rateCell,
  type Section,
  wordsCell,
  wordsColumn,
} from '../report-view.ts';

/** Why sessions were missed, and how the others were attended: every code that was used. */
export function reasonsSection(counted: Reasons, href: string): Section {
  const chart = drawCodes(counted);
  const of = (kind: Reason['kind']) => counted.reasons.filter((reason) => reason.kind === kind);
  return {
    id: 'reasons',
    heading: 'Reasons',
    text: chart ? [] : ['No session was missed.'],
    links: [{ text: 'Reasons week by week, late and holidays', href }],
    ...(chart && { chart }),
    tables: [
      ...(chart ? [absenceTable(counted, of('absence'))] : []),
      attendanceTable(counted, of('attendance')),
      ...(of('not-counted').length > 0 ? [otherTable(of('not-counted'))] : []),
    ],
  };
}

const SESSIONS = numberColumn('sessions', 'Sessions');
const SHARE = numberColumn('share_possible', 'Share of possible sessions');
const codeColumns = (why: string): DataColumn[] => [wordsColumn('meaning', 'Meaning'), wordsColumn('category', why)];
const codeCells = ({ meaning, category, sessions }: Reason) => [
  wordsCell(meaning),
  wordsCell(category),
  countCell(sessions),
];
const NO_WORDS = [wordsCell(''), wordsCell('')];

function absenceTable(counted: Reasons, missed: readonly Reason[]): DataTable {
  const [base, all] = [possibleOf(counted), absent(counted.total)];
  return {
    id: 'absence-codes',
    caption: 'Absence by code',
    head: 'Code',
    columns: [...codeColumns('Counts as'), SESSIONS, SHARE, numberColumn('share_absence', 'Share of absence')],
    rows: missed.map((reason) => ({
      key: reason.key,
      head: reason.code,
      cells: [...codeCells(reason), rateCell(reason.sessions, base), rateCell(reason.sessions, all)],
    })),
    total: { key: 'all', head: 'All', cells: [...NO_WORDS, countCell(all), rateCell(all, base), rateCell(all, all)] },
  };
}

function attendanceTable(counted: Reasons, attended: readonly Reason[]): DataTable {
  const base = possibleOf(counted);
  const all = counted.total.attended;
  return {
    id: 'attendance-codes',
    caption: 'Attendance by code',
    head: 'Code',
    columns: [...codeColumns('Counts as'), SESSIONS, SHARE],
    rows: attended.map((reason) => ({
      key: reason.key,
      head: reason.code,
      cells: [...codeCells(reason), rateCell(reason.sessions, base)],
    })),
    total: { key: 'all', head: 'All', cells: [...NO_WORDS, countCell(all), rateCell(all, base)] },
  };
}

function otherTable(others: readonly Reason[]): DataTable {
  const all = others.reduce((sum, { sessions }) => sum + sessions, 0);
  return {
    id: 'other-codes',
    caption: `Not counted: ${countText(all, 'session')}`,
    head: 'Code',
    columns: [...codeColumns('Why'), SESSIONS],
    rows: others.map((reason) => ({ key: reason.key, head: reason.code, cells: codeCells(reason) })),
  };
}
