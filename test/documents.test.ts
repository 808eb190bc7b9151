import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { anyone } from '../src/access/viewer.ts';
import { COMMANDS } from '../src/cli/commands.ts';
import { SETTINGS } from '../src/config.ts';
import { DEFAULT_SETTINGS, type DisclosureSettings, SETTINGS_IN_WORDS } from '../src/domain/disclosure/settings.ts';
import { ISSUES } from '../src/domain/quality/issues.ts';
import { CHECKS } from '../src/domain/release/checks.ts';
import { PROBLEMS } from '../src/domain/statistics/problem.ts';
import { ERRORS } from '../src/errors.ts';
import { PAGES } from '../src/web/pages.ts';
import { PAGE_SETTINGS, PARTICULARS } from '../src/web/particulars.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** The table in a document, made anew from the code with ROLLCALL_UPDATE_DOCS=1. */
function compareTable(file: string, rows: string[]): void {
  const text = read(file);
  const [before, , after] = text.split(/<!-- (?:from|to) code -->\n/);
  const wanted = `${before}<!-- from code -->\n${rows.join('\n')}\n<!-- to code -->\n${after}`;
  if (process.env['ROLLCALL_UPDATE_DOCS'] === '1') writeFileSync(join(ROOT, file), wanted);
  else
    assert.equal(
      text,
      wanted,
      `${file} does not say what the code says. Make it anew: ROLLCALL_UPDATE_DOCS=1 npm test -- --only documents`,
    );
}

const cell = (text: string) => text.replaceAll('|', '\\|');

test('settings.md lists every setting, its default and its meaning', () => {
  const rows = Object.entries(SETTINGS).map(
    ([name, { doc, default: fallback }]) =>
      `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${cell(doc)} |`,
  );
  compareTable('docs/operating/settings.md', ['| setting | default | meaning |', '| --- | --- | --- |', ...rows]);
});

test('errors.md lists every error', () => {
  const rows = Object.entries(ERRORS).map(
    ([code, { retry, meaning, toDo }]) =>
      `| \`${code}\` | ${retry ? 'yes' : 'no'} | ${cell(meaning)} | ${cell(toDo)} |`,
  );
  compareTable('docs/operating/errors.md', [
    '| code | tried again by itself | meaning | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
  ]);
});

test('releases.md lists every check of a release', () => {
  const rows = CHECKS.map(({ name, says }) => `| \`${name}\` | ${cell(says)} |`);
  compareTable('docs/operating/releases.md', [
    '| check | what holds in a release that passes it |',
    '| --- | --- |',
    ...rows,
  ]);
});

test('issues.md lists every rule of data quality', () => {
  const rows = ISSUES.map(
    ({ code, severity, title, toDo }) => `| \`${code}\` | ${severity} | ${cell(title)} | ${cell(toDo)} |`,
  );
  compareTable('docs/operating/issues.md', [
    '| code | severity | what | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
  ]);
});

test('statistics.md lists everything for which a file of counts is refused', () => {
  const rows = Object.entries(PROBLEMS).map(([name, meaning]) => `| \`${name}\` | ${cell(meaning)} |`);
  compareTable('docs/operating/statistics.md', ['| problem | what is wrong |', '| --- | --- |', ...rows]);
});

test('disclosure.md lists every threshold of disclosure control', () => {
  const rows = Object.entries(SETTINGS_IN_WORDS).map(
    ([name, words]) => `| \`${name}\` | ${DEFAULT_SETTINGS[name as keyof DisclosureSettings]} | ${cell(words)} |`,
  );
  compareTable('docs/disclosure.md', ['| setting | default | meaning |', '| --- | --- | --- |', ...rows]);
});

test('public-pages.md lists every setting that fills a public page, and where', () => {
  const list = (pages: readonly string[]) => pages.map((page) => `\`${page}\``).join(', ');
  const rows = [
    ...Object.values(PARTICULARS).map(
      ({ setting, label, pages }) => `| \`${setting}\` | ${cell(label)} | ${list(pages)} | yes |`,
    ),
    ...PAGE_SETTINGS.map(({ setting, label, pages }) => `| \`${setting}\` | ${cell(label)} | ${list(pages)} | |`),
  ];
  for (const { setting } of [...Object.values(PARTICULARS), ...PAGE_SETTINGS]) assert.ok(setting in SETTINGS, setting);
  compareTable('docs/operating/public-pages.md', [
    '| setting | what it says | on | only the operator knows it |',
    '| --- | --- | --- | --- |',
    ...rows,
  ]);
});

test('public-pages.md lists every page that is open to anyone, and no other', () => {
  const [first] = read('docs/operating/public-pages.md').split('<!-- from code -->');
  const rows = first!.split('\n').filter((line) => line.startsWith('| `/'));
  const listed = rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, path]) => path!));
  const open = PAGES.filter(({ may, path }) => may === anyone && path !== '/').map(({ path }) => path);
  assert.deepEqual(listed.toSorted(), [...new Set(open)].sort());
});

test('the README names every command, and no other', () => {
  const named = new Set([...read('README.md').matchAll(/npm run -s rollcall -- ([a-z-]+)/g)].map(([, name]) => name!));
  assert.deepEqual(
    [...named].sort(),
    COMMANDS.map(({ name }) => name)
      .filter((name) => name !== 'start')
      .sort(),
  );
});

test('every command has a summary, a usage line that starts with its name, and a doc line for each option', () => {
  for (const { name, summary, usage, options } of COMMANDS) {
    assert.match(summary, /\.$|\)\.?$/, name);
    assert.ok(usage.startsWith(name), name);
    for (const [option, { doc }] of Object.entries(options)) assert.ok(doc.length > 5, `${name} --${option}`);
  }
});

test('no document points to a file that is not there', () => {
  const broken = globSync(['README.md', 'docs/**/*.md', 'data/**/*.md'], { cwd: ROOT }).flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
      .map(([, link]) => link!)
      .filter((link) => !existsSync(join(ROOT, dirname(file), link)))
      .map((link) => `${file}: ${link}`),
  );
  assert.deepEqual(broken, []);
});
