import assert from 'node:assert/strict';
import type { Database } from '../../store/database.ts';
import type { TestBrowser } from '../browser.fixture.ts';

/** An event, as far as attacks are judged by it. */
export interface SeenEvent {
  readonly what: string;
  readonly outcome: string;
  readonly person: string | null;
  readonly school: number | null;
  readonly route: string | undefined;
  readonly why: string | undefined;
}

/** Gives, each time it is asked, what came on the audit since it was last asked. @param owner the login that reads everything */
export function watchAudit(owner: Database): () => Promise<SeenEvent[]> {
  let last = 0;
  return async () => {
    const rows = await owner
      .selectFrom('audit_event')
      .select(['event_id', 'what', 'outcome', 'person', 'school_urn', 'detail'])
      .where('event_id', '>', last)
      .orderBy('event_id')
      .execute();
    last = rows.at(-1)?.event_id ?? last;
    return rows.map(({ what, outcome, person, school_urn, detail }) => {
      const { route, why } = JSON.parse(detail) as { route?: string; why?: string };
      return { what, outcome, person, school: school_urn, route, why };
    });
  };
}

interface PageAnswer {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The answer is a page of ours in plain words: it says what happened and leads on, and tells nothing technical. */
export function assertHelps(answer: PageAnswer, status: number, words: RegExp): void {
  assert.equal(answer.statusCode, status);
  assert.match(String(answer.headers['content-type']), /^text\/html/);
  assert.match(answer.body, /<h1[^>]*>[^<]{5,}/);
  const main = /<main[\s\S]*<\/main>/.exec(answer.body)?.[0] ?? '';
  assert.match(main, words);
  assert.match(main, /<a [^>]*href="|Wait a minute/, 'a way on');
  assert.doesNotMatch(main, /Error:|FST_|stack|\bat \/|invalid_|ECONN|undefined/);
}

export const isSignedIn = async (browser: TestBrowser): Promise<boolean> =>
  (await browser.get('/cookies')).body.includes('Sign out');

/** A browser into which somebody has put a cookie. */
export function putCookie(browser: TestBrowser, value: string | undefined): TestBrowser {
  assert.ok(value, 'there is a cookie to put');
  browser.cookies.set('rollcall', value);
  return browser;
}
