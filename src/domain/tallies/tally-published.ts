import { AUTHORISED, CODES, kindOfMark, UNAUTHORISED } from '../codes/codes.ts';
import { BANDS, bandOf } from '../measures/absence-bands.ts';
import { publishedRules } from '../measures/published-definition.ts';
import { type Characteristics, publishedGroupsOf } from '../pupils/characteristics.ts';
import { placeOf } from '../register/school-year.ts';
import type { AcademicYear } from '../sessions/academic-year.ts';
import { daysBetween } from '../sessions/dates.ts';
import { packBands } from './packed-bands.ts';
import { type PackedDay, type PackedWeek, packCharacters } from './packed-published.ts';
import { publishedParts, type WeekPart } from './published-rules.ts';

/** A pupil's week in the register. */
export interface PublishedTallyRow {
  readonly week: string;
  readonly pupil: number;
  readonly profile: number;
  readonly marks: string;
}

/** A group of a school's pupils in an academic year, as published statistics count it. */
export interface PublishedTally {
  /** A key of `publishedGroupsOf`. */
  readonly group: string;
  /** Of the group `all` alone: days with a possible session at the school. */
  readonly days: readonly PackedDay[];
  /** Weeks in which the group has sessions, or its pupils to date are others. */
  readonly weeks: readonly PackedWeek[];
}

const CHARACTERS = 128;
const DAYS = 5;

/** Marks that are counted: codes that can be read. Of these Z says that the pupil is not on the admission register (yet). */
const [COUNTED, ENROLLED] = [new Uint8Array(CHARACTERS), new Uint8Array(CHARACTERS)];
for (const { mark, code, category } of CODES) {
  if (category === 'missing') continue;
  COUNTED[mark.charCodeAt(0)] = 1;
  if (code !== 'Z') ENROLLED[mark.charCodeAt(0)] = 1;
}

/**
 * Tallies a school's academic year for published statistics: sessions of pupils of the published population (`publishedRules`), on days on
 * which the school had a possible session at all: on others it is in no figure (pupil attendance in schools, methodology). Sessions count
 * in the groups that the pupil was in that week. Pupils count to date, over their own sessions of the year and of the term, in the
 * groups of their last week that is counted; who left stays counted, as in the Department's persistent absence to date.
 * @param rows the register of the year, in the order of its weeks
 * @param profiles by number
 * @returns the group `all` first, always; others in the order of their keys
 */
export function tallyPublished(
  year: AcademicYear,
  rows: readonly PublishedTallyRow[],
  profiles: ReadonlyMap<number, Characteristics>,
): PublishedTally[] {
  const school = new SchoolTally(year, profiles);
  for (const [week, own] of Map.groupBy(rows, (row) => row.week))
    for (const part of publishedParts(year, week)) school.addPart(week, part, own);
  return school.finish();
}

/** A group while it is being tallied. */
class GroupTally {
  readonly characters = new Int32Array(CHARACTERS);
  readonly yearBands = new Int32Array(BANDS.length);
  readonly termBands = new Int32Array(BANDS.length);
  readonly weeks: PackedWeek[] = [];
  readonly key: string;
  pupilDays = 0;
  /** Days of the week with a possible session, a bit each. */
  open = 0;

  constructor(key: string) {
    this.key = key;
  }

  /** Writes down what came in a part of a week, if there is anything new. */
  endPart(number: number, term: number): void {
    const counts = packCharacters(this.characters);
    const [yearBands, termBands] = [packBands(this.yearBands), packBands(this.termBands)];
    const last = this.weeks.at(-1);
    const lastInTerm = last?.term === term ? last.termBands : '';
    if (counts !== '' || yearBands !== (last?.yearBands ?? '') || termBands !== lastInTerm)
      this.weeks.push({
        number,
        term,
        schoolDays: bitsOf(this.open),
        pupilDays: this.pupilDays,
        counts,
        yearBands,
        termBands,
      });
    this.characters.fill(0);
    this.pupilDays = 0;
    this.open = 0;
  }
}

/** A pupil's sessions to date. */
interface PupilToDate {
  groups: readonly GroupTally[];
  possible: number;
  absent: number;
  term: number;
  termPossible: number;
  termAbsent: number;
}

class SchoolTally {
  readonly #year: AcademicYear;
  readonly #profiles: ReadonlyMap<number, Characteristics>;
  readonly #rules: ReturnType<typeof publishedRules>;
  readonly #groups = new Map<string, GroupTally>();
  /** Of each profile that is counted its groups, and the first place of the year that is not counted. */
  readonly #members = new Map<number, { groups: readonly GroupTally[]; until: number } | null>();
  readonly #pupils = new Map<number, PupilToDate>();
  readonly #days: PackedDay[] = [];
  readonly #daily = new Int32Array(DAYS * CHARACTERS);
  #term = -1;

  constructor(year: AcademicYear, profiles: ReadonlyMap<number, Characteristics>) {
    this.#year = year;
    this.#profiles = profiles;
    this.#rules = publishedRules(year);
    this.#group('all');
  }

