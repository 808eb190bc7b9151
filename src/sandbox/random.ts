/** Mixes whole numbers into one of 32 bits. The same numbers always give the same result, in this order only. */
export function hash(...parts: number[]): number {
  let h = 0x9e3779b9;
  for (const part of parts) {
    h = Math.imul(h ^ (part | 0), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
    h = (h + 0x6d2b79f5) | 0;
  }
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** A number from 0 (inclusive) to 1 (exclusive) that depends on `parts` alone. */
export function chance(...parts: number[]): number {
  return hash(...parts) / 0x1_0000_0000;
}

/** A repeatable stream of random numbers. */
export interface Random {
  /** From 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number;
  /** A whole number from `least` to `most`, both inclusive. */
  between(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  /** From the normal distribution with mean 0 and standard deviation 1. */
  normal(): number;
}

/** Starts a stream from whole numbers: a seed and what the stream is for. */
export function createRandom(...parts: number[]): Random {
  let state = hash(...parts);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (list) => list[below(list.length)]!,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** `length` hexadecimal digits that depend on `parts` alone. */
export function hexDigits(length: number, ...parts: number[]): string {
  let text = '';
  for (let i = 0; text.length < length; i++)
    text += hash(...parts, i)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, length);
}

/** An id as Wonde writes them: `A` and ten digits. */
export function wondeId(...parts: number[]): string {
  return `A${1_000_000_000 + (hash(...parts, 1) % 899_999) * 10_000 + (hash(...parts, 2) % 10_000)}`;
}
