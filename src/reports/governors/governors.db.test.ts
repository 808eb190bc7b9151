import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { type BuiltPupil, buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { stamp } from '../files/files.fixture.ts';
import { writeDocument } from '../files/write-document.ts';
import { readReport } from '../school-report.ts';
import { type Query, readSelection } from '../selection/selection.ts';
import { governorsSummary } from './report.ts';

const database = await testDatabase({ after });
const NOW = new Date('2026-11-23T17:00:00Z');
const [LAST_YEAR, OCTOBER, W1, W2] = ['2025-11-17', '2026-10-12', '2026-11-09', '2026-11-16'];
const TWO_DAYS_ILL = marksOf('II', 'II', '/\\', '/\\', '/\\');

/** 24 pupils of years 7 and 8, twelve each; half of year 8 ill for two days in the last week. */
const pupils: BuiltPupil[] = Array.from({ length: 24 }, (_, index) => ({
  id: index + 1,
  surname: `Canary${index + 1}`,
  characteristics: { ncYear: index < 12 ? '7' : '8', freeSchoolMeals: index < 9 },
  weeks: {
    [LAST_YEAR]: FULL_WEEK,
    [OCTOBER]: FULL_WEEK,
    [W1]: FULL_WEEK,
    [W2]: index >= 12 ? TWO_DAYS_ILL : FULL_WEEK,
  },
}));

before(async () => {
  const urn = await buildSchool(database.owner);
  await buildRun(database.owner, urn, { kind: 'first', started_at: '2026-11-20T16:30:00Z' });
  await buildRegister(database.owner, urn, pupils);
  const few = await buildSchool(database.owner, { urn: 900002, name: 'Small (invented)' });
  await buildRegister(database.owner, few, [{ id: 1, surname: 'Canary', weeks: { [W1]: FULL_WEEK } }]);
  await buildSchool(database.owner, { urn: 900003, name: 'Empty (invented)' });
});

const read = async (query: Query = {}, urn = 900001) => {
  const selection = readSelection(query, governorsSummary.choices);
  const scope = { urns: [900001, 900002, 900003] };
  const view = await readReport(governorsSummary, {
    database: database.viewer,
    statistics: null,
    scope,
    urn,
    selection,
    now: NOW,
  });
  return view!;
};
const sentences = async (query: Query, id: string) =>
  (await read(query)).sections.find((section) => section.id === id)!.text;

test('where attendance stands, this half term and last year', async () => {
  const view = await read();
  assert.equal(
    view.message,
    'Attendance in the year to 20 November 2026 is 93.3%: 24 pupils attended 672 of 720 possible sessions.',
  );
  const [halfTerm, lastYear] = await sentences({}, 'attendance');
  assert.match(halfTerm!, /it is 90\.0% \(432 of 480\), 10\.0 percentage points lower than in the half term before/);
  assert.match(lastYear!, /^The year to date is 6\.7 percentage points lower than last year to the same week/);
  const [table] = view.sections.find(({ id }) => id === 'attendance')!.tables;
  assert.deepEqual(
    table!.rows.map(({ key }) => key),
    ['half-term', 'half-term-before', 'year', 'last-year'],
  );
});

test('groups with enough pupils inside and outside are compared, others are not', async () => {
  const view = await read();
  const [table] = view.sections.find(({ id }) => id === 'groups')!.tables;
  assert.deepEqual(
    table!.rows.map(({ key }) => key),
    ['nc_year=7'],
  );
  assert.doesNotMatch(JSON.stringify(view.sections), /Free school meals|Looked after|Canary/);
});

test('as at the end of an earlier half term, as known before, and of chosen groups', async () => {
  assert.match((await read({ period: 'half-term', on: OCTOBER })).message, /year to 16 October 2026 is 100\.0%/);
  assert.match((await read({ year: '8' })).message, /12 pupils attended 312 of 360/);
  assert.match((await read({ known: '2026-10-01' })).empty!.text, /^Nothing was known/);
  assert.match((await read({ definition: 'published' })).message, /672 of 720/);
});

test('a school of few pupils, or none, has no summary to give', async () => {
  assert.match((await read({}, 900002)).empty!.text, /^There are fewer than 10 pupils to count/);
  assert.match((await read({}, 900003)).empty!.text, /no register has been collected/);
  assert.match((await read({ free_school_meals: 'yes' })).empty!.text, /fewer than 10 pupils/);
});

test('the document says what the page says, with headings, header rows and its language', async () => {
  const view = await read();
  const parts = unzipSync(await writeDocument(view, stamp));
  const text = (path: string) => strFromU8(parts[path]!);
  const body = text('word/document.xml');
  assert.match(
    text('docProps/core.xml'),
    /<dc:title>Governors’ summary: Test Heron Primary School \(invented\), Year to date/,
  );
  assert.match(text('word/styles.xml'), /<w:lang w:val="en-GB"/);
  assert.ok(body.includes(view.message));
  for (const { heading } of view.sections) assert.ok(body.includes(heading), heading);
  assert.equal(body.match(/<w:tblHeader\/>/g)!.length, view.sections.flatMap(({ tables }) => tables).length);
  assert.match(body, /w:val="Heading1"/);
  assert.match(body, /must not be used for inspection or to judge the school/);
  assert.match(body, /Downloaded by Asha Example/);
  assert.match(body, /Invented data/);
  assert.doesNotMatch(body, /Canary/);
});
