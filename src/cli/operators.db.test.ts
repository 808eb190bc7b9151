import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { auditKey } from '../audit/append-event.ts';
import type { CommandContext } from './command.ts';
import { addOperator, operatorsCommand, removeOperator } from './operators.ts';

const { owner } = await testDatabase({ after });
const parts = {
  owner,
  auditKey: auditKey('a secret of tests, which has 32 characters'),
  now: new Date('2026-11-23T12:00:00Z'),
};

test('the first operator, who gets a mail; again changes nothing', async () => {
  const first = { email: 'ops@x.example', duty: 'operator' } as const;
  assert.equal(await addOperator(parts, first), 'added');
  assert.equal(await addOperator(parts, first), 'already');
  assert.equal(await addOperator(parts, { ...first, duty: 'analyst' }), 'other-duty');
  const members = await owner.selectFrom('member').selectAll().execute();
  assert.deepEqual(
    members.map(({ organisation, email, duty, person }) => [organisation, email, duty, person]),
    [['operator', 'ops@x.example', 'operator', null]],
  );
  const mails = await owner.selectFrom('mail').select(['template', 'email']).execute();
  assert.deepEqual(mails, [{ template: 'member-added', email: 'ops@x.example' }]);
  const [event, ...more] = await owner.selectFrom('audit_event').selectAll().execute();
  assert.equal(more.length, 0);
  assert.deepEqual([event!.what, event!.person, event!.organisation], ['member-added', null, 'operator']);
  assert.deepEqual(JSON.parse(event!.detail), { email: 'ops@x.example', duty: 'operator', by: 'command line' });
});

test('the last operator is removed with force only; an analyst is none', async () => {
  await addOperator(parts, { email: 'figures@x.example', duty: 'analyst' });
  const ops = { email: 'ops@x.example', force: false };
  assert.equal(await removeOperator(parts, ops), 'last-operator');
  await addOperator(parts, { email: 'second@x.example', duty: 'operator' });
  assert.equal(await removeOperator(parts, ops), 'removed');
  assert.equal(await removeOperator(parts, ops), 'not-there');
  assert.equal(await removeOperator(parts, { email: 'second@x.example', force: true }), 'removed');
  assert.equal(await removeOperator(parts, { email: 'figures@x.example', force: false }), 'removed');
});

const refused = (positionals: string[], options: Record<string, boolean> = {}) =>
  assert.rejects(
    async () => operatorsCommand.run(options, positionals, {} as CommandContext),
    { code: 'command-invalid' },
    positionals.join(' '),
  );

test('what the command line cannot mean is refused before anything is opened', async () => {
  await refused([]);
  await refused(['promote', 'a@x.example']);
  await refused(['add']);
  await refused(['add', 'not an address']);
  await refused(['add', 'ä@x.example']);
  await refused(['add', '\u212Aate@x.example']);
  await refused(['add', 'a@x.example', 'b@x.example']);
  await refused(['list', 'a@x.example']);
  await refused(['list'], { force: true });
  await refused(['remove', 'a@x.example'], { analyst: true });
});
