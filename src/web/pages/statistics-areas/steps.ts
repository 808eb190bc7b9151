import { oneDecimal } from '../../statistics/figure-words.ts';

/** Steps of colour of a map: what each holds in words, and the step of a figure. */
export interface Steps {
  readonly texts: readonly string[];
  readonly of: (figure: number) => number;
}

const MOST = 5;

/**
 * Sorts figures, as they are printed, into five steps of about as many areas each. Areas with the same printed figure are in the same step, so there may
 * be fewer.
 */
export function makeSteps(figures: readonly number[]): Steps {
  const printed = figures.map((figure) => Number(oneDecimal(figure))).toSorted((a, b) => a - b);
  const stepOf = new Map<number, number>();
  for (const [place, figure] of printed.entries())
    if (!stepOf.has(figure)) stepOf.set(figure, Math.floor((place * MOST) / printed.length));
  const used = [...new Set(stepOf.values())];
  const texts = used.map((step) => {
    const own = [...stepOf].flatMap(([figure, each]) => (each === step ? [figure] : []));
    const [from, to] = [own[0]!, own.at(-1)!].map((figure) => figure.toFixed(1));
    return from === to ? `${from}%` : `${from}% to ${to}%`;
  });
  return { texts, of: (figure) => used.indexOf(stepOf.get(Number(oneDecimal(figure)))!) };
}
