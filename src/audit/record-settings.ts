import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { type AuditKey, appendEvent } from './append-event.ts';
import { installationEvent } from './installation-event.ts';

/**
 * Puts on the audit which settings differ from those of the last start, by name: of each value only a keyed digest is kept, since
 * values may be secrets. Nothing is added when none differs.
 * @param owner the owner's login, which reads the last such event
 * @param settings each setting's value as text
 */
export async function recordSettings(
  owner: Database,
  key: AuditKey,
  settings: Readonly<Record<string, string>>,
  now: Date,
): Promise<readonly string[]> {
  const digests = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, digestOf(key, name, value)]),
  );
  const before = await readLast(owner);
  const names = [...new Set([...Object.keys(digests), ...Object.keys(before ?? {})])].sort();
  const changed = names.filter((name) => digests[name] !== before?.[name]);
  if (before !== null && changed.length === 0) return [];
  const detail = { changed: before === null ? 'first start' : changed.join(', '), digests: JSON.stringify(digests) };
  await appendEvent(owner, key, installationEvent({ at: now, what: 'settings', detail }));
  return before === null ? [] : changed;
}

async function readLast(owner: Database): Promise<Record<string, string> | null> {
  const { rows } = await sql<{ detail: string }>`
    SELECT detail FROM audit_event WHERE what = 'settings' ORDER BY event_id DESC LIMIT 1`.execute(owner);
  const { digests } = JSON.parse(rows[0]?.detail ?? '{}') as { digests?: string };
  return digests === undefined ? null : (JSON.parse(digests) as Record<string, string>);
}

const digestOf = ({ audit }: AuditKey, name: string, value: string): string =>
  createHmac('sha256', audit).update(`setting\n${name}\n${value}`).digest('hex').slice(0, 16);
