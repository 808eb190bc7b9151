import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { unpackPublished } from '../../test/published.ts';
import { readConfig } from '../config.ts';
import type { Comparison } from '../publish/compare-files.ts';
import type { CommandContext } from './command.ts';
import { statistics } from './statistics.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-statistics-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const [input, weekly, ytd, census, persistent, january, autumn, spring, summer, ytd2024, ytd2025] = unpackPublished(
  folder,
  '2023-24_w37_pipeline-input',
  '2023-24_w37_weekly',
  '2023-24_w37_ytd',
  '2023-24_census-denominators_2023-09-18',
  '2023-24_pa-counts_ytd_2024-01-22',
  '2023-24_ytd_at_2024-01-25',
  '2024-25_autumn',
  '2024-25_spring',
  '2024-25_summer',
  '2024-25_ytd',
  '2025-26_ytd',
) as [string, string, string, string, string, string, string, string, string, string, string];

/** Runs the command. @returns its exit code, and the last JSON line */
async function run(
  options: Record<string, string>,
  ...positionals: string[]
): Promise<{ code: number; json: unknown }> {
  let json: unknown;
  const context = {
    config: readConfig({}),
    say() {},
    json: (value: unknown) => (json = value),
  } as unknown as CommandContext;
  const defaults = Object.fromEntries(
    Object.entries(statistics.options).map(([name, option]) => [name, option.default]),
  );
  return { code: await statistics.run({ ...defaults, ...options }, positionals, context), json };
}

let runs = 0;
async function make(from: string, year: string, options: Record<string, string> = {}): Promise<string> {
  const out = join(folder, `out-${runs++}`);
  const { code } = await run({ from, 'academic-year': year, out, disclosure: 'department', ...options });
  assert.equal(code, 0);
  return out;
}

const compare = async (a: string, b: string) => {
  const { code, json } = await run({}, 'compare', a, b);
  return { code, ...(json as Comparison) };
};

describe('the Department’s own files are reproduced', () => {
  it('daily counts make its week and its year to date, every count exactly and every rate to 1e-9', async () => {
    const out = await make(input, '2023/24', { census });
    for (const [name, published] of [
      ['weekly', weekly],
      ['year-to-date', ytd],
    ] as const) {
      const found = await compare(join(out, `${name}.csv`), published);
      assert.deepEqual(found.differences, []);
      assert.deepEqual([found.code, found.columnsMissing, found.rowsAdded], [0, [], []]);
      assert.ok(found.compared > 23_000);
      // Rows of authorities with one school, which our copy of the input lacks.
      assert.equal(found.rowsMissing.length, 10);
    }
    const header = (path: string) => readFileSync(path, 'utf8').split(/\r?\n/)[0]!.replaceAll('"', '');
    for (const [name, published] of [
      ['weekly', weekly],
      ['year-to-date', ytd],
    ] as const)
      assert.equal(header(join(out, `${name}.csv`)), header(published));
  });

  it('three terms make the year to date', async () => {
    const out = await make([autumn, spring, summer].join(','), '2024/25');
    const found = await compare(join(out, 'year-to-date.csv'), ytd2024);
    assert.deepEqual(found.differences, []);
    assert.ok(found.compared > 20_000);
  });

  it('by our own rule hide what few schools are in, with others behind which it is hidden, and codes of authorities', async () => {
    const out = join(folder, 'strict');
    const { json } = await run({ from: input, 'academic-year': '2023/24', out, census });
    const { strict } = json as { strict: { rows: number; hidden: number; countsTried: number } };
    assert.equal(strict.rows, 3864);
    assert.ok(strict.hidden > 300 && strict.hidden < 900 && strict.countsTried > strict.hidden);
    const rows = parse(readFileSync(join(out, 'weekly.csv')), { columns: true }) as Record<string, string>[];
    const hidden = rows.filter((row) => row['possible_sessions'] === 'c');
    const isMeasure = (column: string) => !/^(time|geo|country|region|new_la|la_|old_la|school_type)/.test(column);
    for (const row of hidden)
      assert.deepEqual(
        Object.entries(row).filter(([column, cell]) => isMeasure(column) && cell !== 'c'),
        [],
      );
    const few = rows.filter((row) => Number(row['num_schools']) < 5);
    assert.deepEqual(few, []);
    const authority = rows.find((row) => row['la_name'] === 'Rutland' && row['school_type'] === 'Primary')!;
    assert.deepEqual(
      ['overall_absence', 'reason_i_authorised_illness', 'illness_perc'].map((column) => authority[column]),
      ['718', 'x', 'x'],
    );
  });

  it('phases make the totals of all schools: weighted to 2024/25, pooled since, of authorities too', async () => {
    for (const [year, file, options] of [
      ['2023/24', january, { persistent }],
      ['2024/25', ytd2024, {}],
      ['2025/26', ytd2025, {}],
    ] as const) {
      const out = await make(file, year, options as Record<string, string>);
      const found = await compare(join(out, 'year-to-date.csv'), file);
      assert.deepEqual(found.differences, [], year);
      assert.deepEqual([found.rowsMissing, found.rowsAdded], [[], []]);
      assert.equal(found.columnsMissing.includes('pa_perc'), year !== '2023/24');
    }
  });
});

