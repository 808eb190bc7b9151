/** A day of a school. */
export interface PackedDay {
  /** From the first Monday of the academic year, which is 0. */
  readonly number: number;
  /** Pupils with a mark that can be read, but for Z (not on the admission register). */
  readonly pupils: number;
  /** Sessions by code, packed as of `packCounts`. */
  readonly counts: string;
}

/** A week of a group of a school's pupils, or as much of it as is in one term. */
export interface PackedWeek {
  /** From the first week of the academic year, which is 0. */
  readonly number: number;
  /** Of `TERMS`, from 0. */
  readonly term: number;
  /** Days with a possible session of the group. */
  readonly schoolDays: number;
  /** Pupils with a mark on each day with a possible session at the school, added up over the days. */
  readonly pupilDays: number;
  /** Sessions by code, packed as of `packCounts`. */
  readonly counts: string;
  /** Pupils by absence band to the end of the week, packed as of `packBands`: of the year, and of the term. */
  readonly yearBands: string;
  readonly termBands: string;
}

/** A letter for each term. */
const FIRST_TERM = 'a'.charCodeAt(0);

/** Packs days, a line each: `35 378 /370\368I12L6`. Blanks and line ends are never marks. */
export const packDays = (days: readonly PackedDay[]): string =>
  days.map(({ number, pupils, counts }) => `${number} ${pupils} ${counts}`).join('\n');

/** The reverse of `packDays`. */
export const unpackDays = (packed: string): PackedDay[] =>
  linesOf(packed).map((line) => {
    const [number, pupils, counts] = line.split(' ') as [string, string, string];
    return { number: Number(number), pupils: Number(pupils), counts };
  });

/** Packs weeks, a line each: `5a 5 1890 /1850\1844I60 a201b40k3 a201b40k3`. */
export const packPublishedWeeks = (weeks: readonly PackedWeek[]): string =>
  weeks
    .map(({ number, term, schoolDays, pupilDays, counts, yearBands, termBands }) =>
      [`${number}${String.fromCharCode(FIRST_TERM + term)}`, schoolDays, pupilDays, counts, yearBands, termBands].join(
        ' ',
      ),
    )
    .join('\n');

/** The reverse of `packPublishedWeeks`. */
export const unpackPublishedWeeks = (packed: string): PackedWeek[] =>
  linesOf(packed).map((line) => {
    const [head, schoolDays, pupilDays, counts, yearBands, termBands] = line.split(' ') as Fields;
    return {
      number: Number(head.slice(0, -1)),
      term: head.charCodeAt(head.length - 1) - FIRST_TERM,
      schoolDays: Number(schoolDays),
      pupilDays: Number(pupilDays),
      counts,
      yearBands,
      termBands,
    };
  });

type Fields = [head: string, schoolDays: string, pupilDays: string, counts: string, year: string, term: string];

const linesOf = (packed: string): string[] => (packed === '' ? [] : packed.split('\n'));

/** Packs counts by character code, in the form of `packCounts`. */
export function packCharacters(characters: Int32Array): string {
  let packed = '';
  for (let character = 0; character < characters.length; character++)
    if (characters[character] !== 0) packed += String.fromCharCode(character) + characters[character];
  return packed;
}
