import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildMarkChange, buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { appendEvent, auditKey } from '../../audit/append-event.ts';
import { anEvent } from '../../audit/event.fixture.ts';
import type { Scope } from '../../store/database.ts';
import type { ReportView } from '../report-view.ts';
import { readReport } from '../school-report.ts';
import { type Query, readSelection } from '../selection/selection.ts';
import { changes } from './report.ts';

const database = await testDatabase({ after });
const WEEK = '2026-11-16';
const OFFICER: Scope = { urns: [900001], person: 'oidc:officer', organisation: 'local-authority:831' };

before(async () => {
  const urn = await buildSchool(database.owner);
  await buildRun(database.owner, urn, { kind: 'first', started_at: '2026-11-18T16:30:00Z' });
  await buildRun(database.owner, urn, { started_at: '2026-11-19T16:30:00Z' });
  await buildRun(database.owner, urn, { started_at: '2026-11-23T16:30:00Z' });
  await buildRegister(database.owner, urn, [
    { id: 1, weeks: { [WEEK]: marksOf('I\\', 'I\\', '/\\', '/\\', '/\\') } },
    { id: 2, weeks: { [WEEK]: marksOf('yw', '/\\', '/\\', '/\\') }, characteristics: { ncYear: 'R' } },
    { id: 3, weeks: { [WEEK]: FULL_WEEK } },
  ]);
  const change = (pupil: number, session: number, was: string, seenAt: string) =>
    buildMarkChange(database.owner, urn, { pupil, week: WEEK, session, was, seenAt });
  await change(1, 0, 'N', '2026-11-23T16:30:00Z');
  await change(1, 2, 'N', '2026-11-19T16:30:00Z');
  await change(2, 0, 'w', '2026-11-23T16:30:00Z');
  await change(3, 1, '.', '2026-11-23T16:30:00Z');
  const looked = { what: 'list-view', schoolUrn: urn, pupilId: null } as const;
  const key = auditKey('a secret of the tests that is long enough');
  await appendEvent(
    database.viewer,
    key,
    anEvent({ ...looked, person: 'oidc:officer', at: new Date('2026-11-18T17:00:00Z') }),
  );
  await appendEvent(
    database.viewer,
    key,
    anEvent({ ...looked, person: 'oidc:other', at: new Date('2026-11-20T17:00:00Z') }),
  );
  await appendEvent(
    database.viewer,
    key,
    anEvent({ ...looked, person: 'oidc:officer', at: new Date('2026-11-23T09:00:00Z') }),
  );
});

const read = (query: Query = {}, scope: Scope = OFFICER) =>
  readReport(changes, {
    database: database.viewer,
    statistics: null,
    scope,
    urn: 900001,
    selection: readSelection(query, changes.choices),
    now: new Date('2026-11-23T17:00:00Z'),
  });
const rowsOf = (view: ReportView | null, id: string) =>
  view!.sections.flatMap(({ tables }) => tables).find((table) => table.id === id)?.rows ?? [];
const marks = (view: ReportView | null) =>
  rowsOf(view, 'marks').map(({ key, cells }) => [
    key,
    ...cells.flatMap((cell) => (cell.kind === 'count' ? [cell.value] : [])),
  ]);

test('marks that were replaced or came late since yesterday, and what that did to the figures', async () => {
  const view = await read();
  assert.deepEqual(marks(view), [
    ['N>I', 1, 1],
    ['none>\\', 1, 1],
  ]);
  assert.match(
    view!.message,
    /^2 marks of 2 pupils have changed since the end of Sunday 22 November 2026\. Attendance was 86\.7% then and is 90\.0% now\.$/,
  );
  assert.deepEqual(rowsOf(view, 'figures')[0]!.cells.slice(0, 2), [
    { kind: 'rate', numerator: 13, denominator: 15 },
    { kind: 'rate', numerator: 18, denominator: 20 },
  ]);
  assert.deepEqual(
    rowsOf(view, 'pupils').map(({ key }) => key),
    ['1', '3'],
  );
  assert.match(view!.sections[1]!.text.join(' '), /4 marks of sessions held since then are new/);
});

test('Y5 that became Y7 is told only to those who may see the difference', async () => {
  assert.ok(!marks(await read()).some(([key]) => String(key).includes('Y')));
  assert.ok(marks(await read({}, { ...OFFICER, sensitive: true })).some(([key]) => key === 'Y5>Y7'));
});

test('since the viewer’s own last look before today, nobody else’s', async () => {
  const view = await read({ since: 'seen' });
  assert.match(view!.message, /since you last looked, at 5pm on Wednesday 18 November 2026\./);
  assert.deepEqual(marks(view)[0], ['N>I', 2, 1]);
  const never = await read({ since: 'seen' }, { ...OFFICER, person: 'oidc:new' });
  assert.match(never!.sections[0]!.text[0]!, /^No look of yours/);
});

test('since a day, one that is not over, one before anything was known, and what is no day', async () => {
  assert.deepEqual(marks(await read({ since: '2026-11-18' }))[0], ['N>I', 2, 1]);
  assert.match((await read({ since: '2026-11-23' }))!.sections[0]!.text[0]!, /is not over yet/);
  assert.match((await read({ since: '2026-10-01' }))!.message, /^Nothing of this school was known/);
  assert.match((await read({ since: '2026-02-31' }))!.selection!.ignored!, /since=2026-02-31/);
  assert.deepEqual(
    (await read({ since: '2026-11-18' }))!.selection!.chosen.map(({ text }) => text),
    ['What has changed since: 18 Nov 2026'],
  );
});