describe('statistics', () => {
  it('gives each file its metadata, and the tidy layout beside the wide one', async () => {
    const out = await make(input, '2023/24', { census });
    assert.deepEqual(
      readdirSync(out).sort(),
      ['attendance-reasons', 'autumn-term', 'daily', 'weekly', 'year-to-date'].flatMap((name) => [
        `${name}.csv`,
        `${name}.meta.csv`,
      ]),
    );
  });

  it('leaves out what lies after the last day asked for', async () => {
    const out = await make(input, '2023/24', { census, 'as-of': '2023-09-13' });
    const dates = new Set(readFileSync(join(out, 'daily.csv'), 'utf8').match(/2023-09-\d\d/g));
    assert.deepEqual([...dates].sort(), ['2023-09-11', '2023-09-12', '2023-09-13']);
  });

  it('says what is wrong with what it was asked, and writes nothing', async () => {
    const out = join(folder, 'never');
    const asked = { from: input, 'academic-year': '2023/24', out, disclosure: 'department' };
    for (const [change, wrong] of [
      [{ from: '' }, /--from is missing/],
      [{ from: join(folder, 'none.csv') }, /none\.csv is not there/],
      [{ from: folder }, /is a folder/],
      [{ 'academic-year': '2023/25' }, /--academic-year must be such as 2023\/24/],
      [{ 'academic-year': '2021/22' }, /from 2022\/23 on/],
      [{ 'academic-year': '2024/25' }, /time-outside, line 2, column time_period: 2023-09-\d\d is not in 2024\/25/],
      [{ 'as-of': '2023-13-01' }, /--as-of must be a day/],
      [{ 'as-of': '2023-09-01' }, /No row lies between/],
      [{ disclosure: 'none' }, /--disclosure must be/],
      [{ census: weekly }, /column-missing, line 1, column phase/],
      [{ from: `${input},${input}` }, /row-repeated: .* is in .* and in /],
      [{ from: `${input},${ytd}` }, /give files of one kind/],
    ] as const)
      await assert.rejects(run({ ...asked, ...change }), wrong);
    assert.ok(!readdirSync(folder).includes('never'));
  });
});

describe('compare', () => {
  it('names the cells that differ, the rows and columns that one file lacks, and ends with 1', async () => {
    const changed = join(folder, 'changed.csv');
    const [header, ...lines] = readFileSync(weekly, 'utf8').split('\n');
    const national = lines.findIndex((line) => line.includes('"National"') && line.includes('"Primary"'));
    lines[national] = lines[national]!.replace(
      /"(\d+)","(\d+)","(\d+)"/,
      (_all, a, b, c) => `"${Number(a) + 1}","${b}","${c}"`,
    );
    writeFileSync(changed, [header, ...lines.filter((_line, index) => index !== 0)].join('\n'));
    const found = await compare(changed, weekly);
    assert.deepEqual([found.code, found.different, found.rowsMissing.length], [1, 1, 1]);
    assert.match(found.differences[0]!.row, /2023, Week 37, National, , , Primary/);
  });

  it('refuses what cannot be compared', async () => {
    await assert.rejects(run({}, 'compare', weekly), /Give two files/);
    await assert.rejects(run({}, 'compare', weekly, join(folder, 'none.csv')), /is not there/);
    await assert.rejects(run({ tolerance: 'x' }, 'compare', weekly, weekly), /--tolerance must be/);
    await assert.rejects(run({}, 'compare', weekly, ytd), /no cell in common/);
    await assert.rejects(run({}, 'contrast'), /“contrast” is not understood/);
    const other = join(folder, 'other.csv');
    writeFileSync(other, 'a,b\n1,2\n');
    await assert.rejects(run({}, 'compare', other, weekly), /no column geographic_level/);
  });
});
