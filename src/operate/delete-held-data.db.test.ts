import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { buildSchool, FULL_WEEK } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { auditKey } from '../audit/append-event.ts';
import { EVIDENCE } from '../store/held-data.ts';
import { writePupils } from '../store/pupils.ts';
import { writeRegister } from '../store/register.ts';
import { deleteExpired } from './delete-held-data.ts';

const { owner } = await testDatabase({ after });
const key = auditKey('a secret of the tests that is long enough');
const NOW = new Date('2026-11-23T17:00:00Z');
const days = (number: number) => new Date(NOW.getTime() + number * 24 * 60 * 60_000);
for (const urn of [900_001, 900_002]) {
  await buildSchool(owner, { urn, name: `School ${urn}`, agreement: 'opted-out' });
  await writePupils(owner, urn, NOW, [{ id: 1, forename: 'Ada', surname: 'Example', upn: null, profile: 1 }]);
  await writeRegister(owner, urn, [{ pupil: 1, week: '2026-10-05', profile: 1, marks: FULL_WEEK }]);
  await owner
    .updateTable('agreement')
    .set({ delete_after: days(30) })
    .where('school_urn', '=', urn)
    .execute();
}
await sql`INSERT INTO invitation (school_urn, email, invited_at, invited_by, sent_at) VALUES (900001, 'a@b.example', ${NOW}, 'x', ${NOW})`.execute(
  owner,
);

/** Rows about a school in each table that has any; partitions of the register are the register. */
async function rowsOf(urn: number): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'school_urn'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`.execute(
    owner,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{
      n: number;
    }>`SELECT count(*)::integer AS n FROM ${sql.table(name)} WHERE school_urn = ${urn}`.execute(owner);
    if (rows[0]!.n > 0) counts[name] = rows[0]!.n;
  }
  return counts;
}

test('before the period is over nothing is deleted', async () => {
  assert.deepEqual(await deleteExpired(owner, key, days(29)), []);
  assert.ok((await rowsOf(900_001))['register_week']);
});

test('a school that has come back keeps everything', async () => {
  await owner.updateTable('agreement').set({ state: 'agreed' }).where('school_urn', '=', 900_002).execute();
  assert.deepEqual(
    (await deleteExpired(owner, key, days(31))).map(({ urn }) => urn),
    [900_001],
  );
  assert.ok((await rowsOf(900_002))['register_week']);
});

test('afterwards only the evidence is left, with the deletion on the audit, and once is enough', async () => {
  const left = await rowsOf(900_001);
  assert.deepEqual(
    Object.keys(left).filter((table) => !(EVIDENCE as readonly string[]).includes(table)),
    [],
  );
  const events = await owner.selectFrom('audit_event').select(['what', 'school_urn', 'detail']).execute();
  assert.deepEqual(events, [{ what: 'data-deleted', school_urn: 900_001, detail: '{"rows":5}' }]);
  const row = await owner
    .selectFrom('agreement')
    .select(['state', 'delete_after', 'deleted_at'])
    .where('school_urn', '=', 900_001)
    .executeTakeFirst();
  assert.deepEqual(row, { state: 'opted-out', delete_after: null, deleted_at: days(31) });
  assert.deepEqual(await deleteExpired(owner, key, days(40)), []);
});
