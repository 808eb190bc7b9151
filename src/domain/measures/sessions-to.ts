import { absent, type Counts, possible } from './counts.ts';

/** How far a pupil is from a threshold, in sessions in a row from now. */
export interface Distance {
  readonly state: 'below' | 'reached';
  /** Below: the fewest further sessions missed that reach the threshold. */
  readonly moreMissed: number | null;
  /** Reached: the fewest further sessions attended that bring the pupil below it. */
  readonly attendToLeave: number | null;
}

/** Absence of one in this many possible sessions reaches the threshold: 10% and 50%. */
const ONE_IN = { persistent: 10, severe: 2 } as const;

/** Distance to persistent (10%) or severe (50%) absence. Each further session, missed or attended, is possible too. */
export function sessionsTo(counts: Counts, threshold: keyof typeof ONE_IN): Distance {
  const oneIn = ONE_IN[threshold];
  const [missed, base] = [absent(counts), possible(counts)];
  // A pupil without a possible session is in neither group, and the first session missed would be all of them.
  if (base > 0 && oneIn * missed >= base)
    return { state: 'reached', moreMissed: null, attendToLeave: oneIn * missed - base + 1 };
  // oneIn × (missed + n) ≥ base + n, so n ≥ (base − oneIn × missed) ÷ (oneIn − 1); never less than one session.
  const moreMissed = Math.max(1, Math.ceil((base - oneIn * missed) / (oneIn - 1)));
  return { state: 'below', moreMissed, attendToLeave: null };
}