  addPart(week: string, part: WeekPart, rows: readonly PublishedTallyRow[]): void {
    const start = placeOf(this.#year, week, 'AM');
    if (part.term !== this.#term) this.#beginTerm(part.term);
    const counted = rows.filter(({ profile }) => start < (this.#member(profile)?.until ?? 0));
    const open = part.days.filter((day) => counted.some(({ marks }) => hasPossible(marks, day)));
    if (open.length === 0) return;
    const pupilsOn = new Array<number>(DAYS).fill(0);
    for (const row of counted) this.#addRow(row, open, pupilsOn);
    for (const day of open) {
      const counts = packCharacters(this.#daily.subarray(day * CHARACTERS, (day + 1) * CHARACTERS));
      this.#days.push({ number: start / 2 + day, pupils: pupilsOn[day]!, counts });
    }
    this.#daily.fill(0);
    const number = daysBetween(this.#year.start, week) / 7;
    for (const group of this.#groups.values()) group.endPart(number, part.term);
  }

  finish(): PublishedTally[] {
    return [...this.#groups.values()]
      .filter(({ key, weeks }) => key === 'all' || weeks.length > 0)
      .sort((a, b) => (a.key === 'all' ? -1 : b.key === 'all' ? 1 : a.key < b.key ? -1 : 1))
      .map(({ key, weeks }) => ({ group: key, days: key === 'all' ? this.#days : [], weeks }));
  }

  #beginTerm(term: number): void {
    this.#term = term;
    for (const group of this.#groups.values()) group.termBands.fill(0);
  }

  /** Done for every mark of a nation. */
  #addRow({ pupil, profile, marks }: PublishedTallyRow, open: readonly number[], pupilsOn: number[]): void {
    const { groups } = this.#members.get(profile)!;
    let [possible, absent] = [0, 0];
    for (const day of open) {
      let [enrolled, possibleOn] = [0, 0];
      for (let place = 2 * day; place < 2 * day + 2; place++) {
        const character = marks.charCodeAt(place);
        if (character >= CHARACTERS || COUNTED[character] === 0) continue;
        enrolled |= ENROLLED[character]!;
        this.#daily[day * CHARACTERS + character]!++;
        for (const group of groups) group.characters[character]!++;
        const kind = kindOfMark(character);
        if (kind !== 0) possibleOn++;
        if (kind === AUTHORISED || kind === UNAUTHORISED) absent++;
      }
      possible += possibleOn;
      pupilsOn[day]! += enrolled;
      for (const group of groups) {
        group.pupilDays += enrolled;
        if (possibleOn > 0) group.open |= 1 << day;
      }
    }
    this.#addToDate(pupil, groups, possible, absent);
  }

  #addToDate(number: number, groups: readonly GroupTally[], possible: number, absent: number): void {
    let pupil = this.#pupils.get(number);
    if (!pupil) {
      pupil = { groups, possible: 0, absent: 0, term: this.#term, termPossible: 0, termAbsent: 0 };
      this.#pupils.set(number, pupil);
    } else if (pupil.groups === groups && possible === 0) return;
    if (pupil.term !== this.#term) Object.assign(pupil, { term: this.#term, termPossible: 0, termAbsent: 0 });
    count(pupil, -1);
    pupil.groups = groups;
    pupil.possible += possible;
    pupil.absent += absent;
    pupil.termPossible += possible;
    pupil.termAbsent += absent;
    count(pupil, 1);
  }

  #member(profile: number): { groups: readonly GroupTally[]; until: number } | null {
    const known = this.#members.get(profile);
    if (known !== undefined) return known;
    const characteristics = this.#profiles.get(profile)!;
    const member = this.#rules.includes(characteristics)
      ? {
          groups: publishedGroupsOf(characteristics).map((key) => this.#group(key)),
          until: this.#rules.leftOutFrom(characteristics) ?? Number.POSITIVE_INFINITY,
        }
      : null;
    this.#members.set(profile, member);
    return member;
  }

  #group(key: string): GroupTally {
    let group = this.#groups.get(key);
    if (!group) this.#groups.set(key, (group = new GroupTally(key)));
    return group;
  }
}

/** Counts a pupil in the bands of its groups, or takes it out of them. */
function count({ groups, possible, absent, termPossible, termAbsent }: PupilToDate, times: 1 | -1): void {
  if (possible > 0) for (const { yearBands } of groups) yearBands[bandOf(absent, possible)]! += times;
  if (termPossible > 0) for (const { termBands } of groups) termBands[bandOf(termAbsent, termPossible)]! += times;
}

const hasPossible = (marks: string, day: number): boolean =>
  kindOfMark(marks.charCodeAt(2 * day)) !== 0 || kindOfMark(marks.charCodeAt(2 * day + 1)) !== 0;

function bitsOf(days: number): number {
  let bits = 0;
  for (let rest = days; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
}
