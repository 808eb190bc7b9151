import type { MixName } from '../schools/plan-schools.ts';

/** One reason of absence: sessions in 10,000 possible ones, and how many sessions in a row it usually lasts. */
export interface Reason {
  readonly code: string;
  readonly share: number;
  readonly length: number;
  /** Years since reception in which it happens at all. */
  readonly fromYear?: number;
}

/** The mix of codes of one kind of school, as shares of 10,000 possible sessions (England, 2025/26 year to date). */
export interface CodeMix {
  readonly reasons: readonly Reason[];
  readonly absence: number;
  readonly late: number;
  readonly visit: number;
  readonly others: readonly (readonly [code: string, share: number])[];
  /** Pupils who miss half or more, and the middle and width of the others' propensity to be absent. */
  readonly severe: number;
  readonly middle: number;
  readonly width: number;
}

// biome-ignore format: a short table
const LENGTHS: Readonly<Record<string, number>> = { I: 4, M: 1, R: 2, S: 8, T: 10, E: 4, C: 2, C1: 2, J1: 1, C2: 1, G: 7, U: 1, O: 2.4, N: 2 };
const FROM_YEAR: Readonly<Record<string, number>> = { S: 11, E: 1, C2: 1, J1: 5 };

function mix(shares: Readonly<Record<string, number>>, rest: Omit<CodeMix, 'reasons' | 'absence'>): CodeMix {
  const reasons = Object.entries(shares).map(([code, share]) => ({
    code,
    share,
    length: LENGTHS[code]!,
    ...(FROM_YEAR[code] === undefined ? {} : { fromYear: FROM_YEAR[code] }),
  }));
  return { reasons, absence: reasons.reduce((sum, { share }) => sum + share, 0), ...rest };
}

/** Absence and other codes by kind of school. Persistent absence comes out near 14, 24 and 36 per cent. */
// biome-ignore format: a table
export const CODE_MIXES: Readonly<Record<MixName, CodeMix>> = {
  primary: mix(
    { I: 278.6, M: 27.2, R: 6.6, T: 1.4, E: 3.7, C: 36.7, C1: 0.3, J1: 1.7, C2: 16.7, G: 53.5, U: 16.9, O: 79.4, N: 4.9 },
    { late: 112.2, visit: 73.3, others: [['B', 19.1], ['P', 8.5], ['K', 1.8], ['D', 4], ['Y7', 3], ['Y1', 1]], severe: 0.009, middle: 0.035, width: 0.73 },
  ),
  secondary: mix(
    { I: 362.7, M: 37.6, R: 5.8, S: 10, T: 0.3, E: 28.9, C: 42.6, C1: 0.5, J1: 1.6, C2: 32.1, G: 31.4, U: 29.7, O: 260.8, N: 5 },
    { late: 279, visit: 72.9, others: [['B', 30], ['P', 14.2], ['W', 30.9], ['K', 7.9], ['D', 39], ['Y7', 8], ['Y3', 2]], severe: 0.03, middle: 0.042, width: 0.82 },
  ),
  special: mix(
    { I: 501.9, M: 101.5, R: 5.3, S: 2.3, T: 0.7, E: 17.4, C: 167.5, C1: 0.5, J1: 1, C2: 158.8, G: 40.7, U: 32.3, O: 280, N: 6.9 },
    { late: 76.7, visit: 46.4, others: [['B', 88.9], ['P', 4.8], ['W', 6.1], ['K', 10.1], ['D', 20], ['Y1', 41], ['Y6', 1]], severe: 0.05, middle: 0.056, width: 0.88 },
  ),
  alternative: mix(
    { I: 520, M: 90, E: 160, C: 200, C2: 520, G: 40, U: 160, O: 2100, N: 30 },
    { late: 300, visit: 60, others: [['B', 400], ['K', 60], ['D', 400], ['Y5', 10], ['W', 60]], severe: 0.4, middle: 0.22, width: 0.7 },
  ),
};

/** Absence on each weekday beside the week's mean, Monday first, and lateness likewise. */
export const WEEKDAY_ABSENCE = [1.0, 0.97, 0.95, 0.96, 1.12] as const;
export const WEEKDAY_LATE = [1.15, 1.1, 1, 0.95, 0.8] as const;

/** Absence by week of the school year (39 weeks of term) beside the mean: low in September, high before Christmas. */
export function weekFactor(week: number): number {
  if (week === 0) return 0.7;
  if (week < 7) return 0.75 + week * 0.045;
  if (week < 15) return 0.9 + (week - 7) * 0.06;
  if (week < 27) return 0.97 + ((week * 7) % 5) * 0.03;
  return 1.0 + ((week * 5) % 4) * 0.03;
}

/** Every text that a mark can have in a source; a mark is kept as its place in this list. Only ever add at the end. */
// biome-ignore format: a list of codes
export const TEXTS = [
  '', '/', '\\', 'L', 'K', 'V', 'P', 'W', 'B', 'D', 'C1', 'M', 'J1', 'S', 'X', 'C2', 'C', 'T', 'R', 'I', 'E', 'Q',
  'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7', 'G', 'N', 'O', 'U', 'Z', '#', 'J', 'H', 'F', 'Y', '-', 'ZZ', 'Q9', 'n', ' I ', 'XX',
] as const;

export type MarkText = (typeof TEXTS)[number];

const INDEX = new Map<string, number>(TEXTS.map((text, index) => [text, index]));
export const textIndex = (text: string): number => INDEX.get(text)!;

const UNREADABLE: readonly string[] = ['ZZ', 'Q9', 'n', 'XX'];

/** The national code that a text stands for: trimmed; null for no mark (`-`, blank); `?` and the text if it is none. */
export function nationalCode(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-') return null;
  return UNREADABLE.includes(trimmed) ? `?${trimmed}` : trimmed;
}

/** Codes that came or went on 19 August 2024, as what stood in their place before. */
// biome-ignore format: a short table
const BEFORE_2024: Readonly<Record<string, MarkText>> = { C1: 'C', C2: 'C', J1: 'J', K: 'B', Q: 'Y', Y1: 'Y', Y2: 'Y', Y3: 'Y', Y4: 'Y', Y5: 'Y', Y6: 'Y', Y7: 'Y' };

/** The code as it was written before 19 August 2024. */
export function olderCode(code: string): string {
  return BEFORE_2024[code] ?? code;
}
