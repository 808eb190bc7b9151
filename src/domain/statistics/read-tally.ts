import { CODES } from '../codes/codes.ts';
import { BANDS } from '../measures/absence-bands.ts';

/** The place of each mark among the codes that are counted; 255 for any other character. */
const PLACE_OF_MARK = new Uint8Array(128).fill(255);
const POSSIBLE = new Uint8Array(CODES.length);
for (const [place, { mark, possible }] of CODES.entries()) {
  PLACE_OF_MARK[mark.charCodeAt(0)] = place;
  POSSIBLE[place] = possible ? 1 : 0;
}

const [BLANK, LINE_END, ZERO, FIRST_LETTER] = [32, 10, 48, 97];

/**
 * Reads the lines of packed tallies (`packDays`, `packPublishedWeeks`) field by field, by character and without an object or a text of its own for
 * any: those of a nation are more than a thousand million characters.
 */
export class TallyReader {
  /** Sessions of the line by code, in the order of `CODES`. */
  readonly codes = new Float64Array(CODES.length);
  /** Possible sessions of the line. */
  possible = 0;
  #text = '';
  #at = 0;

  open(text: string): void {
    this.#text = text;
    this.#at = 0;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Reads a number and the blank behind it. */
  number(): number {
    const value = this.#digits();
    this.#at++;
    return value;
  }

  /** Reads a week’s number; its term comes next. */
  week(): number {
    return this.#digits();
  }

  /** Reads a term’s letter and the blank behind it. */
  term(): number {
    const term = this.#text.charCodeAt(this.#at) - FIRST_LETTER;
    this.#at += 2;
    return term;
  }

  /** Reads sessions by code, and the blank or line end behind them. */
  counts(): void {
    this.codes.fill(0);
    this.possible = 0;
    for (;;) {
      const character = this.#text.charCodeAt(this.#at++);
      if (!(character > BLANK)) return;
      const count = this.#digits();
      const place = PLACE_OF_MARK[character]!;
      if (place === 255) continue;
      this.codes[place]! += count;
      this.possible += count * POSSIBLE[place]!;
    }
  }

  /** Reads pupils by absence band, and the blank or line end behind them. */
  bands(into: Float64Array): void {
    into.fill(0);
    for (;;) {
      const character = this.#text.charCodeAt(this.#at++);
      if (!(character > BLANK)) return;
      const band = character - FIRST_LETTER;
      const pupils = this.#digits();
      if (band >= 0 && band < BANDS.length) into[band]! += pupils;
    }
  }

  /** Passes over a field, and the blank or line end behind it. */
  skip(): void {
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text.charCodeAt(this.#at);
      if (character === BLANK || character === LINE_END) break;
    }
    this.#at++;
  }

  #digits(): number {
    let value = 0;
    for (;;) {
      const digit = this.#text.charCodeAt(this.#at) - ZERO;
      if (!(digit >= 0 && digit <= 9)) return value;
      value = value * 10 + digit;
      this.#at++;
    }
  }
}
