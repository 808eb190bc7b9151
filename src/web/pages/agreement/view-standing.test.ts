import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFacts, buildStep } from '../../../../test/agreement-facts.ts';
import { buildViewer } from '../../../../test/builders.ts';
import { IN_FORCE } from '../../../domain/agreement/agreement-state.ts';
import { standOf } from './stand-of.ts';
import { viewStanding } from './view-standing.ts';

const WORDING = 'a'.repeat(64);
const direct = {
  kind: 'direct',
  mis: 'SIMS',
  address: 'https://mis.example/',
  setAt: new Date('2026-11-22T10:00:00Z'),
  setByName: 'Ada Lark',
} as const;
const of = (facts: object, more: object = {}) => buildFacts({ facts, ...more });

test('each state has its own sentence, and says who must act', () => {
  const leads = IN_FORCE.map((state) => standOf(of({ state })).lead);
  assert.equal(new Set(leads).size, IN_FORCE.length);
  for (const state of IN_FORCE) {
    const { who, next } = standOf(of({ state }));
    assert.match(who, /\.$/);
    assert.ok(next.length > 0);
  }
});

test('a school that is connecting is told where its request is', () => {
  const lead = (facts: object, more: object = {}) => standOf(of({ state: 'connecting', ...facts }, more));
  assert.match(lead({ sourceSays: null }).lead, /is asking Wonde for access/);
  assert.match(lead({ sourceSays: 'pending' }).lead, /waits in Wonde’s school portal/);
  assert.match(
    lead({ sourceSays: 'pending' }).next[0]!,
    /open “Pending approval”, and approve Rollcall for the 13 items/,
  );
  const asked = {
    kept: {
      facts: { ...of({}).agreement.kept.facts, state: 'connecting', sourceSays: 'absent' },
      accessRequestedAt: new Date(),
    },
  };
  assert.match(standOf(buildFacts(asked as object)).lead, /Wonde does not know it yet/);
  const sealed = lead({ sourceSays: 'pending' }, { agreement: { connection: direct } });
  assert.match(sealed.next[0]!, /not built yet in this version/);
});

test('what was lost says since when, what was paused by whom, what has changed to what', () => {
  assert.match(
    standOf(of({ state: 'connection-lost', sourceSays: 'offline' })).lead,
    /not been able to reach.*since 20 November 2026/,
  );
  assert.match(
    standOf(of({ state: 'connection-lost', sourceSays: 'absent' })).lead,
    /lists have not had your school since/,
  );
  const history = [buildStep({ kind: 'pause', was: 'receiving', state: 'paused' })];
  assert.equal(
    standOf(of({ state: 'paused' }, { agreement: { history } })).lead,
    'Sharing has been paused since 20 November 2026 by Ada Lark.',
  );
  assert.match(standOf(of({ state: 'mis-changed', mis: 'Arbor' })).lead, /now names Arbor as your school’s MIS/);
});

test('the steps are shown until the first collection, with how far each is', () => {
  const steps = (state: string, more: object = {}) =>
    viewStanding(of({ state }, more)).steps?.map(({ status }) => status);
  assert.deepEqual(steps('agreed'), ['Done', 'Next', 'Later', 'Later', 'Later']);
  assert.deepEqual(steps('connecting'), ['Done', 'Done', 'Next', 'Later', 'Later']);
  assert.deepEqual(steps('waiting-for-audit'), ['Done', 'Done', 'Done', 'Next', 'Later']);
  assert.deepEqual(steps('receiving'), ['Done', 'Done', 'Done', 'Done', 'Next']);
  assert.equal(steps('receiving', { agreement: { lastCollection: new Date() } }), undefined);
  assert.equal(steps('paused'), undefined);
  assert.deepEqual(steps('connecting', { agreement: { connection: direct } }), ['Done', 'Done', 'Later']);
});

test('the agreement’s facts: who agreed, under which reference, how the MIS is reached, the last and next collection', () => {
  const history = [
    buildStep({ event: 2, kind: 'agree', was: 'invited', state: 'agreed', wording: WORDING }),
    buildStep({ event: 3, kind: 'connection', was: 'agreed', state: 'receiving' }),
  ];
  const page = viewStanding(
    of(
      { state: 'receiving', wording: WORDING, mis: 'Arbor' },
      { agreement: { history, wording: 'text', lastCollection: new Date('2026-11-20T16:30:00Z') } },
    ),
  );
  assert.deepEqual(
    page.facts.map(({ name, value }) => `${name}: ${value}`),
    [
      'Agreed: 20 November 2026, by Ada Lark',
      'Reference: 900001-2',
      'MIS: Arbor',
      'How it is reached: Not known yet',
      'Last collection: On Friday 20 November 2026 at 4.30pm',
      'Next collection: Monday 23 November 2026 at 4.30pm, if school is open',
    ],
  );
  assert.ok(page.links.some(({ href }) => href === '/agreement/record'));
  assert.equal(page.confirmHere, null);
});

test('a direct connection says who entered its credentials and when, and no more', () => {
  const page = viewStanding(of({ state: 'connecting' }, { agreement: { connection: direct } }));
  const values = page.facts.map(({ value }) => value);
  assert.ok(values.includes('Directly, at https://mis.example/'));
  assert.ok(values.includes('Credentials were entered on Sunday 22 November 2026 by Ada Lark'));
  assert.deepEqual([page.permissions, page.noPermissions], [null, null]);
});

test('stopping is as near as pausing, for those with the right; others are told who holds it', () => {
  const may = viewStanding(of({ state: 'receiving', wording: WORDING }));
  assert.deepEqual([may.withdraw, may.pause?.href, may.whoMay], [true, '/agreement/pause', null]);
  assert.equal(viewStanding(of({ state: 'paused' })).pause?.href, '/agreement/resume');
  const other = viewStanding(of({ state: 'agreed' }, { viewer: buildViewer() }));
  assert.deepEqual([other.withdraw, other.pause, other.action, other.confirmHere], [false, null, null, null]);
  assert.ok(other.whoMay);
  assert.ok(!other.links.some(({ href }) => href === '/agreement/connection'));
});

test('a school that agreed at Wonde may confirm the words here', () => {
  assert.match(viewStanding(of({ state: 'receiving' })).confirmHere!, /agreed in Wonde’s school portal/);
});
