/** A table as the pages draw it: a caption, column heads, and rows whose first cell is their head. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Last row, set apart: the whole of which the rows are parts. */
  readonly total?: Row;
}

export interface Column {
  readonly text: string;
  readonly numeric: boolean;
}

export interface Row {
  readonly head: string;
  /** Where the head leads, if anywhere. */
  readonly href?: string;
  readonly cells: readonly string[];
}

export const words = (text: string): Column => ({ text, numeric: false });
export const numbers = (text: string): Column => ({ text, numeric: true });
