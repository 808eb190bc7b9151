import { mayCollect } from '../domain/agreement/agreement-state.ts';
import { RollcallError } from '../errors.ts';
import { readState } from '../store/agreements.ts';
import type { Database } from '../store/database.ts';

/** How often a collection looks whether the school still agrees while it waits for an answer, or before it asks again. */
const LOOK_EVERY_MS = 250;

/**
 * A `fetch` that asks nothing of a school's source unless the school may be collected at that moment: before each request, first
 * tries and repeats alike, its agreement is read.
 * @throws not-agreed, which no client tries again
 */
export function askWhileAgreed(collector: Database, urn: number, ask: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    if (!mayCollect(await readState(collector, urn))) throw notAgreed(urn);
    return ask(input, init);
  };
}

/**
 * Watches a school's agreement while the school is collected: the signal is aborted, with the error `not-agreed`, soon after it
 * ends, so that an answer under way is broken off and no pause is waited out. Not being able to look is left to the collection to find.
 */
export function watchAgreement(collector: Database, urn: number): { readonly signal: AbortSignal; stop(): void } {
  const left = new AbortController();
  const look = async () => {
    const state = await readState(collector, urn).catch(() => null);
    if (state !== null && !mayCollect(state)) left.abort(notAgreed(urn));
    else if (!left.signal.aborted) timer = setTimeout(look, LOOK_EVERY_MS);
    if (stopped) clearTimeout(timer);
  };
  let stopped = false;
  let timer = setTimeout(look, LOOK_EVERY_MS);
  return {
    signal: left.signal,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

export const notAgreed = (urn: number): RollcallError =>
  new RollcallError(
    'not-agreed',
    `School ${urn} does not share: it has not agreed, or no longer does. It was not asked for data.`,
  );
