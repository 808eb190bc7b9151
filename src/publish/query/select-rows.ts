import { setImmediate } from 'node:timers/promises';
import { type Condition, countParts, markRows } from './condition.ts';

/** A number from 0 below `size` by which rows are put in order. */
export interface Digit {
  readonly size: number;
  readonly of: (row: number) => number;
}

/** Rows that are looked at before others get their turn: some milliseconds. */
const PIECE = 1 << 16;
/** Of a condition with more parts than this fewer rows are looked at in one go. */
const FEW_PARTS = 10;

/**
 * The rows of a page, in order, and how many meet the condition in all. Nothing is put in order but rows that lie about the page, and others get
 * their turn between pieces, so that a question about millions of rows holds nobody up.
 * @param digits the order: the first counts most; rows that are the same in all stay in the order of the file
 * @param from place of the page's first row among all that meet the condition
 */
export async function selectRows(
  rows: number,
  condition: Condition,
  digits: readonly Digit[],
  from: number,
  to: number,
): Promise<{ readonly total: number; readonly rows: Uint32Array }> {
  const found = await findRows(rows, condition);
  const total = found.length;
  if (from >= total) return { total, rows: new Uint32Array() };
  const near = await narrow({ rows: found, from, to }, digits);
  return { total, rows: near.rows.slice(near.from, near.to) };
}

async function eachPiece(
  length: number,
  work: (from: number, to: number) => void,
  piece: number = PIECE,
): Promise<void> {
  for (let from = 0; from < length; from += piece) {
    if (from > 0) await setImmediate();
    work(from, Math.min(length, from + piece));
  }
}

async function findRows(rows: number, condition: Condition): Promise<Uint32Array> {
  const found = new Uint32Array(rows);
  let count = 0;
  const mark = (from: number, to: number) => {
    const marks = new Uint8Array(to - from);
    markRows(condition, from, marks);
    for (let place = 0; place < marks.length; place++) if (marks[place] === 1) found[count++] = from + place;
  };
  await eachPiece(rows, mark, Math.ceil(PIECE * Math.min(1, FEW_PARTS / countParts(condition))));
  return found.subarray(0, count);
}

/** Rows, and which places of them a page has. */
interface Window {
  readonly rows: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/** Leaves out, digit by digit, what comes before and after the page, and puts the rest in order as soon as that is not all the same. */
async function narrow(window: Window, digits: readonly Digit[]): Promise<Window> {
  const [digit, ...rest] = digits;
  if (!digit || window.rows.length <= 1) return window;
  const counts = await countDigit(window.rows, digit);
  let [low, before] = [0, 0];
  while (before + counts[low]! <= window.from) before += counts[low++]!;
  let [high, until] = [low, before + counts[low]!];
  while (until < Math.min(window.to, window.rows.length)) until += counts[++high]!;
  const near = new Uint32Array(until - before);
  let count = 0;
  await eachPiece(window.rows.length, (from, to) => {
    for (let place = from; place < to; place++) {
      const value = digit.of(window.rows[place]!);
      if (value >= low && value <= high) near[count++] = window.rows[place]!;
    }
  });
  const smaller = { rows: near, from: window.from - before, to: window.to - before };
  if (low === high) return narrow(smaller, rest);
  let ordered: Uint32Array = near;
  for (const each of digits.toReversed()) ordered = await orderByDigit(ordered, each);
  return { ...smaller, rows: ordered };
}

async function countDigit(rows: Uint32Array, { size, of }: Digit): Promise<Uint32Array> {
  const counts = new Uint32Array(size);
  await eachPiece(rows.length, (from, to) => {
    for (let place = from; place < to; place++) counts[of(rows[place]!)]!++;
  });
  return counts;
}

/** A stable counting sort. */
async function orderByDigit(rows: Uint32Array, digit: Digit): Promise<Uint32Array> {
  const next = await countDigit(rows, digit);
  let sum = 0;
  for (let value = 0; value < next.length; value++) {
    const count = next[value]!;
    next[value] = sum;
    sum += count;
  }
  const ordered = new Uint32Array(rows.length);
  await eachPiece(rows.length, (from, to) => {
    for (let place = from; place < to; place++) ordered[next[digit.of(rows[place]!)]!++] = rows[place]!;
  });
  return ordered;
}
