import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { type ExtractRow, inTrust, writeExtract } from './extract.fixture.ts';
import { bindColumns } from './extract-columns.ts';
import { readLookups } from './gias-lookups.ts';
import { type ParsedSchool, parseSchool, type Unreadable } from './parse-school.ts';

const lookups = readLookups();

function parseOne(row: ExtractRow, without: string[] = []): ParsedSchool | Unreadable {
  const [header, cells] = parse(writeExtract([row], without)) as [string[], string[]];
  return parseSchool(cells, bindColumns('extract.csv', header), lookups);
}
const school = (row: ExtractRow, without: string[] = []) => (parseOne(row, without) as ParsedSchool).school;
const trust = (row: ExtractRow, without: string[] = []) => (parseOne(row, without) as ParsedSchool).trust;
const why = (row: ExtractRow) => (parseOne(row) as Unreadable).why;

test('a row of all establishments', () => {
  assert.deepEqual(school({ EstablishmentNumber: '96' }), {
    urn: 100_900,
    name: 'Bird Primary School',
    la_code: '831',
    establishment_number: '0096',
    type_code: '01',
    type_name: 'Community school',
    phase_code: '2',
    phase_name: 'Primary',
    status_code: '1',
    status_name: 'Open',
    open_date: '2001-09-01',
    close_date: null,
    low_age: 3,
    high_age: 11,
    gender: 'Mixed',
    ukprn: '10010000',
    town: 'Derby',
    postcode: 'DE1 1AA',
    sharing_category: 'Primary',
    published_phase: 'Primary',
    may_share: true,
    pupils: 200,
    fsm_permille: 181,
    sen_support_permille: null,
    ehc_plan_permille: null,
    latitude: null,
    longitude: null,
  });
});

const CODES = ['TypeOfEstablishment (code)', 'PhaseOfEducation (code)', 'EstablishmentStatus (code)'];
test('an extract without codes is read by names, whatever their case', () => {
  const read = school(
    {
      'TypeOfEstablishment (name)': 'Academy Special Converter',
      'PhaseOfEducation (name)': 'Not applicable',
      'EstablishmentStatus (name)': 'Open, but proposed to close',
    },
    CODES,
  );
  assert.deepEqual(
    [read.type_code, read.phase_code, read.status_code, read.sharing_category],
    ['44', '0', '3', 'Special'],
  );
});

test('1 January 1900 means unknown; days are written with hyphens, strokes or as ISO', () => {
  assert.equal(school({ OpenDate: '01-01-1900' }).open_date, null);
  assert.equal(school({ OpenDate: '31/08/2015' }).open_date, '2015-08-31');
  assert.equal(school({ CloseDate: '2015-08-31' }).close_date, '2015-08-31');
});

test('codes without their leading noughts', () => {
  assert.equal(school({ 'TypeOfEstablishment (code)': '1' }).type_code, '01');
  assert.equal(school({ 'LA (code)': '000' }).la_code, null);
});

test('a multi-academy trust is a trust; the trust of a foundation school is none; no column, no knowledge', () => {
  assert.deepEqual(trust(inTrust('2345', 'Bird Trust')), {
    trust_uid: '2345',
    name: 'Bird Trust',
    kind: 'multi-academy',
    asAt: null,
  });
  assert.equal(
    trust({ 'TrustSchoolFlag (code)': '1', 'TrustSchoolFlag (name)': 'Supported by a trust', 'Trusts (code)': '1247' }),
    null,
  );
  assert.equal(trust({}), null);
  assert.equal(trust(inTrust('', '')), undefined);
  assert.equal(trust({}, ['Trusts (code)']), undefined);
});

test('what cannot be read is said', () => {
  assert.equal(why({ URN: 'x1' }), 'the URN "x1" is not a number of six digits');
  assert.match(why({ URN: '900001' }), /URN 900001 is of the range kept for invented schools/);
  assert.equal(why({ EstablishmentName: '' }), 'the name is empty');
  assert.equal(why({ OpenDate: '31-02-2020' }), 'the open date "31-02-2020" is not a day');
  assert.match(why({ 'TypeOfEstablishment (code)': '99' }), /the type "99" is not in GIAS's list/);
  assert.match(why({ 'LA (code)': 'Derby' }), /the local authority code "Derby"/);
  assert.match(why({ StatutoryLowAge: '-1' }), /the low age "-1"/);
});

test('the header says what is missing, and what the file seems to be', () => {
  const refusal = (message: RegExp) => ({ code: 'file-invalid', message });
  assert.throws(
    () =>
      bindColumns('a/some.csv', [
        'URN',
        'EstablishmentName',
        'LA (code)',
        'EstablishmentNumber',
        'PhaseOfEducation (name)',
      ]),
    refusal(
      /^some.csv is not a GIAS extract of schools: the columns TypeOfEstablishment \(code\) or TypeOfEstablishment \(name\), EstablishmentStatus \(code\) or EstablishmentStatus \(name\) are missing\. Download /,
    ),
  );
  assert.throws(() => bindColumns('g.csv', ['Group UID', 'Group Name']), refusal(/file of groups/));
});

test('shares are read to tenths of a per cent; what is no percentage is not known, and refuses no school', () => {
  const share = (PercentageFSM: string) => school({ PercentageFSM }).fsm_permille;
  assert.deepEqual(['', '0', '18', '18.1', '18.14', '18.15', '100.0'].map(share), [null, 0, 180, 181, 181, 182, 1000]);
  assert.deepEqual(['-1', '100.1', '18,1', 'SUPP', '1.234'].map(share), [null, null, null, null, null]);
});
