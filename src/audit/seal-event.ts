import { createHmac, hkdfSync } from 'node:crypto';
import type { AuditHead, AuditRow, AuditRowToCheck } from '../store/audit-events.ts';

/** Without it no event can be written, changed or left out so that it does not show. */
export interface AuditKey {
  readonly audit: Uint8Array;
}

/** The key of the audit, drawn from the installation's secret: another secret is another key, under which no earlier event holds. */
export function auditKey(secret: string): AuditKey {
  return { audit: new Uint8Array(hkdfSync('sha256', secret, '', 'rollcall audit', 32)) };
}

/** What is sealed of an event, each value as the database gives it back. */
export type SealedFields = Omit<AuditRowToCheck, 'eventId' | 'digest'>;

/** The fields of a row that is about to be written, as they will be read. Times have whole milliseconds. */
export function fieldsOf(row: Omit<AuditRow, 'eventId' | 'digest'>): SealedFields {
  const at = row.at.getTime();
  if (!Number.isSafeInteger(at)) throw new TypeError('An event for the audit has no time');
  return { ...row, at: `${(at / 1000).toFixed(3)}000` };
}

/**
 * The digest of event number `eventId`: its number, a seal over its own fields, and a seal that chains them to what the head was
 * before it. The first seal tells which event was changed, the number in it which were renumbered, the second that nothing was
 * cut out between two events.
 */
export function digestEvent(key: AuditKey, eventId: number, previous: string, fields: SealedFields): string {
  const text = canonical(eventId, fields);
  return `${eventId}.${seal(key, 'event', text)}.${seal(key, 'chain', `${previous}\n${text}`)}`;
}

/** The digest of the head: that of the last event, sealed, so that going back to an earlier event needs the key. */
export function digestHead(key: AuditKey, lastDigest: string): string {
  return `${lastDigest}.${seal(key, 'head', lastDigest)}`;
}

/** The number under which these fields were sealed, whatever number the row has now; null when they are not what was sealed. */
export function sealedNumber(key: AuditKey, digest: string, fields: SealedFields): number | null {
  const [number = '', own] = digest.split('.');
  const eventId = Number(number);
  return String(eventId) === number && own === seal(key, 'event', canonical(eventId, fields)) ? eventId : null;
}

/** The number of the last event, as the head was sealed, whatever its number says; null when someone else wrote it. */
export function sealedHeadNumber(key: AuditKey, head: AuditHead): number | null {
  const lastDigest = head.digest.slice(0, Math.max(head.digest.lastIndexOf('.'), 0));
  return head.digest === digestHead(key, lastDigest) ? Number(lastDigest.split('.')[0]) : null;
}

function canonical(eventId: number, fields: SealedFields): string {
  const { at, what, person, name, organisation, schoolUrn, pupilId, outcome, detail, requestId } = fields;
  return JSON.stringify([
    eventId,
    at,
    what,
    person,
    name,
    organisation,
    schoolUrn,
    pupilId,
    outcome,
    detail,
    requestId,
  ]);
}

const seal = (key: AuditKey, what: 'event' | 'chain' | 'head', text: string): string =>
  createHmac('sha256', key.audit).update(`${what}\n${text}`).digest('base64url');
