import type { Clock } from '../domain/clock.ts';
import { RollcallError } from '../errors.ts';
import { hasLeft } from '../store/agreements.ts';
import type { Database } from '../store/database.ts';
import { schoolsToAskGranted, writeGranted } from '../store/granted.ts';
import type { SourceAccess } from './source-access.ts';

/** As many schools as are asked about in one round, so that a nation's schools do not hold up what else is to be followed. */
const AT_ONCE = 20;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Asks, once a day, what each school that has let us in has granted there, so that its pages can show it item by item.
 * @returns how many were asked about
 */
export async function askGranted(
  owner: Database,
  access: SourceAccess,
  clock: Clock,
  signal: AbortSignal,
): Promise<number> {
  const due = await schoolsToAskGranted(owner, access.source, new Date(clock.now().getTime() - DAY_MS), AT_ONCE);
  for (const { urn, id } of due) {
    if (await hasLeft(owner, access.source, id)) continue;
    const granted = await access.permissions(id, signal).catch((error: unknown) => {
      // A source that does not tell of this school is asked again the next day; one that cannot be reached, in the next round.
      if (error instanceof RollcallError && error.code === 'source-refused') return null;
      throw error;
    });
    const kept = granted && {
      items: granted.items.map(({ item, state }) => ({ item, state })),
      wider: granted.wider.map(({ name, description }) => ({ name, description })),
      hiddenPupils: granted.hiddenPupils,
    };
    await writeGranted(owner, urn, kept, clock.now());
  }
  return due.length;
}
