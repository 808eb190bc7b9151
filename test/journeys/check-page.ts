import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [1280, 320];

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/**
 * Checks the page that is open, wide and narrow: axe finds nothing, one h1, a title, no sideways scroll of the whole page.
 * @param heading what the h1 must say
 */
export async function checkPage(page: Page, what: string, heading: string | RegExp): Promise<void> {
  const shown = ((await page.locator('h1').first().textContent()) ?? '').trim();
  assert.ok(typeof heading === 'string' ? shown === heading : heading.test(shown), `${what} is headed "${shown}"`);
  // As an expression of the debugger, which the page's content security policy rightly does not stop.
  await page.evaluate(AXE);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const violations = await findViolations(page);
    assert.deepEqual(violations, [], `${what} at ${width} px`);
    const { scroll, client } = (await page.evaluate(
      '({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth })',
    )) as { scroll: number; client: number };
    assert.ok(scroll <= client, `${what} scrolls sideways at ${width} px: ${scroll} > ${client}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  assert.equal(await page.locator('h1').count(), 1, `${what} has one h1`);
  assert.match(await page.title(), / - Rollcall$/, what);
  assert.ok(await page.getByText('Invented data').first().isVisible(), `${what} says that its data is invented`);
}

/**
 * Checks the page that is open in a window without script, just as it is there: script is let in for axe alone, after the page's own was passed
 * over.
 */
export async function checkPageWithoutScript(page: Page, what: string, heading: string | RegExp): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const disable = (value: boolean) => session.send('Emulation.setScriptExecutionDisabled', { value });
  // A session undoes only what it has set itself.
  await disable(true);
  await disable(false);
  await checkPage(page, `${what}, without script`, heading);
  await disable(true);
}

/** With axe in the page. */
async function findViolations(page: Page): Promise<string[]> {
  const violations = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)",
  )) as Violation[];
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes.length}: ${nodes
        .slice(0, 3)
        .map(({ target }) => target.join(' '))
        .join('; ')})`,
  );
}
