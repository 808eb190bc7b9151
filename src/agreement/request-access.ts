import { isInForce } from '../domain/agreement/agreement-state.ts';
import type { Clock } from '../domain/clock.ts';
import { RollcallError } from '../errors.ts';
import { readKeptAgreement, schoolsToRequest, writeAccessRequested } from '../store/agreements.ts';
import type { SourceAccess } from './source-access.ts';
import { type AgreementParts, hearOne } from './update-agreements.ts';

/**
 * Asks for access at the source for the schools that were invited or have agreed here, so that they find the request in their
 * aggregator's portal. A school that the source does not know is noted as absent there, and looked for again a day later. No name of
 * anybody at the school is handed on.
 * @returns how many were asked for
 */
export async function requestAccess(
  parts: AgreementParts,
  access: SourceAccess,
  clock: Clock,
  signal: AbortSignal,
): Promise<number> {
  let asked = 0;
  for (const urn of await schoolsToRequest(parts.owner, access.source, clock.now())) {
    const readAt = clock.now();
    const found = await access.findSchool(urn, signal);
    // It may have opted out or declined meanwhile.
    const state = (await readKeptAgreement(parts.owner, urn))?.facts.state ?? 'not-asked';
    if (state !== 'invited' && !isInForce(state)) continue;
    if (found === null)
      await hearOne(parts, urn, { id: '', mis: null, host: null, state: 'absent', readAt }, 'source-portal');
    else if (await askFor(access, found.id, signal)) {
      await hearOne(parts, urn, await access.approval(found.id, signal, clock), 'source-portal');
      asked++;
    }
    await writeAccessRequested(parts.owner, urn, clock.now());
  }
  return asked;
}

/** @returns false when the source refuses, which is not tried again before the next day; a source that is away is asked in the next round */
async function askFor(access: SourceAccess, id: string, signal: AbortSignal): Promise<boolean> {
  try {
    await access.requestAccess(id, [], signal);
    return true;
  } catch (error) {
    if (error instanceof RollcallError && !error.retry) return false;
    throw error;
  }
}
