import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FACTS } from './facts.ts';
import { MAIL_ERRORS } from './mail-errors.ts';

const FILE = join(import.meta.dirname, '../../docs/operating/mail.md');

/** Made anew with ROLLCALL_UPDATE_DOCS=1. */
test('mail.md lists every error of mail', () => {
  const text = readFileSync(FILE, 'utf8');
  const rows = Object.entries(MAIL_ERRORS).map(([code, meaning]) => `| \`${code}\` | ${meaning} |\n`);
  const table = `<!-- from code -->\n| error | meaning |\n| --- | --- |\n${rows.join('')}<!-- to code -->`;
  if (process.env['ROLLCALL_UPDATE_DOCS'] === '1')
    writeFileSync(
      FILE,
      text.replace(/<!-- from code -->[\s\S]*<!-- to code -->/, () => table),
    );
  else
    assert.ok(
      text.includes(table),
      `${FILE} does not say what the code says. Run this test with ROLLCALL_UPDATE_DOCS=1.`,
    );
});

test('mail.md says of every message when it is sent, and of no other', () => {
  const text = readFileSync(FILE, 'utf8');
  const table = text.slice(text.indexOf('| message |'), text.indexOf('Mail is queued together'));
  const named = [...table.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name!);
  assert.deepEqual(named.toSorted(), Object.keys(FACTS).sort());
});
