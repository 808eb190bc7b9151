import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { moreFiles } from '../more-files.ts';
import { chunksOf, filesOf, type NamedTable } from '../write-statistics.ts';
import { type Figure, figureText, type Shown } from './figure.ts';
import { partnersPack } from './partners-pack.ts';
import { PublishedRows } from './published-rows.ts';
import { RELEASE, releaseTables } from './release-tables.fixture.ts';
import { sentenceText } from './write-partners-pack.ts';

const pack = (tables: readonly NamedTable[]) => partnersPack(new PublishedRows(tables));
const figuresOf = (sections: ReturnType<typeof pack>): Figure[] =>
  sections.flatMap(({ sentences, tables }) => [
    ...sentences.flat().filter((part) => typeof part !== 'string'),
    ...tables.flatMap(({ rows }) => rows.flatMap(({ figures }) => figures)),
  ]);
const sentencesOf = (tables: readonly NamedTable[], id: string) =>
  pack(tables)
    .find((section) => section.id === id)!
    .sentences.map(sentenceText);

/** Rows of the published CSV files, by file. */
const filesAsPublished = (tables: readonly NamedTable[]) =>
  new Map(
    tables.map((named): [string, Record<string, string>[]] => {
      const [[, lines]] = filesOf(named) as [[string, Parameters<typeof chunksOf>[0]]];
      return [named.name, parse([...chunksOf(lines)].join(''), { columns: true })];
    }),
  );

test('every number is a cell of the published files, or the difference of two that are shown', () => {
  const tables = releaseTables({ hidden: true });
  const files = filesAsPublished(tables);
  /** The cell of the one row of the CSV file that has these key cells. */
  const published = ({ file, row, column }: Shown): string => {
    const { keyColumns } = tables.find(({ name }) => name === file)!.table;
    const found = files.get(file)!.filter((line) => keyColumns.every((key) => line[key] === row[key]));
    assert.equal(found.length, 1);
    return found[0]![column]!;
  };
  const plain = (text: string) => text.replaceAll(/[,%+]/g, '').replace('−', '-');
  const figures = figuresOf(pack(tables));
  assert.ok(figures.some(({ kind }) => kind === 'difference') && figures.length > 50);
  for (const figure of figures) {
    if (figure.kind === 'shown') {
      const cell = published(figure);
      assert.equal(plain(figureText(figure)), { c: 'hidden', x: 'not available', z: 'not applicable' }[cell] ?? cell);
      continue;
    }
    const [of, from] = [published(figure.of), published(figure.from)];
    const known = [of, from].every((cell) => /^[\d.]+$/.test(cell));
    assert.equal(plain(figureText(figure)), known ? (Number(of) - Number(from)).toFixed(2) : 'hidden');
  }
});

test('outside figures a sentence has no number but weeks, years and the threshold', () => {
  const words = pack(releaseTables()).flatMap(({ sentences }) =>
    sentences.flat().filter((part) => typeof part === 'string'),
  );
  const others = words.map((part) => part.replaceAll(/week \d+ of \d{4}|10%/g, '')).filter((part) => /\d/.test(part));
  assert.deepEqual(others, []);
});

test('what is hidden never enters: the files are the same whatever the hidden rows were, and say that they are hidden', async () => {
  const bytesOf = async (asked: Parameters<typeof releaseTables>[0]) =>
    (await moreFiles(RELEASE, releaseTables(asked))).map(({ bytes }) =>
      createHash('sha256').update(bytes).digest('hex'),
    );
  assert.deepEqual(await bytesOf({ hidden: true, seed: 1 }), await bytesOf({ hidden: true, seed: 0 }));
  assert.notDeepEqual(await bytesOf({ seed: 1 }), await bytesOf({ seed: 0 }));
  assert.deepEqual(sentencesOf(releaseTables({ hidden: true }), 'regions'), [
    'Absence in the year to date is hidden for North East, so that nothing can be told of a school or a child.',
  ]);
});

test('sentences say what the files say, with their base', () => {
  const tables = releaseTables();
  assert.equal(
    sentencesOf(tables, 'headlines')[0],
    'In week 38 of 2025 attendance in England was 92.17% and absence 7.83%, of 54,000 possible sessions.',
  );
  assert.equal(
    sentencesOf(tables, 'groups')[0],
    'Female: absence in England in the year to date was 7.00% of 15,000 possible sessions; its difference from all pupils was +2.00 percentage points.',
  );
  assert.equal(
    sentencesOf(tables, 'persistent-absence')[0],
    'In the year to date 12.00% of pupils in England missed 10% or more of their possible sessions, and 2.00% missed half or more, of 13,500 pupils.',
  );
  assert.match(sentencesOf(tables, 'revisions').join(' '), /largest changes.*Rates that are hidden in either release/);
});

test('a release has both files, and a table that came from no rule is refused', async () => {
  const names = (await moreFiles(RELEASE, releaseTables())).map(({ name }) => name);
  assert.deepEqual(names.slice(0, 2), ['attendance-statistics.xlsx', 'partners-pack.html']);
  const table = { keyColumns: [], measureColumns: [], rows: [] } as unknown as NamedTable['table'];
  await assert.rejects(moreFiles(RELEASE, [{ name: 'weekly', table }]), /must come from a rule/);
});
