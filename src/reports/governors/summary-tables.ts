import { absent, possible } from '../../domain/measures/counts.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { rangeInWords } from '../../domain/sessions/in-words.ts';
import { categoryName } from '../code-rows.ts';
import {
  type Cell,
  countCell,
  type DataRow,
  type DataTable,
  gapCell,
  noneCell,
  numberColumn,
  rateCell,
  wordsCell,
  wordsColumn,
} from '../report-view.ts';
import type { GroupFigures, SpanFigures, SummaryFigures } from './summary-figures.ts';
import { attendanceOf, authorisedOf, unauthorisedOf } from './summary-words.ts';
import { countOrNone, isTooFew, pupilsCell, TOO_FEW } from './too-few.ts';

/** The periods beside each other. */
export function attendanceTable({ halfTerm, before, year, lastYear }: SummaryFigures): DataTable {
  const rows: (readonly [string, string, SpanFigures | null])[] = [
    ['half-term', 'This half term', halfTerm],
    ['half-term-before', 'Half term before', before],
    ['year', 'Year to date', year],
    ['last-year', 'Last year to the same week', lastYear],
  ];
  return {
    id: 'attendance-periods',
    caption: 'Attendance and absence by period',
    head: 'Period',
    fixedOrder: true,
    columns: [
      numberColumn('attendance', 'Attendance'),
      numberColumn('authorised', 'Authorised absence'),
      numberColumn('unauthorised', 'Unauthorised absence'),
      numberColumn('persistent', 'Persistently absent'),
      numberColumn('severe', 'Severely absent'),
      numberColumn('pupils', 'Pupils'),
    ],
    rows: rows.flatMap(([key, name, span]) => (span ? [spanRow(key, name, span)] : [])),
    note: 'Attendance and absence are shares of possible sessions; persistent and severe absence of the pupils of the period, by their sessions in it.',
  };
}

function spanRow(key: string, name: string, span: SpanFigures): DataRow {
  const of = ({ numerator, denominator }: { numerator: number; denominator: number }): Cell =>
    isTooFew(span.pupils) ? noneCell(TOO_FEW) : rateCell(numerator, denominator);
  return {
    key,
    head: `${name}: ${rangeInWords(span.from, span.to)}`,
    cells: [
      of(attendanceOf(span)),
      of(authorisedOf(span)),
      of(unauthorisedOf(span)),
      pupilsCell(span.persistent, span.pupils),
      pupilsCell(span.severe, span.pupils),
      countOrNone(span.pupils),
    ],
  };
}

/** Groups beside all other pupils. @param groups those that may be told apart */
export const groupsTable = (groups: readonly GroupFigures[]): DataTable => ({
  id: 'differing-groups',
  caption: 'Groups that differ most from all other pupils, year to date',
  head: 'Group',
  columns: [
    numberColumn('attendance', 'Attendance'),
    numberColumn('rest', 'All other pupils'),
    numberColumn('gap', 'Difference'),
    numberColumn('pupils', 'Pupils'),
  ],
  rows: groups.map(({ key, own, rest, pupils }) => {
    const [of, than] = [attendanceOf(own), attendanceOf(rest)];
    return {
      key,
      head: groupLabel(key),
      cells: [
        rateCell(of.numerator, of.denominator),
        rateCell(than.numerator, than.denominator),
        gapCell(of, than),
        countCell(pupils),
      ],
    };
  }),
});

/** Codes of absence with enough pupils; the others pooled. */
export function reasonsTable({ year, reasons, other }: SummaryFigures): DataTable {
  const missed = absent(year);
  const row = (key: string, head: string, meaning: string, category: string, sessions: number): DataRow => ({
    key,
    head,
    cells: [
      wordsCell(meaning),
      wordsCell(category),
      countCell(sessions),
      rateCell(sessions, missed),
      rateCell(sessions, possible(year)),
    ],
  });
  return {
    id: 'absence-reasons',
    caption: 'Sessions missed by reason, year to date',
    head: 'Code',
    columns: [
      wordsColumn('meaning', 'Meaning'),
      wordsColumn('category', 'Counts as'),
      numberColumn('sessions', 'Sessions'),
      numberColumn('share_absence', 'Share of absence'),
      numberColumn('share_possible', 'Share of possible sessions'),
    ],
    rows: [
      ...reasons.map(({ code, meaning, category, sessions }) =>
        row(code, code, meaning, categoryName(category), sessions),
      ),
      ...(other.codes > 0
        ? [row('other', 'Other', 'Codes with too few pupils to be told apart', 'Absence', other.sessions)]
        : []),
    ],
    total: row('all', 'All', 'All absence', 'Absence', missed),
  };
}
