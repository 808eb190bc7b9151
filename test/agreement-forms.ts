import type { Logins } from '../src/store/database.ts';
import type { TestBrowser } from '../src/web/browser.fixture.ts';
import { tokenOf } from '../src/web/browser.fixture.ts';
import { buildAgreement, buildGrant } from './builders.ts';

/** Sends a form with its token. */
export const send = async (browser: TestBrowser, path: string, fields: Record<string, string> = {}) =>
  browser.post(path, { _csrf: await tokenOf(browser), ...fields });

/** Number of the last event that a page's form has shown. */
export function seenOn(body: string): string {
  const found = /name="seen" value="(\d+)"/.exec(body);
  if (!found) throw new Error('The page has no form that says what it has shown');
  return found[1]!;
}

/** Answers everything up to the answers' own page, as somebody with the right does. */
export async function answerAll(
  browser: TestBrowser,
  system: { mis: string; kind: string } = { mis: 'SIMS', kind: 'wonde' },
) {
  await send(browser, '/agreement/organisation');
  await send(browser, '/agreement/system', system);
  await send(browser, '/agreement/items');
  await send(browser, '/agreement/privacy', { confirmed: 'yes' });
  const last = await send(browser, '/agreement/declaration', { confirmed: 'yes' });
  if (last.headers.location !== '/agreement/check') throw new Error(`Led to ${last.headers.location}`);
}

/** Answers everything and agrees. */
export async function agreeFor(browser: TestBrowser, system?: { mis: string; kind: string }) {
  await answerAll(browser, system);
  const seen = seenOn((await browser.get('/agreement/check')).body);
  return send(browser, '/agreement/check', { seen });
}

/** A head teacher's role and right, by the key that they sign in with. */
export async function giveRights({ owner }: Pick<Logins, 'owner'>, urn: number, sub: string): Promise<void> {
  await buildGrant(owner, `school:${urn}`, `dfe-sign-in:${sub}`);
  await buildGrant(owner, `school:${urn}`, `dfe-sign-in:${sub}`, 'agree');
}

/** A school that has approved in its aggregator's portal, and is received, as following it leaves it. */
export async function approveAtWonde({ owner }: Pick<Logins, 'owner'>, urn: number): Promise<void> {
  await buildAgreement(owner, urn, 'receiving');
  await owner.updateTable('agreement').set({ source_says: 'live', events: 2 }).where('school_urn', '=', urn).execute();
  const step = { school_urn: urn, at: '2026-11-20T09:00:00Z', through: 'source-portal', detail: '{}' } as const;
  await owner
    .insertInto('agreement_event')
    .values([
      { ...step, event: 1, kind: 'approved-at-source', was: 'not-asked', state: 'agreed' },
      { ...step, event: 2, kind: 'connection', was: 'agreed', state: 'receiving' },
    ])
    .execute();
}

/** A school's history as short lines. */
export async function historyOf({ owner }: Pick<Logins, 'owner'>, urn: number): Promise<string[]> {
  const rows = await owner
    .selectFrom('agreement_event')
    .selectAll()
    .where('school_urn', '=', urn)
    .orderBy('event')
    .execute();
  return rows.map(
    ({ event, kind, was, state, through, name }) => `${event} ${kind}: ${was} to ${state}, ${through}, ${name}`,
  );
}

/** The text of a page's part, without its tags and with single spaces. */
export const plainText = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
    .trim();
