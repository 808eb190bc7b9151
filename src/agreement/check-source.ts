import type { Clock } from '../domain/clock.ts';
import { hasLeft } from '../store/agreements.ts';
import type { SourceAccess } from './source-access.ts';
import { type AgreementParts, type Updated, updateAgreements } from './update-agreements.ts';

/**
 * Asks a source which schools have let us in, and brings agreements up to date with it. About schools that have opted out or
 * declined here, or have closed, nothing is asked: they are known from the source's lists alone.
 * @throws as the source's lists; read-incomplete when it lists no school at all though some share
 */
export async function checkSource(
  parts: AgreementParts,
  access: SourceAccess,
  clock: Clock,
  signal: AbortSignal,
): Promise<Updated> {
  const now = clock.now();
  // Asked school by school, so that one that opts out meanwhile is not asked about either.
  const mayAsk = async (id: string) => !(await hasLeft(parts.owner, access.source, id));
  const approvals = await access.approvals(signal, { clock, mayAsk });
  return updateAgreements(parts, access.source, approvals, now);
}
