import { insertAuditEvent, lockAuditHead } from '../store/audit-events.ts';
import type { Database, Handle } from '../store/database.ts';
import type { AuditEvent } from './audit-event.ts';
import { type AuditKey, digestEvent, digestHead, fieldsOf } from './seal-event.ts';

export { type AuditKey, auditKey } from './seal-event.ts';

/**
 * Puts an event on the audit, in a transaction of its own. When this returns, it is there for good.
 * @param database the viewer's login, which can add events and not change them
 * @throws TypeError for numbers that no school or pupil has, and an event without a time
 */
export async function appendEvent(database: Database, key: AuditKey, event: AuditEvent): Promise<void> {
  await database.transaction().execute((transaction) => appendEventWithin(transaction, key, event));
}

/**
 * Puts an event on the audit within the caller's transaction, so that the act and its event stand or fall together. Call it last:
 * until that transaction ends nobody else can put anything on the audit, and whoever waits for rows while holding it may deadlock.
 * @param transaction of the viewer's or the owner's login, read committed
 */
export async function appendEventWithin(transaction: Handle, key: AuditKey, event: AuditEvent): Promise<void> {
  const row = {
    at: event.at,
    what: event.what,
    person: plainText(event.person),
    name: plainText(event.name),
    organisation: plainText(event.organisation),
    schoolUrn: wholeNumber(event.schoolUrn),
    pupilId: wholeNumber(event.pupilId),
    outcome: event.outcome,
    detail: writeDetail(event.detail),
    requestId: plainText(event.requestId),
  };
  const fields = fieldsOf(row);
  const head = await lockAuditHead(transaction);
  const eventId = head.eventId + 1;
  const digest = digestEvent(key, eventId, head.digest, fields);
  await insertAuditEvent(transaction, { ...row, eventId, digest }, digestHead(key, digest));
}

function writeDetail(detail: AuditEvent['detail']): string {
  const entries = Object.entries(detail).map(([name, value]) => [
    name,
    typeof value === 'string' ? plainText(value) : value,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

/** Text that the database gives back as it got it: no half characters, no NUL. */
function plainText(text: string | null): string | null {
  return text?.toWellFormed().replaceAll('\u0000', '\ufffd') ?? null;
}

function wholeNumber(value: number | null): number | null {
  if (value !== null && !(Number.isInteger(value) && Math.abs(value) <= 2_147_483_647))
    throw new TypeError(`Not a number for the audit: ${value}`);
  return value;
}
