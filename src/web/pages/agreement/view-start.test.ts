import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFacts, buildStep } from '../../../../test/agreement-facts.ts';
import { buildViewer } from '../../../../test/builders.ts';
import { viewClosed, viewMayNotShare, viewStart } from './view-start.ts';

const school = buildFacts().agreement.school;

test('a school that nobody has asked, and one that is asked, may agree or decline', () => {
  const start = viewStart(buildFacts());
  assert.equal(start.items.length, 13);
  assert.match(start.howOften, /every school day, at 4\.30pm\. A code that you correct within 7 days/);
  assert.equal(start.never.length, 4);
  assert.deepEqual([start.start?.text, start.decline?.text], ['Start now', 'We do not want to share']);
  assert.deepEqual([start.whoMay, start.nursery, start.record], [null, null, null]);
  assert.match(
    viewStart(buildFacts({ facts: { state: 'invited' } })).standing[0]!,
    /^Reedshire Council asks Heron to share/,
  );
  const nameless = viewStart(buildFacts({ facts: { state: 'invited' }, operatorName: null }));
  assert.match(nameless.standing[0]!, /^The organisation that runs this service asks/);
});

test('somebody without the right is told who gives it', () => {
  const viewer = buildViewer();
  const start = viewStart(buildFacts({ viewer }));
  assert.deepEqual([start.start, start.decline], [null, null]);
  assert.match(start.whoMay!.paragraphs[0]!, /“Agree to share for the school”.*It is given by Ann Head\.$/);
  assert.equal(start.whoMay!.link.href, '/rights');
  const alone = viewStart(buildFacts({ viewer, deciders: [] }));
  assert.match(alone.whoMay!.paragraphs[0]!, /given by the people who run this service/);
  const approver = viewStart(buildFacts({ viewer: buildViewer({ approver: true }) }));
  assert.match(approver.whoMay!.paragraphs[0]!, /ask for it and decide yourself/);
});

test('a maintained nursery is told that it may have no pupil in the years collected', () => {
  const nursery = viewStart(
    buildFacts({ agreement: { school: { ...school, sharingCategory: 'Maintained nursery' } } }),
  );
  assert.match(nursery.nursery!, /a nursery school may have no pupil in those years/);
});

test('a school that has stopped is told when, through what, what becomes of its data, and how to come back', () => {
  const history = [buildStep({ kind: 'opt-out', was: 'receiving', state: 'opted-out' })];
  const stopped = (kept: object, steps = history) =>
    viewStart(buildFacts({ facts: { state: 'opted-out' }, kept, agreement: { history: steps } })).standing;
  const [what, held, back] = stopped({ deleteAfter: new Date('2026-12-20T09:00:00Z') });
  assert.equal(what, 'Heron stopped sharing on 20 November 2026, by Ada Lark. Collecting stopped at once.');
  assert.match(held!, /will be deleted on 20 December 2026, unless your school comes back before/);
  assert.match(back!, /can come back at any time/);
  assert.match(stopped({ deleteAfter: new Date('2026-11-23T11:00:00Z') })[1]!, /is being deleted now/);
  assert.match(stopped({ deletedAt: new Date('2026-11-22T02:00:00Z') })[1]!, /was deleted on 22 November 2026/);
  assert.equal(stopped({})[1], 'No data of your school’s pupils is held.');
  const revoked = buildStep({
    kind: 'revoked-at-source',
    was: 'receiving',
    state: 'opted-out',
    through: 'webhook',
    name: null,
  });
  assert.match(stopped({}, [revoked])[0]!, /on 20 November 2026, in Wonde’s school portal/);
});

test('a school that may not share is told why', () => {
  const of = (change: object, kept: object = {}) =>
    viewMayNotShare(buildFacts({ kept, agreement: { school: { ...school, ...change } } })).paragraphs.join(' ');
  assert.match(
    of({ sharingCategory: null, typeName: 'Other independent school' }),
    /Heron \(Other independent school\) is not of one of these kinds/,
  );
  assert.match(of({ statusName: 'Proposed to open' }), /not open in the list of schools \(proposed to open\)/);
  assert.doesNotMatch(of({}), /deleted/);
  assert.match(of({}, { deleteAfter: new Date('2026-12-20T09:00:00Z') }), /deleted on 20 December 2026/);
});

test('a closed school’s people are sent to the school that came after', () => {
  const history = [buildStep({ kind: 'close', was: 'receiving', state: 'closed', through: 'list', name: null })];
  const closed = (successors: (typeof school)[]) =>
    viewClosed(buildFacts({ facts: { state: 'closed' }, agreement: { history, successors } })).paragraphs;
  assert.match(closed([])[0]!, /ended on 20 November 2026/);
  assert.match(closed([])[1]!, /If it became another school/);
  const names = closed([{ ...school, urn: 900002, name: 'Lark' }])[1]!;
  assert.match(names, /^Lark \(URN 900002\) came after it\. A new school decides for itself/);
});
