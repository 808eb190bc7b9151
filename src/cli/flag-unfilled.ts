import type { Log } from '../log.ts';
import { type PublicFacts, unfilledSettings } from '../web/particulars.ts';

const WHERE = 'docs/operating/public-pages.md';

/**
 * Tells the operator at each start what the public pages still do not say; in the sandbox in one line, since nobody relies on it.
 */
export function flagUnfilled(
  facts: PublicFacts,
  sandboxed: boolean,
  { log, say }: { readonly log: Pick<Log, 'warn'>; readonly say: (line: string) => void },
): void {
  const settings = unfilledSettings(facts);
  if (settings.length === 0) return;
  if (sandboxed) {
    say(`Not filled in on the public pages: ${settings.length} particulars of the operator (${WHERE}).`);
    return;
  }
  log.warn({ settings }, `particulars of the public pages are not filled in: ${WHERE}`);
  say(`These particulars of the public pages are not filled in: ${settings.join(', ')}. Set them: ${WHERE}`);
}
