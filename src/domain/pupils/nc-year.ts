/** A national curriculum year as the codes have it: `E1` `E2` `N1` `N2` `R` `1` … `14` and above, `X` (curriculum not followed). */
export interface NcYear {
  readonly year: string;
  /** Whether pupils of this year are collected. */
  readonly collected: boolean;
}

/** The years that are collected, in order, `X` last. */
export const NC_YEARS: readonly string[] = ['R', ...Array.from({ length: 13 }, (_, index) => String(index + 1)), 'X'];

/** Reception, years 1 to 13 and `X` are collected; early years, nursery and years 14 and above are not. */
export function isCollected(year: string): boolean {
  return NC_YEARS.includes(year);
}

/**
 * Whether a pupil of this year counts in statistics. Published figures are of ages 5 to 15; without birth dates, years 1 to 11
 * stand for them. Where `X` belongs is a setting (default: it counts).
 */
export function isStatistical(year: string, { countX = true }: { countX?: boolean } = {}): boolean {
  if (year === 'X') return countX;
  return /^([1-9]|1[01])$/.test(year);
}

const NUMBERS = 'ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN'.split(' ');

/** What schools call a year besides its code. F2 and FS2 are the second year of the foundation stage: reception. */
const NAMES: readonly [RegExp, string][] = [
  [/^(R|REC|RECEP|RECEPTION( CLASS| YEAR)?|(F|FS|EYFS|FOUNDATION( STAGE)?) ?2)$/, 'R'],
  [/^(X|(NATIONAL CURRICULUM |NC |CURRICULUM )?NOT FOLLOWED|NOT FOLLOWING( THE)? (NATIONAL CURRICULUM|NC))$/, 'X'],
  [/^(N|NURSERY( YEAR| CLASS)?|NUR) ?1$/, 'N1'],
  [/^((N|NURSERY( YEAR| CLASS)?|NUR) ?2|N|NUR|NURSERY( CLASS)?|(F|FS|EYFS|FOUNDATION( STAGE)?) ?1)$/, 'N2'],
  [/^(E|EY|EARLY|EARLY YEARS?) ?1$/, 'E1'],
  [/^((E|EY|EARLY|EARLY YEARS?) ?2|PRE ?SCHOOL|PLAYGROUP|EARLY YEARS)$/, 'E2'],
  [/^LOWER (6|6TH|SIXTH)( FORM)?$/, '12'],
  [/^UPPER (6|6TH|SIXTH)( FORM)?$/, '13'],
];

/**
 * Reads a year as sources send it, which is free text: `7`, `07`, `Yr 7`, `Year 07`, `Year 11A` (a class letter after the year),
 * `0` or `Reception`, `Nursery 2`, `Not followed`. Null when blank. What names no single year (`Mixed`, `Years 1/2`) is unreadable,
 * and is given back cut to 60 characters.
 */
export function readNcYear(text: string | null | undefined): NcYear | { unreadable: string } | null {
  const given = (text ?? '').normalize('NFKC').trim();
  if (given === '') return null;
  // `7.0` comes from spreadsheets; a number below zero is no year.
  const plain = given
    .toUpperCase()
    .replace(/\.0+$/, '')
    .replace(/^-(?=\d)/, 'MINUS')
    .replace(/[^A-Z0-9/&]+/g, ' ')
    .trim();
  const year = nameOfYear(plain) ?? nameOfYear(plain.replace(/^(NC|NATIONAL CURRICULUM|CURRICULUM) /, ''));
  return year === null ? { unreadable: given.slice(0, 60) } : { year, collected: isCollected(year) };
}

function nameOfYear(plain: string): string | null {
  // `YR` alone is Year R; before a number it is short for year.
  const bare = plain === 'YR' ? 'R' : plain.replace(/^(YEAR GROUP|YEAR|YR|Y) ?(?=.)/, '');
  const named = NAMES.find(([pattern]) => pattern.test(bare));
  if (named) return named[1];
  const word = NUMBERS.indexOf(bare);
  if (word >= 0) return String(word + 1);
  // One letter after the number is a class.
  const digits = /^0*(\d{1,2})( ?[A-Z])?$/.exec(bare);
  if (!digits) return null;
  const number = Number(digits[1]);
  // 15 to 19 occur for adult learners; 99 and its like say that there is no year.
  if (number > 19) return null;
  return number === 0 ? 'R' : String(number);
}
