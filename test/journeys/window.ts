import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Instance } from '../../src/cli/start.ts';

type Person = NonNullable<Instance['sandbox']>['people'][number];

/** Opens a browser window that remembers what its console complained about. */
export async function openWindow(
  instance: Pick<Instance, 'webUrl'>,
  browser: Browser,
  options: { javaScriptEnabled?: boolean; ignoreHTTPSErrors?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    baseURL: instance.webUrl,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (400|403|404)/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, complaints };
}

/** Someone of the sandbox, by what its list says of them. */
export function findPerson(instance: Instance, role: string, urn: number | null = null): Person {
  const found = instance.sandbox!.people.find((each) => each.role === role && (urn === null || each.urn === urn));
  if (!found) throw new Error(`The sandbox has no ${role}`);
  return found;
}

const DOOR_HINTS = { 'dfe-sign-in': 'DfE Sign-in', idams: 'IDAMS', oidc: 'own organisation’s account' } as const;

/** Signs in from the start page through the door that the person comes through, choosing them at the stand-in. */
export async function signInAs(page: Page, person: Person): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('listitem').filter({ hasText: DOOR_HINTS[person.door] }).getByRole('link').click();
  await page.getByRole('listitem').filter({ hasText: person.email }).getByRole('button').click();
}
