import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../config.ts';
import { PARTICULARS } from '../web/particulars.ts';
import { flagUnfilled } from './flag-unfilled.ts';
import { publicFactsOf } from './public-facts-of.ts';

const VALUES = Object.fromEntries(Object.values(PARTICULARS).map(({ setting }) => [setting, exampleOf(setting)]));

function exampleOf(setting: string): string {
  if (/CONTACT$/.test(setting)) return 'mailto:help@operator.example';
  return /_ON$|REVIEWED$/.test(setting) ? '2026-11-25' : 'Something';
}

function start(settings: Record<string, string>, sandboxed = false) {
  const [said, warned]: [string[], object[]] = [[], []];
  const log = { warn: (facts: object) => void warned.push(facts) } as unknown as Parameters<
    typeof flagUnfilled
  >[2]['log'];
  flagUnfilled(publicFactsOf(readConfig(settings)), sandboxed, { log, say: (line) => void said.push(line) });
  return { said, warned };
}

test('what is not filled in is named at the start, on the screen and in the log', () => {
  const { ROLLCALL_DPO_NAME: _dpo, ROLLCALL_HOSTING: _hosting, ...others } = VALUES;
  assert.deepEqual(start(others), {
    said: [
      'These particulars of the public pages are not filled in: ROLLCALL_DPO_NAME, ROLLCALL_HOSTING. Set them: docs/operating/public-pages.md',
    ],
    warned: [{ settings: ['ROLLCALL_DPO_NAME', 'ROLLCALL_HOSTING'] }],
  });
});

test('nothing is said when all is filled in', () => {
  assert.deepEqual(start(VALUES), { said: [], warned: [] });
});

test('the sandbox says how many in one line, and nothing in the log', () => {
  assert.deepEqual(start({}, true), {
    said: ['Not filled in on the public pages: 13 particulars of the operator (docs/operating/public-pages.md).'],
    warned: [],
  });
});
