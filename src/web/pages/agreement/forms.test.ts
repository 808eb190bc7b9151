import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFacts, buildStep, NOW } from '../../../../test/agreement-facts.ts';
import { MIS_NAMES } from '../../../domain/mis/mis-names.ts';
import type { AgreementAnswers } from '../../page.ts';
import { whatHappened } from './history-words.ts';
import { readConnectionForm } from './read-connection.ts';
import { readSystem } from './read-system.ts';
import { viewNotDone } from './refuse-act.ts';
import { viewConnection } from './view-connection.ts';
import { viewSystem } from './view-system.ts';
import { viewTasks } from './view-tasks.ts';
import { viewWithdraw } from './view-withdraw.ts';

test('the MIS is one of sixteen, through Wonde or directly', () => {
  assert.equal(MIS_NAMES.length, 16);
  assert.deepEqual(readSystem({ mis: 'iSAMS', kind: 'direct' }), { system: { mis: 'iSAMS', kind: 'direct' } });
  const empty = readSystem({});
  assert.ok('errors' in empty);
  assert.deepEqual(
    empty.errors.map(({ href }) => href),
    ['#mis', '#kind'],
  );
  const page = viewSystem({ name: 'Heron' }, empty.typed, empty.errors);
  assert.equal(page.title, 'Error: Your MIS and how it is reached');
  assert.equal(page.mis.error, 'Select your school’s MIS');
  assert.equal(page.mis.items.length, 17);
});

test('a task cannot be started before those that it needs, and the answers are offered when nothing is missing', () => {
  const statuses = (answers: Omit<AgreementAnswers, 'urn'>) => {
    const { tasks, check, progress } = viewTasks('Heron', { urn: 1, ...answers }, false, null);
    return [...tasks.map(({ status }) => status.text ?? status.tag?.text), check?.href, progress];
  };
  const most = { organisation: true, system: { mis: 'SIMS', kind: 'wonde' }, items: true, privacy: true } as const;
  assert.deepEqual(statuses({}), [
    'Incomplete',
    'Incomplete',
    'Incomplete',
    'Incomplete',
    'Cannot start yet',
    undefined,
    'You have completed 0 of 5 tasks.',
  ]);
  assert.equal(statuses(most)[4], 'Incomplete');
  assert.deepEqual(statuses({ ...most, declared: 'x' }).slice(4), [
    'Completed',
    '/agreement/check',
    'You have completed 5 of 5 tasks.',
  ]);
});

const DIRECT = { mis: 'SIMS', kind: 'direct', address: ' https://mis.example/api ', user: ' u ', secret: ' s ' };

test('a direct connection needs all of its fields; a password keeps its spaces', () => {
  assert.deepEqual(readConnectionForm(DIRECT), {
    kind: 'direct',
    mis: 'SIMS',
    address: 'https://mis.example/api',
    credentials: { user: 'u', secret: ' s ' },
  });
  assert.deepEqual(readConnectionForm({ ...DIRECT, kind: 'wonde' }), { kind: 'wonde', mis: 'SIMS' });
  const errors = (change: object) => {
    const read = readConnectionForm({ ...DIRECT, ...change });
    assert.ok('errors' in read);
    assert.doesNotMatch(JSON.stringify(read.typed), /secret|user/);
    return read.errors.map(({ href }) => href);
  };
  assert.deepEqual(errors({ address: '', user: ' ', secret: '' }), ['#address', '#user', '#secret']);
  assert.deepEqual(errors({ address: 'https://u:p@mis.example' }), ['#address']);
  assert.deepEqual(errors({ secret: 'x'.repeat(2001), user: 'x'.repeat(201) }), ['#user', '#secret']);
  assert.deepEqual(errors({ mis: 'Wonde Generic' }), ['#kind']);
});

test('the connection’s page shows what is kept but for what it takes to sign in', () => {
  const facts = { serviceName: 'Rollcall', hasKey: true, answered: null };
  const connection = {
    kind: 'direct',
    mis: 'SIMS',
    address: 'https://mis.example/',
    readable: true,
    setAt: NOW,
    setByName: 'Ada',
  } as const;
  const page = viewConnection(buildFacts({ agreement: { connection } }).agreement, facts);
  assert.deepEqual(page.set, [
    'Credentials were entered on Monday 23 November 2026 by Ada',
    'They are encrypted, never shown again, and can be replaced below.',
  ]);
  assert.equal(page.direct.address.value, 'https://mis.example/');
  assert.equal(page.direct.again, 'To change anything, enter all of it again.');
  assert.deepEqual(Object.keys(page.direct.secret), ['error']);
});

test('stopping says when data is deleted, before the button', () => {
  assert.match(viewWithdraw('Heron', 30, NOW).warning, /deleted on 23 December 2026/);
  assert.match(viewWithdraw('Heron', 0, NOW).warning, /deleted at once/);
  const wrong = viewWithdraw('Heron', 30, NOW, 'too long');
  assert.deepEqual([wrong.title, wrong.reason, wrong.errors[0]?.href], ['Error: Stop sharing', 'too long', '#reason']);
});

test('what was not done says what others have done meanwhile, or why it is impossible', () => {
  const since = [
    buildStep({ kind: 'agree', was: 'invited', state: 'agreed' }),
    buildStep({ kind: 'connection', was: 'agreed', state: 'receiving', through: 'webhook', name: null }),
  ];
  assert.deepEqual(viewNotDone({ outcome: 'overtaken' }, 'Heron', since).events, [
    '20 Nov 2026, 9am: agreed to share, by Ada Lark',
    '20 Nov 2026, 9am: connected: data can be collected',
  ]);
  const impossible = viewNotDone({ outcome: 'impossible', why: 'not-in-force' }, 'Heron', []);
  assert.match(impossible.paragraphs[0]!, /does not share, so there is nothing to pause/);
  assert.match(
    viewNotDone({ outcome: 'not-eligible' }, 'Heron', []).paragraphs[0]!,
    /may not share its data here by its kind/,
  );
});

test('a renewed agreement and a reason are told in the history', () => {
  assert.equal(
    whatHappened(buildStep({ kind: 'agree', was: 'receiving', state: 'receiving' })),
    'Agreed again, to new words',
  );
  const stopped = buildStep({ kind: 'opt-out', was: 'receiving', state: 'opted-out', detail: { reason: 'We move' } });
  assert.equal(whatHappened(stopped), 'Stopped sharing. Reason: We move');
});
