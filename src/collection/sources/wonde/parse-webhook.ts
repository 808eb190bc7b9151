import { readRow, readText } from './read-value.ts';
import { isSchoolId } from './school-row.ts';

/** What a webhook says has happened to a school. */
export interface WebhookHint {
  readonly schoolId: string;
  readonly what: 'approved' | 'declined' | 'revoked' | 'mis-migration';
}

const WHAT: ReadonlyMap<string, WebhookHint['what']> = new Map([
  ['schoolApproved', 'approved'],
  ['accessDeclined', 'declined'],
  ['accessRevoked', 'revoked'],
  ['schoolMigration', 'mis-migration'],
]);

/**
 * Reads the body of a webhook; null for one that is about no school's approval, or cannot be read. Webhooks are not signed, so this is no
 * more than a hint to look: nothing else of the body is kept, a token or a URN least of all. What has happened is what `readApproval`
 * says of the id.
 */
export function parseWebhook(body: unknown): WebhookHint | null {
  const row = readRow(body);
  const what = WHAT.get(readText(row?.['payload_type'], 40) ?? '');
  const schoolId = readText(row?.['school_id'], 65);
  return what === undefined || schoolId === null || !isSchoolId(schoolId) ? null : { schoolId, what };
}
