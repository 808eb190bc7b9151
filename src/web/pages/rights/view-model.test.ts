import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildViewer } from '../../../../test/builders.ts';
import type { OwnRight, OwnRights } from '../../../access/rights/read-own-rights.ts';
import type { RightName } from '../../../access/rights/right-words.ts';
import type { Viewer } from '../../../access/viewer.ts';
import { type RightsFacts, viewRights } from './view-model.ts';

const request = {
  requestId: 7,
  organisation: 'school:900001',
  person: 'dfe-sign-in:A1B2',
  right: 'sensitive' as const,
  name: 'Ada Lark',
  email: 'head@school.example',
  reason: 'I lead on looked after children',
  askedAt: new Date('2026-11-18T09:00:00Z'),
  decision: null,
  decisionReason: null,
  decidedAt: null,
  decidedByName: null,
};
const waiting = { days: 5, overdue: false, overdueOn: '2026-11-23' };
const right = (name: RightName, change: Partial<OwnRight> = {}): OwnRight => ({
  right: name,
  held: false,
  open: null,
  cannotAsk: null,
  ...change,
});
const own = (rights: readonly OwnRight[], requests: OwnRights['requests'] = []): OwnRights => ({
  rights,
  requests,
  hasApprover: true,
});
const noRole: Partial<Viewer> = { rights: new Set(), standing: { reason: 'no-role', organisation: 'Heron' } };
const roles: RightsFacts['roles'] = {
  name: 'School Attendance Data',
  places: { 'dfe-sign-in': 'local', idams: 'local' },
  doors: { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' },
  dfeServicesUrl: 'https://services.example',
  operatorContact: null,
};
function view(
  facts: Partial<RightsFacts>,
  viewer: Partial<Viewer> = noRole,
  refused: Parameters<typeof viewRights>[1] = null,
) {
  const others = { own: own([]), since: new Map(), deciders: ['Ann Head'], notice: null };
  return viewRights({ viewer: buildViewer(viewer), roles, ...others, ...facts }, refused);
}
const only = (facts: Partial<RightsFacts>, viewer?: Partial<Viewer>) => view(facts, viewer).rights[0]!;
const kept = (viewer: Partial<Viewer>, held = false) =>
  only(
    {
      own: own([right('view', { held, cannotAsk: 'kept-elsewhere' })]),
      roles: { ...roles, places: { 'dfe-sign-in': 'api', idams: 'claims' } },
    },
    viewer,
  );

test('a right that is not held can be asked for; the two more rights need a reason', () => {
  const [role, agree, sensitive] = view({ own: own([right('view'), right('agree'), right('sensitive')]) }).rights;
  assert.equal(role?.name, 'School Attendance Data');
  assert.equal(role?.tag.text, 'Not held');
  assert.deepEqual(
    [role, agree, sensitive].map((each) => each?.ask?.button),
    ['Ask for the role', 'Ask for this right', 'Ask for this right'],
  );
  assert.match(role!.meaning[0]!, /^With this role you can see/);
  assert.equal(role?.ask?.label, 'Why do you need it? (optional)');
  assert.equal(agree?.ask?.label, 'Why do you need it?');
  assert.match(
    sensitive!.meaning[0]!,
    /^With this right you can see, besides what the role shows, whether a pupil of Heron is or was looked after/,
  );
});

test('a right that is held says since when, and can be given up', () => {
  const since = new Map([['view', new Date('2026-09-01T23:30:00Z')] as const]);
  const role = only({ own: own([right('view', { held: true })]), since });
  assert.deepEqual(role.state, ['Since 2 September 2026.']);
  assert.equal(role.tag.colour, 'green');
  assert.match(role.giveUp![0]!, /signed out at once/);
  assert.equal(role.ask, null);
});

test('seeing sensitive items without the role says that it shows nothing yet', () => {
  const { state } = only({ own: own([right('sensitive', { held: true })]) });
  assert.deepEqual(state, ['It shows you nothing until you hold the role “School Attendance Data” too.']);
});

test('what waits says since when, for whom, and why; an overdue one that the operator may decide it too', () => {
  const open = { ...request, ...waiting };
  const right1 = only({ own: own([right('sensitive', { open })]), deciders: ['Ann Head', 'b@x.example'] });
  assert.equal(right1.tag.text, 'Waiting');
  assert.deepEqual(right1.state, [
    'You asked on 18 November 2026 (5 days ago). It waits for Ann Head or b@x.example, approvers of Heron.',
    'Your reason: I lead on looked after children',
  ]);
  assert.deepEqual(right1.withdraw, { requestId: 7 });
  assert.deepEqual(right1.links, []);
  const late = only(
    { own: own([right('sensitive', { open: { ...open, overdue: true } })]) },
    { ...noRole, approver: true },
  );
  assert.equal(late.tag.text, 'Overdue');
  assert.match(late.state[2]!, /the people who run this service may decide it too/);
  assert.equal(late.links[0]?.href, '/approvals/7');
  const alone = only({ own: own([right('sensitive', { open })]), deciders: [] });
  assert.match(alone.state[0]!, /waits for the people who run this service\.$/);
});

test('a refusal says who, when and why, and the right can be asked for again; so can one that was taken away', () => {
  const decided = { decidedAt: new Date('2026-11-20T10:00:00Z'), decidedByName: 'Ann Head' };
  const refusal = { ...request, ...decided, decision: 'refused' as const, decisionReason: 'Not your work' };
  const page = view({ own: own([right('sensitive')], [refusal]) });
  assert.deepEqual(page.rights[0]?.state, [
    'Ann Head refused this on 20 November 2026. The reason: Not your work',
    'You can ask again.',
  ]);
  assert.ok(page.rights[0]?.ask);
  assert.equal(page.decided[0]?.decided, '20 November 2026, by Ann Head');
  const withdrawn = { ...request, decision: 'withdrawn' as const, decidedAt: new Date('2026-11-21T10:00:00Z') };
  assert.equal(only({ own: own([right('sensitive')], [withdrawn, refusal]) }).tag.text, 'Refused');
  const gone = only({ own: own([right('sensitive')], [{ ...request, ...decided, decision: 'approved' }]) });
  assert.deepEqual(gone.state, ['You were given this on 20 November 2026, and no longer hold it.']);
});

test('where the role is kept elsewhere it cannot be asked for here, and what our own tables say does not count', () => {
  const role = kept(noRole, true);
  assert.equal(role.tag.text, 'Not held');
  assert.equal(role.links[0]?.href, 'https://services.example/my-services');
  assert.deepEqual([role.ask, role.giveUp], [null, null]);
  assert.match(kept({ ...noRole, door: 'idams' }).state[0]!, /super user of Heron to give you this role in IDAMS/);
  assert.equal(kept({}).tag.text, 'Held');
  const unknown = kept({ rights: new Set(), standing: { reason: 'cannot-check', organisation: 'Heron' } });
  assert.match(unknown.state[0]!, /could not be found out from DfE Sign-in just now/);
});

test('agreeing is not offered outside schools', () => {
  const trust = view({ own: own([right('view'), right('agree', { cannotAsk: 'schools-only' })]) });
  assert.deepEqual(
    trust.rights.map(({ id }) => id),
    ['view'],
  );
});

test('a form that was not accepted comes back with what was typed', () => {
  const refused = { right: 'sensitive', reason: 'typed', error: 'Too short' } as const;
  const page = view({ own: own([right('view'), right('sensitive')]) }, noRole, refused);
  assert.equal(page.title, 'Error: Your rights');
  assert.deepEqual(page.errors, [{ text: 'Too short', href: '#reason-sensitive' }]);
  assert.deepEqual(
    page.rights.map(({ ask }) => ask?.reason),
    ['', 'typed'],
  );
});
