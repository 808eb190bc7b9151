import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListedSchool, SchoolsPage } from '../../../agreement/read-operator-schools.ts';
import { NO_CHOICES, type SchoolChoices } from './choices.ts';
import { schoolsFileName, writeSchoolsCsv } from './csv.ts';
import { viewSchools } from './view-model.ts';
import { lastEventText } from './words.ts';

const KNOWN = { areas: [{ code: '301', name: 'Reedshire' }], mis: ['Arbor'] };
const heron: ListedSchool = {
  urn: 900001,
  name: 'Heron',
  areaName: 'Reedshire',
  mis: 'Arbor',
  state: 'invited',
  since: new Date('2026-11-19T23:30:00Z'),
  kind: 'invite',
  through: 'operator',
  by: 'Mx Ops',
  invitedOn: new Date('2026-11-12T12:00:00Z'),
  reminders: 2,
  mailState: 'given-up',
  collectedAt: null,
};
const untouched: ListedSchool = {
  ...heron,
  urn: 900002,
  areaName: null,
  mis: null,
  state: 'not-asked',
  since: null,
  kind: null,
  through: null,
  by: null,
  invitedOn: null,
  reminders: null,
  mailState: null,
};
const view = (change: Partial<SchoolChoices> = {}, read: Partial<SchoolsPage> = {}) =>
  viewSchools({ ...NO_CHOICES, ...change }, KNOWN, {
    states: new Map([
      ['not-asked', 1_200],
      ['invited', 34],
    ]),
    total: 1_234,
    page: 1,
    pages: 25,
    schools: [heron, untouched],
    ...read,
  });

test('a row says everything of its school', () => {
  const [first, second] = view().rows;
  assert.deepEqual(first, {
    name: 'Heron',
    urn: '900001',
    href: '/operator/schools/900001',
    area: 'Reedshire',
    mis: 'Arbor',
    state: { text: 'Invited', colour: 'yellow' },
    since: '19 Nov 2026',
    event: 'Invited by Mx Ops for the operator',
    invited: '12 Nov 2026',
    mail: 'Could not be delivered, 2 reminders',
    undelivered: true,
    collected: 'Never',
  });
  assert.deepEqual(
    [second!.area, second!.mis, second!.since, second!.event, second!.invited, second!.mail],
    ['Not known', 'Not known', '–', 'Nothing yet', 'Not by mail', null],
  );
});

test('each state has its number and leads to its schools, keeping the other filters', () => {
  const { states } = view({ area: '301', state: 'invited', page: 4 });
  assert.deepEqual(
    states.map(({ text, schools, href, current }) => [text, schools, href, current]),
    [
      ['All', '1,234', '/operator/schools?area=301', false],
      ['Not asked', '1,200', '/operator/schools?state=not-asked&area=301', false],
      ['Invited', '34', '/operator/schools?state=invited&area=301', true],
    ],
  );
});

test('each filter in force can be taken away by itself', () => {
  const { chosen, advice } = view({ search: 'her', mis: '', stuck: 'audit', sort: 'since' });
  assert.deepEqual(
    chosen.map(({ text, href }) => [text, href]),
    [
      ['Name or URN: her', '/operator/schools?mis=unknown&stuck=audit&sort=since'],
      ['MIS: not known', '/operator/schools?search=her&stuck=audit&sort=since'],
      ['Approved, and waits for the aggregator’s check', '/operator/schools?search=her&mis=unknown&sort=since'],
    ],
  );
  assert.match(advice!, /The aggregator checks/);
});

test('columns sort one way and then the other; times start from the newest', () => {
  const column = (change: Partial<SchoolChoices>, text: string) =>
    view(change).columns.find((each) => each.text === text)!;
  assert.deepEqual(column({}, 'School'), {
    text: 'School',
    href: '/operator/schools?sort=name&order=desc',
    sorted: 'ascending',
    arrow: '▲',
  });
  assert.equal(column({}, 'Last collected').href, '/operator/schools?sort=collected&order=desc');
  assert.equal(column({ sort: 'since', descending: true }, 'Since').sorted, 'descending');
  assert.equal(column({}, 'What happened last').href, null);
});

test('pages: the first, the last, the current one and its neighbours', () => {
  const { pages, summary, title } = view({ page: 9 }, { page: 9 });
  assert.deepEqual(
    pages!.items.map((item) => ('number' in item ? item.number : '…')),
    [1, '…', 8, 9, 10, '…', 25],
  );
  assert.deepEqual([summary, title], ['1,234 schools, page 9 of 25', 'Schools (page 9 of 25)']);
  assert.equal(view({}, { total: 2, pages: 1 }).pages, null);
});

test('nothing found, and nothing there, are different things', () => {
  const none = { total: 0, pages: 1, schools: [] };
  assert.match(view({ state: 'closed' }, none).empty!, /Remove a filter/);
  assert.match(view({}, none).empty!, /import-schools/);
});

test('a change that nobody made says through what it came', () => {
  assert.equal(lastEventText('close', null, 'list'), 'Closed, through the list of schools');
  assert.equal(lastEventText('agree', 'Ann', 'portal'), 'Agreed by Ann, through the pages here');
  assert.equal(lastEventText('invite', null, 'operator'), 'Invited for the operator');
});

test('the file has a row a school, says who took it, and holds no formula', () => {
  const taken = { by: 'Mx Ops (ops@x.example)', at: new Date('2026-11-23T12:00:00Z'), invented: true };
  const [head, first, second] = writeSchoolsCsv([{ ...heron, name: '=1+1' }, untouched], taken).split('\r\n');
  assert.match(head!, /^school,urn,.*,downloaded_by,downloaded_at$/);
  assert.equal(
    first,
    "'=1+1,900001,Reedshire,Arbor,Invited,2026-11-19,Invited,Mx Ops,the operator,2026-11-12,2,Could not be delivered,,invented data,Mx Ops (ops@x.example),2026-11-23T12:00:00.000Z",
  );
  assert.match(second!, /^Heron,900002,,,Not asked,,,,,,,,,invented data,/);
  assert.equal(schoolsFileName({ ...taken, invented: false }), 'schools-2026-11-23.csv');
});
