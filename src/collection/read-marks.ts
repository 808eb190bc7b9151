import { NO_MARK } from '../domain/codes/codes.ts';
import type { Issue } from '../domain/quality/issues.ts';
import { MarkGrid } from '../domain/register/mark-grid.ts';
import type { PlacedIssue } from '../store/collection-runs.ts';
import type { MarkRequest, Source, SourceMark } from './source.ts';

/** A reading of a school's marks, laid out by pupil and week. */
export interface ReadMarks {
  readonly grid: MarkGrid<number>;
  /** Marks that found their pupil and their place. */
  readonly placed: number;
  readonly unknownPupil: number;
  readonly issues: readonly PlacedIssue[];
  /** Rows that could not be read at all. */
  readonly refused: number;
}

/**
 * Reads all pages of marks. Between pages `mayGoOn` is asked: a school that opts out is left at once.
 * @param byKey the pupil for each source key
 * @param passedOver keys of pupils who are not collected; their marks are dropped without a word
 * @param collectedFrom first day of reception of a pupil, where it may lie in the window; nursery marks are dropped likewise
 */
export async function readMarks(
  source: Source,
  request: MarkRequest,
  byKey: ReadonlyMap<string, number>,
  passedOver: ReadonlySet<string>,
  collectedFrom: ReadonlyMap<number, string>,
  mayGoOn: () => Promise<void>,
  signal: AbortSignal,
  onPage: (rows: number) => void,
): Promise<ReadMarks> {
  const placing = new Placing(byKey, passedOver, collectedFrom, request);
  for await (const page of source.readMarks(request, signal)) {
    for (const mark of page.rows) placing.place(mark);
    placing.addIssues(page.issues);
    onPage(page.rows.length);
    await mayGoOn();
  }
  return placing.result();
}

/** Issues of one rule kept one by one; more of the same are counted together. */
const MOST_PLACES = 200;

class Placing {
  readonly #grid = new MarkGrid<number>();
  readonly #updated = new Map<string, number>();
  readonly #issues = new Map<string, PlacedIssue>();
  readonly #places = new Map<string, number>();
  readonly #byKey: ReadonlyMap<string, number>;
  readonly #passedOver: ReadonlySet<string>;
  readonly #collectedFrom: ReadonlyMap<number, string>;
  readonly #window: { from: string; to: string };
  #placed = 0;
  #unknown = 0;
  #refused = 0;

  constructor(
    byKey: ReadonlyMap<string, number>,
    passedOver: ReadonlySet<string>,
    collectedFrom: ReadonlyMap<number, string>,
    window: { from: string; to: string },
  ) {
    this.#collectedFrom = collectedFrom;
    this.#byKey = byKey;
    this.#passedOver = passedOver;
    this.#window = window;
  }

  place(mark: SourceMark): void {
    if (mark.date < this.#window.from || mark.date > this.#window.to || this.#passedOver.has(mark.pupilKey)) return;
    const pupil = this.#byKey.get(mark.pupilKey);
    if (pupil === undefined) {
      this.#unknown++;
      this.#add({ code: 'mark-unknown-pupil', place: `pupil ${mark.pupilKey}`, detail: { date: mark.date } });
      return;
    }
    if (mark.date < (this.#collectedFrom.get(pupil) ?? '')) return;
    const before = this.#grid.set(pupil, mark.date, mark.half, mark.mark);
    if (before === NO_MARK) this.#placed++;
    else if (before !== mark.mark) this.#settle(pupil, mark, before);
    if (mark.updatedAt) this.#updated.set(`${pupil} ${mark.date} ${mark.half}`, mark.updatedAt.getTime());
  }

  /** Two different marks for one session: the one changed last stands; where the source does not say, the last given, in doubt. */
  #settle(pupil: number, mark: SourceMark, before: string): void {
    const key = `${pupil} ${mark.date} ${mark.half}`;
    const earlier = this.#updated.get(key);
    if (earlier !== undefined && mark.updatedAt) {
      if (mark.updatedAt.getTime() < earlier) this.#grid.set(pupil, mark.date, mark.half, before);
      return;
    }
    this.#add({
      code: 'mark-conflict',
      place: `pupil ${pupil}, ${mark.date} ${mark.half}`,
      detail: { pupil, date: mark.date, half: mark.half },
      pupilId: pupil,
      day: mark.date,
    });
  }

  addIssues(issues: readonly Issue[]): void {
    for (const issue of issues) this.#add(issue);
    this.#refused += issues.filter(({ code }) => REFUSED_ROWS.has(code)).length;
  }

  #add(issue: PlacedIssue): void {
    const places = this.#places.get(issue.code) ?? 0;
    const place =
      places < MOST_PLACES || this.#issues.has(`${issue.code} ${issue.place}`) ? issue.place : 'more places';
    const key = `${issue.code} ${place}`;
    const found = this.#issues.get(key);
    if (!found) this.#places.set(issue.code, places + 1);
    this.#issues.set(key, { ...issue, place, times: (found?.times ?? 0) + 1 });
  }

  result(): ReadMarks {
    return {
      grid: this.#grid,
      placed: this.#placed,
      unknownPupil: this.#unknown,
      refused: this.#refused,
      issues: [...this.#issues.values()],
    };
  }
}

/** Rules that mean that a row was not taken. */
const REFUSED_ROWS = new Set<string>([
  'mark-missing-code',
  'mark-outside-year',
  'mark-date-invalid',
  'mark-session-invalid',
  'mark-in-future-far',
  'row-unreadable',
]);
