import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { buildRegister, buildSchool, FULL_WEEK } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { type Handle, type Scope, withScope } from './database.ts';
import { deleteHeldData } from './held-data.ts';
import { readKept, readKeptEach } from './kept-reads.ts';

const { owner, viewer } = await testDatabase({ after });
const [OWN, OTHER] = [900001, 900002];
const asked: string[] = [];

/** Asks for something that tells how often it has been read anew. */
const ask = (handle: Handle, urn = OWN, what = 'names') =>
  readKept(
    handle,
    urn,
    what,
    async () => {
      asked.push(what);
      const { rows } = await sql<{ names: string | null }>`
        SELECT string_agg(surname, ',') AS names FROM pupil_identity WHERE school_urn = ${urn}`.execute(handle);
      return rows[0]!.names;
    },
    () => 1,
  );
const askAs = (scope: Scope, urn = OWN) => withScope(viewer, scope, (transaction) => ask(transaction, urn));

describe('what was read of a register', async () => {
  for (const urn of [OWN, OTHER]) {
    await buildSchool(owner, { urn });
    await buildRegister(owner, urn, [{ id: 1, surname: `Of ${urn}`, weeks: { '2026-09-07': FULL_WEEK } }]);
  }
  beforeEach(() => {
    asked.length = 0;
  });

  it('is given again while the register stays as it is, and is not another question’s answer', async () => {
    const first = await askAs({ urns: [OWN] });
    assert.equal(first, `Of ${OWN}`);
    assert.equal(await askAs({ urns: [OWN] }), first);
    assert.deepEqual(asked, ['names']);
    await withScope(viewer, { urns: [OWN] }, (transaction) => ask(transaction, OWN, 'rolls'));
    assert.deepEqual(asked, ['names', 'rolls']);
  });

  const CHANGES = [
    `UPDATE pupil_identity SET surname = 'Other' WHERE school_urn = ${OWN}`,
    `UPDATE profile SET gender = 'X' WHERE school_urn = ${OWN}`,
    `INSERT INTO profile (school_urn, profile, nc_year) VALUES (${OWN}, 99, '3')`,
    `DELETE FROM profile WHERE school_urn = ${OWN} AND profile = 99`,
    `UPDATE enrolment SET last_day = first_day WHERE school_urn = ${OWN}`,
    `DELETE FROM enrolment WHERE school_urn = ${OWN}`,
    `INSERT INTO enrolment (school_urn, pupil_id, first_day) VALUES (${OWN}, 1, '2026-09-01')`,
    `UPDATE enrolment_year SET attended = 1 WHERE school_urn = ${OWN}`,
    `DELETE FROM enrolment_year WHERE school_urn = ${OWN}`,
  ];
  for (const change of CHANGES)
    it(`is read anew after ${change.replaceAll(/\s*\b\d{6}\b/g, '…')}, for this school alone`, async () => {
      await ask(owner);
      await ask(owner, OTHER);
      asked.length = 0;
      await sql.raw(change).execute(owner);
      await ask(owner, OTHER);
      assert.deepEqual(asked, []);
      await ask(owner);
      assert.deepEqual(asked, ['names']);
    });

  it('stays when a statement changes no row, and when a change is taken back', async () => {
    await ask(owner);
    await sql`UPDATE profile SET gender = 'F' WHERE school_urn = 999999`.execute(owner);
    await owner
      .transaction()
      .execute(async (transaction) => {
        await sql`UPDATE pupil_identity SET surname = 'Never' WHERE school_urn = ${OWN}`.execute(transaction);
        assert.equal(await ask(transaction), 'Never');
        throw new Error('taken back');
      })
      .catch(() => {});
    asked.length = 0;
    assert.notEqual(await ask(owner), 'Never');
    assert.deepEqual(asked, []);
  });

  it('is nothing to who may not see the school, whoever read it before', async () => {
    await askAs({ urns: [OWN] });
    asked.length = 0;
    for (const scope of [{ urns: [] }, { urns: [OTHER] }, { urns: [OTHER], operator: true }])
      assert.equal(await askAs(scope), null);
    assert.deepEqual(asked, ['names', 'names', 'names']);
  });

  it('is not shared between who may see sensitive items and who may not, nor between logins', async () => {
    const sensitive = () => askAs({ urns: [OTHER], sensitive: true }, OTHER);
    await sensitive();
    asked.length = 0;
    await askAs({ urns: [OTHER] }, OTHER);
    assert.deepEqual(asked, ['names']);
    await sql`UPDATE pupil_identity SET surname = 'Renamed' WHERE school_urn = ${OTHER}`.execute(owner);
    for (const each of [() => ask(owner, OTHER), sensitive, sensitive, () => askAs({ urns: [OTHER] }, OTHER)])
      await each();
    assert.deepEqual(asked, ['names', 'names', 'names', 'names']);
  });

  it('is read anew of many schools only where a register has changed, and only of schools that are seen', async () => {
    const each = (urns: readonly number[]) =>
      withScope(viewer, { urns }, (transaction) =>
        readKeptEach(
          transaction,
          [OWN, OTHER],
          'pupils',
          async (wanted) => {
            asked.push(wanted.join());
            const { rows } = await sql<{ urn: number; pupils: number }>`
              SELECT school_urn AS urn, count(*)::integer AS pupils FROM pupil_identity
              WHERE school_urn = ANY (${[...wanted]}::integer[]) GROUP BY 1`.execute(transaction);
            return new Map(rows.map(({ urn, pupils }) => [urn, pupils]));
          },
          0,
        ),
      ).then((found) => [found.get(OWN), found.get(OTHER)]);
    assert.deepEqual(await each([OWN, OTHER]), [1, 1]);
    assert.deepEqual(await each([OWN, OTHER]), [1, 1]);
    await sql`UPDATE pupil_identity SET surname = 'Again' WHERE school_urn = ${OTHER}`.execute(owner);
    await each([OWN, OTHER]);
    assert.deepEqual(asked, [`${OWN},${OTHER}`, `${OTHER}`]);
    assert.deepEqual(await each([OWN]), [1, 0]);
  });

  it('is nothing once the school’s data are deleted', async () => {
    await askAs({ urns: [OTHER] }, OTHER);
    await owner.transaction().execute((transaction) => deleteHeldData(transaction, OTHER));
    asked.length = 0;
    assert.equal(await askAs({ urns: [OTHER] }, OTHER), null);
    assert.deepEqual(asked, ['names']);
    assert.equal(
      (await owner.selectFrom('register_version').selectAll().where('school_urn', '=', OTHER).execute()).length,
      0,
    );
  });
});
