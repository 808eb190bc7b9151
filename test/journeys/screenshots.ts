import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = join(import.meta.dirname, '../../docs/screenshots');
const SIZES = { desktop: 1280, phone: 390 };

/**
 * Writes the whole page as pictures for the documents, only when ROLLCALL_SCREENSHOTS=1: tests must not change the tree.
 * @param type long pages are a third as large as JPEG
 * @param most pixels from the top that are enough of a page with a long table
 */
export async function takeScreenshots(
  page: Page,
  name: string,
  type: 'png' | 'jpeg' = 'png',
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  if (process.env['ROLLCALL_SCREENSHOTS'] !== '1') return;
  mkdirSync(FOLDER, { recursive: true });
  for (const [size, width] of Object.entries(SIZES)) {
    await page.setViewportSize({ width, height: 800 });
    const path = join(FOLDER, `${name}-${size}.${type}`);
    const all = (await page.evaluate('document.documentElement.scrollHeight')) as number;
    const clip = { x: 0, y: 0, width, height: Math.min(all, most) };
    await page.screenshot({ path, fullPage: true, clip, type, ...(type === 'jpeg' && { quality: 60 }) });
  }
  if (name === 'school-overview') await takeTop(page);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** The upper part of the overview, for the README. */
async function takeTop(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 1500 });
  await page.screenshot({ path: join(FOLDER, 'school-overview-top.png') });
}
