import { COUNT_COLUMNS, columnsOf } from '../../statistics/columns.ts';
import { type TidyReason, tidyReasons } from '../../statistics/tidy-reasons.ts';
import { type CheckedFile, cellReader, isKey, type Look, numberIn } from '../check.ts';

/** Counts of one area, phase and time, by column of the wide layout, with the rates that are printed of them. */
export interface RowGroup {
  /** The first line of it. */
  readonly line: number;
  readonly phase: string;
  readonly counts: ReadonlyMap<string, number>;
  /** As printed, with the column of the count that each is the share of. */
  readonly rates: readonly { readonly column: string; readonly of: string; readonly cell: string }[];
  readonly decimals: 'all' | 2;
}

/** Shows what is printed together of each area, phase and time: a row of the wide layout, or the rows of reasons of the tidy one. */
export function eachGroup(file: CheckedFile, startYear: number, show: (group: RowGroup) => void): Look | null {
  if (file.columns.includes('possible_sessions')) return wideGroups(file, startYear, show);
  return file.columns.includes('attendance_reason') && file.columns.includes('session_count')
    ? tidyGroups(file, startYear, show)
    : null;
}

const phaseReader = (file: CheckedFile) =>
  cellReader(file, file.columns.includes('school_type') ? 'school_type' : 'education_phase');

function wideGroups(file: CheckedFile, startYear: number, show: (group: RowGroup) => void): Look {
  const place = (column: string) => file.columns.indexOf(column);
  const counts = COUNT_COLUMNS.filter((column) => place(column) >= 0).map((column) => [column, place(column)] as const);
  const rates = columnsOf(startYear).rates.filter(({ column }) => place(column) >= 0);
  const phase = phaseReader(file);
  return {
    row: (cells, line) =>
      show({
        line,
        phase: phase(cells),
        counts: new Map(
          counts.flatMap(([column, at]) => {
            const value = numberIn(cells[at]!);
            return value === null ? [] : [[column, value] as const];
          }),
        ),
        rates: rates.map(({ column, of }) => ({ column, of, cell: cells[place(column)]! })),
        decimals: 'all',
      }),
  };
}

function tidyGroups(file: CheckedFile, startYear: number, show: (group: RowGroup) => void): Look {
  const words = ['attendance_status', 'attendance_type', 'attendance_reason'];
  const textOf = ({ status, type, reason }: TidyReason) => `${status}|${type}|${reason}`;
  const columns = new Map(tidyReasons(startYear).map((each) => [textOf(each), each.of]));
  const readWords = words.map((column) => cellReader(file, column));
  const readKey = file.columns
    .filter((column) => isKey(column) || ['time_frame', 'reference_date', 'education_phase'].includes(column))
    .map((column) => cellReader(file, column));
  const [count, percent, phase] = ['session_count', 'session_percent', 'education_phase'].map((column) =>
    cellReader(file, column),
  );
  let key = '';
  let group: { line: number; phase: string; counts: Map<string, number>; rates: RowGroup['rates'][number][] } | null =
    null;
  const finish = () => group && show({ ...group, decimals: 2 });
  return {
    row: (cells, line) => {
      const own = readKey.map((read) => read(cells)).join('|');
      if (own !== key) {
        finish();
        key = own;
        group = { line, phase: phase!(cells), counts: new Map(), rates: [] };
      }
      const of = columns.get(readWords.map((read) => read(cells)).join('|'));
      if (of === undefined) return;
      const value = numberIn(count!(cells));
      if (value !== null) group!.counts.set(of, value);
      group!.rates.push({ column: 'session_percent', of, cell: percent!(cells) });
    },
    end: () => void finish(),
  };
}
