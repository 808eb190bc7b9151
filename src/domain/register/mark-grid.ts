import { NO_MARK } from '../codes/codes.ts';
import { type Half, mondayOf, sessionIndex } from '../sessions/dates.ts';

const SESSIONS_A_WEEK = 14;
const EMPTY = NO_MARK.repeat(SESSIONS_A_WEEK);

/** Marks by week and pupil: the register of a school as it is laid out in the store, 14 places a week, `.` for no mark. */
export class MarkGrid<Pupil extends string | number> {
  readonly #weeks = new Map<string, Map<Pupil, string[] | string>>();
  readonly #places = new Map<string, { week: string; day: number }>();

  /** Puts a mark in its place and returns what stood there before (`.` for nothing). */
  set(pupil: Pupil, date: string, half: Half, mark: string): string {
    const { week, day } = this.#placeOf(date);
    const index = day + (half === 'PM' ? 1 : 0);
    const marks = this.#open(week, pupil);
    const before = marks[index]!;
    marks[index] = mark;
    return before;
  }

  /** A pupil's week as text; undefined when there is none. */
  week(week: string, pupil: Pupil): string | undefined {
    const marks = this.#weeks.get(week)?.get(pupil);
    return typeof marks === 'string' ? marks : marks?.join('');
  }

  setWeek(week: string, pupil: Pupil, marks: string): void {
    this.#pupilsOf(week).set(pupil, marks);
  }

  get weeks(): string[] {
    return [...this.#weeks.keys()].sort();
  }

  pupils(week: string): Iterable<Pupil> {
    return this.#weeks.get(week)?.keys() ?? [];
  }

  #placeOf(date: string): { week: string; day: number } {
    let place = this.#places.get(date);
    if (!place) this.#places.set(date, (place = { week: mondayOf(date), day: sessionIndex(date, 'AM') }));
    return place;
  }

  #pupilsOf(week: string): Map<Pupil, string[] | string> {
    let pupils = this.#weeks.get(week);
    if (!pupils) this.#weeks.set(week, (pupils = new Map()));
    return pupils;
  }

  #open(week: string, pupil: Pupil): string[] {
    const pupils = this.#pupilsOf(week);
    let marks = pupils.get(pupil) ?? EMPTY;
    if (typeof marks === 'string') pupils.set(pupil, (marks = marks.split('')));
    return marks;
  }
}
