import type { FastifyRequest } from 'fastify';
import { organisationKey } from '../access/organisation.ts';
import { type AuditKey, appendEvent } from '../audit/append-event.ts';
import type { AuditWhat } from '../audit/audit-event.ts';
import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';
import type { PageEvent } from './page.ts';

/** Puts something on the audit, with who asked, for which organisation, and the id of the request. */
export type AuditRequest = (request: FastifyRequest, event: PageEvent) => Promise<void>;

/** @param database the viewer's login */
export function createAudit(parts: { database: Database; key: AuditKey; clock: Clock }): AuditRequest {
  return async (request, { what, outcome = 'done', schoolUrn, pupilId, detail = {} }) => {
    const viewer = request.viewer ?? null;
    await appendEvent(parts.database, parts.key, {
      at: parts.clock.now(),
      what,
      person: viewer?.person ?? null,
      name: viewer?.name ?? null,
      // Also one that cannot be acted for here: the refusal says for whom somebody came.
      organisation: viewer?.organisation ? organisationKey(viewer.organisation) : null,
      schoolUrn: schoolUrn ?? wholeNumber(request, 'urn'),
      pupilId: pupilId ?? wholeNumber(request, 'pupilId'),
      outcome,
      detail,
      requestId: request.id,
    });
  };
}

/** A refusal: the route's pattern, never the address, which may hold anything. */
export function refusalOf(request: FastifyRequest, why: string, what: AuditWhat = 'refusal'): PageEvent {
  const route = `${request.method} ${request.routeOptions.url ?? 'none'}`;
  return { what, outcome: 'refused', detail: { route, why } };
}

function wholeNumber(request: FastifyRequest, name: string): number | null {
  const text = (request.params as Record<string, string> | undefined)?.[name];
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
