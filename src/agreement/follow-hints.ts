import type { Clock } from '../domain/clock.ts';
import { RollcallError } from '../errors.ts';
import { hasLeft, readUrnOf } from '../store/agreements.ts';
import { addHint, takeHints } from '../store/source-hints.ts';
import type { SourceAccess } from './source-access.ts';
import { type AgreementParts, hearOne } from './update-agreements.ts';

/**
 * Follows what webhooks have hinted at: each school is asked about at its source, and only what the source says there counts. A hint about
 * a school that has left is dropped unasked; one about a school that nobody has heard of is worth a look at the source's lists.
 * @returns whether there was a hint about an unknown school
 */
export async function followHints(
  parts: AgreementParts,
  access: SourceAccess,
  clock: Clock,
  signal: AbortSignal,
): Promise<{ readonly unknown: boolean }> {
  const ids = await takeHints(parts.owner, access.source);
  let unknown = false;
  for (const [place, id] of ids.entries()) {
    if (await hasLeft(parts.owner, access.source, id)) continue;
    const urn = await readUrnOf(parts.owner, access.source, id);
    if (urn === null) unknown = true;
    else
      try {
        await hearOne(parts, urn, await access.approval(id, signal, clock), 'webhook');
      } catch (error) {
        // What the source will not tell of one school, its lists tell later.
        if (error instanceof RollcallError && !error.retry) continue;
        // What could not be asked about waits for the next time.
        for (const left of ids.slice(place)) await addHint(parts.owner, access.source, left, clock.now());
        throw error;
      }
  }
  return { unknown };
}
