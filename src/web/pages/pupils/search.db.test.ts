import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK } from '../../../../test/builders.ts';
import { testDatabase } from '../../../../test/database.ts';
import type { PageContext, PageMemory } from '../../page.ts';
import { createRender } from '../../render.ts';
import { file } from '../download/page.ts';
import { frameOf, viewerOf } from '../school-overview/viewer.fixture.ts';
import { page, search } from './page.ts';

const URN = 900001;
const logins = await testDatabase({ after });
const render = createRender();
const viewer = viewerOf(URN);

const contextOf = (more: Partial<PageContext>): PageContext => ({
  viewer,
  database: logins.viewer,
  clock: { now: () => new Date('2026-11-23T17:00:00Z') },
  params: { urn: String(URN) },
  query: {},
  ...more,
});
async function sendSearch(form: Record<string, string>, memory: PageMemory): Promise<string> {
  const result = await search.handle(contextOf({ form, memory }));
  assert.ok('redirect' in result);
  return result.redirect;
}
async function show(address: string, memory: PageMemory): Promise<string> {
  const query = Object.fromEntries(new URL(address, 'http://school.example').searchParams);
  const result = await page.handle(contextOf({ query, memory }));
  assert.ok('template' in result);
  return render(result.template, frameOf(viewer, page.path), result.model);
}
const namesIn = (html: string) => [...html.matchAll(/<bdi>([^<]*)<\/bdi>/g)].map(([, name]) => name);

describe('the search for a pupil', () => {
  before(async () => {
    await buildSchool(logins.owner);
    await buildRun(logins.owner, URN);
    await buildRegister(logins.owner, URN, [
      { id: 1, forename: 'Ann', surname: 'Lee', weeks: { '2026-11-16': FULL_WEEK } },
      { id: 2, forename: 'Bob', surname: 'Ray', weeks: { '2026-11-16': FULL_WEEK } },
    ]);
  });

  it('keeps the name on the server and out of the address, and keeps the other choices', async () => {
    const memory: PageMemory = {};
    const address = await sendSearch({ name: ' ann ', year: '7', sort: 'missed', order: 'desc', page: '4' }, memory);
    assert.equal(address, `/schools/${URN}/pupils?year=7&search=on&sort=missed&order=desc`);
    assert.deepEqual(memory.pupilSearch, { urn: URN, text: 'ann' });
    const html = await show(address, memory);
    assert.deepEqual(namesIn(html), ['Lee, Ann']);
    assert.deepEqual(html.match(/(?:href|action|value)="[^"]*ann[^"]*"/gi), ['value="ann"']);
  });

  it('sends its form by POST, with the token and the other choices', async () => {
    const html = await show(`/schools/${URN}/pupils?year=7`, {});
    const form = /<form[^>]* method="post" action="\/schools\/900001\/pupils\/search"[\s\S]*?<\/form>/.exec(html)?.[0];
    assert.match(form ?? '', /name="_csrf" value="token of the session"/);
    assert.match(form ?? '', /<input type="hidden" name="year" value="7">/);
    assert.match(form ?? '', /id="name" name="name"/);
    assert.equal(html.match(/name="name"/g)?.length, 1);
  });

  it('ends when its filter is removed, with an empty name, and is none at another school', async () => {
    const memory: PageMemory = { pupilSearch: { urn: URN, text: 'ann' } };
    const html = await show(`/schools/${URN}/pupils?search=on`, memory);
    assert.match(html, /<a class="app-filter__remove" href="\/schools\/900001\/pupils">/);
    assert.equal(namesIn(await show(`/schools/${URN}/pupils`, memory)).length, 2);
    assert.equal(
      namesIn(await show(`/schools/${URN}/pupils?search=on`, { pupilSearch: { urn: 900002, text: 'ann' } })).length,
      2,
    );
    assert.equal(await sendSearch({ name: ' ' }, memory), `/schools/${URN}/pupils`);
    assert.deepEqual(memory, {});
  });

  it('takes no name from an address', async () => {
    assert.equal(namesIn(await show(`/schools/${URN}/pupils?name=ann&search=on`, {})).length, 2);
  });

  it('gives a hostile name back as text', async () => {
    const memory: PageMemory = {};
    const html = await show(await sendSearch({ name: '"><script>alert(2)</script>' }, memory), memory);
    assert.doesNotMatch(html, /<script>alert\(2\)/);
    assert.match(html, /No pupil matches these filters/);
  });

  it('holds for the file too', async () => {
    const memory: PageMemory = { pupilSearch: { urn: URN, text: 'ray' } };
    const result = await file.handle(contextOf({ form: { search: 'on', purpose: 'support' }, memory }));
    assert.ok('file' in result);
    assert.equal(result.detail['rows'], 1);
    assert.match(String(result.file), /Ray,Bob/);
  });
});
