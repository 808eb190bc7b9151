import type { FileFacts } from './files/file-facts.ts';
import type { FreshnessView } from './freshness/view-model.ts';
import type { SelectionView } from './selection/view-selection.ts';

/** Two whole numbers: sessions of sessions, or pupils of pupils. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * What stands in a cell. Numbers stay whole until the page, the file and the document are written, each of which rounds once: a
 * rate is shown with its base, and a rate without one is n/a.
 */
export type Cell =
  /** `order`: what a table is sorted by in place of the words, such as the date that they say. */
  | { readonly kind: 'words'; readonly text: string; readonly href?: string; readonly order?: string }
  | { readonly kind: 'count'; readonly value: number; readonly href?: string }
  | ({ readonly kind: 'rate' } & Fraction)
  /** Percentage points from one rate to another: `of` less `than`. */
  | { readonly kind: 'gap'; readonly of: Fraction; readonly than: Fraction }
  /** A rate whose counts may not be told, or are not: it comes rounded to one decimal, with a rounded base where there is one. */
  | { readonly kind: 'about'; readonly percent: string; readonly base: number | null }
  /** Nothing to show, and why. */
  | { readonly kind: 'none'; readonly why: string };

export const wordsCell = (text: string, href?: string): Cell =>
  href === undefined ? { kind: 'words', text } : { kind: 'words', text, href };
/** A day in words, which a table sorts as a day. */
export const dayCell = (text: string, date: string): Cell => ({ kind: 'words', text, order: date });
export const countCell = (value: number): Cell => ({ kind: 'count', value });
/** A count that leads to those who are counted, if there are any. */
export const linkedCountCell = (value: number, href: string | undefined): Cell =>
  href === undefined || value === 0 ? countCell(value) : { kind: 'count', value, href };
export const rateCell = (numerator: number, denominator: number): Cell => ({ kind: 'rate', numerator, denominator });
export const gapCell = (of: Fraction, than: Fraction): Cell => ({ kind: 'gap', of, than });
export const aboutCell = (percent: string, base: number | null): Cell => ({ kind: 'about', percent, base });
export const noneCell = (why: string): Cell => ({ kind: 'none', why });

/** Keys of tables, columns and rows are for files and machines: they never change with the words. */
export interface DataColumn {
  readonly key: string;
  readonly text: string;
  readonly numeric: boolean;
}

export interface DataRow {
  readonly key: string;
  readonly head: string;
  readonly href?: string;
  /** One for each column. */
  readonly cells: readonly Cell[];
}

/** A table of figures: drawn on the page, and given as a file. */
export interface DataTable {
  /** Unique on the page: letters, digits and hyphens. */
  readonly id: string;
  readonly caption: string;
  /** Over the heads of the rows. */
  readonly head: string;
  readonly columns: readonly DataColumn[];
  readonly rows: readonly DataRow[];
  /** The whole of which the rows are parts. */
  readonly total?: DataRow;
  /** Rows are pupils: a file of it is a file of pupils. */
  readonly names?: true;
  readonly note?: string;
  /** Rows have an order of their own, such as time: no other is offered. */
  readonly fixedOrder?: true;
  /** Long, and drawn already: shown when it is asked for. */
  readonly folded?: true;
}

export const numberColumn = (key: string, text: string): DataColumn => ({ key, text, numeric: true });
export const wordsColumn = (key: string, text: string): DataColumn => ({ key, text, numeric: false });

/** Words round every drawing: the message as title, then what is shown, then notes. */
export interface ChartWordsView {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** For those who do not see it. The numbers are in the table beside it. */
  readonly description: string;
  readonly notes: readonly string[];
}

export interface BarsView extends ChartWordsView {
  readonly kind: 'bars';
  readonly bars: readonly {
    readonly label: string;
    readonly value: number;
    readonly text: string;
    readonly series: 1 | 2 | 3 | 4 | 5 | 6;
  }[];
}

export interface LineView extends ChartWordsView {
  readonly kind: 'line';
  readonly unit: string;
  readonly most: number;
  readonly points: readonly {
    readonly label: string;
    readonly title: string;
    readonly value: number | null;
    readonly text: string;
    readonly partial: boolean;
  }[];
}

/** A cell for each day: weeks across, weekdays down. */
export interface HeatView extends ChartWordsView {
  readonly kind: 'heat';
  /** Ends of the steps of colour, rising, in words: the last step has no end. */
  readonly steps: readonly string[];
  readonly days: readonly {
    readonly date: string;
    /** Which step; null on a day without a possible session. */
    readonly step: number | null;
    readonly title: string;
  }[];
}

export type ChartView = BarsView | LineView | HeatView;

/** A part of the page under a heading of its own. */
export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly text: readonly string[];
  readonly chart?: ChartView;
  readonly tables: readonly DataTable[];
  readonly links?: readonly { readonly text: string; readonly href: string }[];
}

/** What a report makes of its facts. */
export interface ReportBody {
  /** The finding, in a sentence. */
  readonly message: string;
  readonly sections: readonly Section[];
  /** How the figures are worked out. */
  readonly workedOut: readonly string[];
  /** What stands there instead of figures when there are none. */
  readonly empty: { readonly text: string; readonly next: string } | null;
}

/** A whole page of a report: every word and number on it. */
export interface ReportView extends ReportBody {
  readonly title: string;
  readonly heading: string;
  readonly schoolName: string;
  readonly invented: boolean;
  readonly freshness: FreshnessView;
  readonly dataReceivedHref: string | null;
  /** Whose sessions, of when, as known when, by which definition. */
  readonly intro: readonly string[];
  readonly selection: SelectionView | null;
  /** Where this report's own address is: for the links of its tables. */
  readonly address: string;
  /** What files of its tables say of themselves. */
  readonly file: FileFacts;
}
