import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildViewer } from '../../test/builders.ts';
import type { Viewer } from '../access/viewer.ts';
import { makeFrame } from './frame.ts';

const facts = { invented: true, govuk: false, assets: '/assets/1', sessionMinutes: 20 };
const head = buildViewer();
const trustLead = buildViewer({
  organisation: { kind: 'multi-academy-trust', uid: '5001', name: 'Tern Trust' },
  organisationKey: 'trust:5001',
  scope: { urns: [900001, 900002] },
});
const NOW = Date.parse('2026-11-23T15:25:00Z');

const frame = (viewer: Viewer | null, path: string, title = '', schoolName: string | null = null) =>
  makeFrame(facts, viewer, {
    path,
    title,
    schoolName,
    csrfToken: viewer && 't',
    now: NOW,
    sessionEndsAt: viewer && NOW + 20 * 60_000,
  });

test('the title is page, school, service', () => {
  assert.equal(frame(head, '/schools/900001/pupils', 'Pupils', 'Heron').title, 'Pupils - Heron - Rollcall');
  assert.equal(frame(trustLead, '/schools/900002/pupils', 'Pupils', 'Wren').title, 'Pupils - Wren - Rollcall');
  assert.equal(frame(head, '/cookies', 'Cookies').title, 'Cookies - Rollcall');
  assert.equal(frame(null, '/cookies', 'Cookies').title, 'Cookies - Rollcall');
});

test('the current page is marked in the navigation, a pupil’s page as one of Pupils', () => {
  const current = (path: string) =>
    frame(head, path)
      .navigation.filter((link) => link.current)
      .map((link) => link.text);
  assert.deepEqual(current('/schools/900001'), ['Overview']);
  assert.deepEqual(current('/schools/900001/pupils'), ['Pupils']);
  assert.deepEqual(current('/schools/900001/pupils/17'), ['Pupils']);
  assert.deepEqual(current('/schools/900001/data-received'), ['Data received']);
  assert.deepEqual(current('/schools/900001/who-has-looked'), ['Who has looked']);
  assert.deepEqual(current('/agreement/withdraw'), ['Agreement']);
  assert.deepEqual(current('/cookies'), []);
});

test('a trust has its schools, and the pages of the one that it looks at', () => {
  const texts = (path: string) => frame(trustLead, path).navigation.map(({ text, href }) => `${text} ${href}`);
  assert.deepEqual(texts('/schools'), ['Schools /schools', 'Your rights /rights']);
  assert.deepEqual(texts('/schools/900002'), [
    'Schools /schools',
    'Overview /schools/900002',
    'Pupils /schools/900002/pupils',
    'Data received /schools/900002/data-received',
    'Your rights /rights',
  ]);
  assert.deepEqual(texts('/schools/900003'), texts('/schools'));
});

test('the pages of all schools together are among Schools, with links to each other', () => {
  const { navigation, reports } = frame(trustLead, '/area/groups');
  assert.deepEqual(
    navigation.filter(({ current }) => current).map(({ text }) => text),
    ['Schools'],
  );
  assert.deepEqual(
    reports.filter(({ current }) => current).map(({ href }) => href),
    ['/area/groups'],
  );
  assert.deepEqual(reports[0]?.href, '/schools');
});

test('someone who sees no school has no navigation to one', () => {
  const links = frame(
    buildViewer({ scope: { urns: [] }, standing: { reason: 'not-agreed', organisation: 'Heron' } }),
    '/',
  );
  assert.deepEqual(
    links.navigation.map(({ text }) => text),
    ['Agreement', 'Your rights'],
  );
  assert.deepEqual(frame(null, '/').navigation, []);
});

test('the foot of every page leads to the public pages, and marks the current one', () => {
  const { footer } = frame(null, '/privacy');
  assert.deepEqual(
    footer.map(({ heading }) => heading),
    ['Statistics', 'Schools, trusts and authorities', 'Data protection', 'This website'],
  );
  const links = footer.flatMap((group) => group.links);
  assert.deepEqual(
    links.filter(({ current }) => current).map(({ text }) => text),
    ['Privacy notice'],
  );
  assert.ok(links.length <= 12);
});

test('whoever sees a school finds the weekly e-mail at the foot of every page', () => {
  const texts = (viewer: Viewer | null) =>
    frame(viewer, '/privacy').footer.flatMap(({ links }) => links.map(({ text }) => text));
  assert.ok(texts(head).includes('Weekly e-mail'));
  assert.ok(!texts(buildViewer({ scope: { urns: [] } })).includes('Weekly e-mail'));
  assert.ok(!texts(null).includes('Weekly e-mail'));
});

test('the pages of statistics lead to each other, those of one area or release among all of them', () => {
  const current = (path: string) =>
    frame(null, path)
      .reports.filter((link) => link.current)
      .map(({ text }) => text);
  assert.deepEqual(current('/statistics'), ['Headlines']);
  assert.deepEqual(current('/statistics/areas/E06000047'), ['Areas']);
  assert.deepEqual(current('/statistics/data'), ['Data']);
  assert.deepEqual(current('/statistics/data-guidance'), ['Data guidance']);
  assert.equal(frame(null, '/statistics').reportsLabel, 'Statistics');
  assert.deepEqual(frame(null, '/privacy').reports, []);
});

test('approvers, operators and analysts have their own pages', () => {
  const texts = (viewer: Viewer) => frame(viewer, '/').navigation.map(({ text }) => text);
  assert.ok(texts(buildViewer({ approver: true })).includes('Requests and people'));
  const staff = { organisation: null, organisationKey: 'operator', scope: { urns: [] } } as const;
  assert.deepEqual(texts(buildViewer({ ...staff, duty: 'operator' })), [
    'Requests',
    'Schools',
    'Invite',
    'People',
    'Releases',
    'UKPRNs',
    'Audit',
    'Tallies',
  ]);
  assert.deepEqual(texts(buildViewer({ ...staff, duty: 'analyst' })), ['Tallies']);
});

test('the page says when the session ends, and how to stay', () => {
  assert.deepEqual(frame(head, '/schools/900001').session, {
    minutes: 20,
    ends: '3.45pm',
    seconds: 1200,
    stay: '/session?to=%2Fschools%2F900001',
  });
  assert.equal(frame(null, '/').session, null);
});
