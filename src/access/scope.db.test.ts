import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import type { Organisation } from './organisation.ts';
import { findViewer } from './scope.ts';

const NOW = '2026-11-23T12:00:00Z';
const database = await testDatabase({ after });

before(async () => {
  const { owner } = database;
  await owner
    .insertInto('school')
    .values(
      [900001, 900002, 900003].map(
        (urn) => ({ urn, name: `School ${urn}`, may_share: true, invented: true, imported_at: NOW }) as never,
      ),
    )
    .execute();
  const agreement = (school_urn: number, state: 'agreed' | 'revoked') =>
    ({ school_urn, state, source: 'wonde', changed_at: NOW, checked_at: NOW }) as const;
  await owner
    .insertInto('agreement')
    .values([agreement(900001, 'agreed'), agreement(900002, 'revoked')] as never)
    .execute();
});

const look = (organisation: Organisation | null) =>
  findViewer(database.viewer, { subject: 'S', name: 'Ada', email: 'a@b.example', organisation });
const school = (urn: number) => ({ kind: 'school', urn, name: 'As signed in' }) as const;

test('someone of a school that has agreed sees that school', async () => {
  const viewer = await look(school(900001));
  assert.deepEqual(viewer.scope, [900001]);
  assert.deepEqual(viewer.organisation, { kind: 'school', urn: 900001, name: 'School 900001' });
  assert.equal(viewer.standing?.reason, 'sees-school');
});

test('someone of a school that has revoked, or has not been asked, sees nothing', async () => {
  for (const urn of [900002, 900003]) {
    const viewer = await look(school(urn));
    assert.deepEqual(viewer.scope, []);
    assert.deepEqual(viewer.standing, { reason: 'not-agreed', organisation: `School ${urn}` });
  }
});

test('an opt out takes effect at the next request', async () => {
  const change = (state: 'agreed' | 'revoked') =>
    database.owner.updateTable('agreement').set({ state }).where('school_urn', '=', 900001).execute();
  await change('revoked');
  assert.deepEqual((await look(school(900001))).scope, []);
  await change('agreed');
  assert.deepEqual((await look(school(900001))).scope, [900001]);
});

test('a school that is not in the list, another organisation and none see nothing, and are told why', async () => {
  assert.deepEqual((await look(school(900999))).standing, { reason: 'school-unknown', organisation: 'As signed in' });
  assert.deepEqual((await look({ kind: 'other', name: 'A trust' })).standing, {
    reason: 'not-a-school',
    organisation: 'A trust',
  });
  assert.deepEqual((await look(null)).standing, { reason: 'no-organisation' });
  assert.deepEqual((await look(null)).scope, []);
});
