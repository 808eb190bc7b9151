import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildRegister, buildSchool } from '../../../../test/builders.ts';
import { testDatabase } from '../../../../test/database.ts';
import type { Viewer } from '../../../access/viewer.ts';
import { appendEvent, auditKey } from '../../../audit/append-event.ts';
import { anEvent } from '../../../audit/event.fixture.ts';
import type { Page } from '../../page.ts';
import { createRender } from '../../render.ts';
import { page as operatorAudit } from '../operator-audit/page.ts';
import { frameOf, viewerOf } from '../school-overview/viewer.fixture.ts';
import { page as whoHasLooked } from './page.ts';

const URN = 900001;
const NOW = new Date('2026-11-23T17:00:00Z');
const HOSTILE = '"><script>alert(1)</script>';
const key = auditKey('a secret of the tests that is long enough');
const logins = await testDatabase({ after });
const render = createRender();

const head = viewerOf(URN);
const operator: Viewer = {
  ...head,
  organisation: { kind: 'operator', duty: 'operator', name: 'Operator' },
  organisationKey: 'operator',
  rights: new Set(),
  duty: 'operator',
  scope: { urns: [], person: 'oidc:1', organisation: 'operator', operator: true },
  standing: { reason: 'operator' },
};

const handle = (page: Page, viewer: Viewer, query: Record<string, string>, urn: number) =>
  page.handle({ viewer, database: logins.viewer, clock: { now: () => NOW }, params: { urn: String(urn) }, query });

async function show(page: Page, viewer: Viewer, query: Record<string, string> = {}): Promise<string> {
  const result = await handle(page, viewer, query, URN);
  assert.ok('template' in result);
  return render(result.template, frameOf(viewer, page.path), result.model);
}

describe('the pages of events', () => {
  before(async () => {
    await buildSchool(logins.owner, { urn: URN, name: `Test ${HOSTILE} School` });
    await buildSchool(logins.owner, { urn: 900002 });
    await buildRegister(logins.owner, URN, [{ id: 7, forename: 'Zebedee', surname: `Lee${HOSTILE}` }]);
    await appendEvent(logins.viewer, key, anEvent());
    const hostile = { name: HOSTILE, organisation: HOSTILE, detail: { purpose: HOSTILE, [HOSTILE]: HOSTILE } };
    await appendEvent(logins.viewer, key, anEvent({ ...hostile, what: 'download', requestId: HOSTILE }));
    await appendEvent(logins.viewer, key, anEvent({ schoolUrn: 900002, name: 'Not Theirs' }));
  });

  it('shows a school who looked, with the pupil’s name as a link, and hostile text as text', async () => {
    const html = await show(whoHasLooked, head);
    assert.doesNotMatch(html, /<script>alert|Not Theirs| style=/);
    assert.match(
      html,
      /Looked at a pupil: <a class="govuk-link" href="\/schools\/900001\/pupils\/7"><bdi>Lee&quot;&gt;/,
    );
    assert.match(html, /<svg [^>]*role="img"/);
    assert.match(html, /1 person looked 2 times in the last 30 days/);
    assert.equal(html.match(/<caption/g)?.length, 2);
    assert.deepEqual(html.match(/<th(?![^>]*scope=)[ >]/g), null);
  });

  it('keeps a filter in the form and in the address, and says when one was not understood', async () => {
    const html = await show(whoHasLooked, head, { what: 'download', person: '1', from: HOSTILE });
    assert.match(html, /<option value="download" selected>/);
    assert.match(html, /<input type="hidden" name="person" value="1">/);
    assert.match(html, /Not understood, so nothing is filtered by it: First day\./);
    assert.doesNotMatch(html, /<script>alert/);
  });

  it('shows the operator everything with the request’s id, and no pupil’s name', async () => {
    const html = await show(operatorAudit, operator);
    assert.match(html, /Not Theirs/);
    assert.match(html, /URN 900001, pupil 7/);
    assert.match(html, /req-1/);
    assert.doesNotMatch(html, /Zebedee|<script>alert/);
  });

  it('is not there for anyone else, should the door let them in', async () => {
    const officer: Viewer = { ...head, scope: { urns: [URN, 900002], organisation: 'trust:2044' } };
    for (const [page, viewer, urn] of [
      [whoHasLooked, officer, URN],
      [whoHasLooked, operator, URN],
      [whoHasLooked, head, 900002],
      [operatorAudit, head, URN],
      [operatorAudit, { ...operator, scope: { urns: [] } }, URN],
    ] as const)
      await assert.rejects(handle(page, viewer, {}, urn), { statusCode: 404 });
  });

  it('is behind its own predicate', () => {
    const params = { urn: String(URN) };
    assert.deepEqual(
      [head, operator, null].map((viewer) => [whoHasLooked.may(viewer, params), operatorAudit.may(viewer, {})]),
      [
        [true, false],
        [false, true],
        [false, false],
      ],
    );
  });
});
