import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { School } from '../../../schools/find-school.ts';
import type { Words } from '../../document.ts';
import { readUrn, viewCheck } from './check-school.ts';

const heron: School = {
  urn: 123456,
  name: 'Heron School',
  laCode: '886',
  areaName: 'Kent',
  regionCode: null,
  regionName: null,
  establishmentNumber: null,
  typeCode: '01',
  typeName: 'Community school',
  phaseName: 'Primary',
  statusCode: '1',
  statusName: 'Open',
  openDate: null,
  closeDate: null,
  lowAge: null,
  highAge: null,
  town: null,
  postcode: null,
  sharingCategory: 'Primary',
  publishedPhase: 'Primary',
  mayShare: true,
  invented: false,
};

const text = (words: Words) => words.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
const links = (words: Words) =>
  words.flatMap((piece) => (typeof piece === 'object' && 'href' in piece ? [piece.href] : []));

function check(change: Partial<School>, successors: readonly Partial<School>[] = []) {
  const after = successors.map((each) => ({ ...heron, ...each }));
  const { answer, error } = viewCheck({
    asked: 'school',
    typed: '123456',
    school: { ...heron, ...change },
    successors: after,
  });
  assert.equal(error, null);
  return {
    heading: answer!.heading,
    words: answer!.paragraphs.map(text).join(' '),
    links: answer!.paragraphs.flatMap(links),
  };
}

test('a URN has six digits', () => {
  assert.equal(readUrn('123456'), 123456);
  assert.equal(readUrn(' 123 456 '), 123456);
  for (const typed of ['', '12345', '1234567', '012345', '12345a', '１２３４５６', '-12345', '1e5000', "123456'--"])
    assert.equal(readUrn(typed), null, typed);
});

test('without a question there is no answer', () => {
  assert.deepEqual(viewCheck({ asked: 'nothing' }), { typed: '', error: null, answer: null });
});

test('what is no URN is an error that says what one is, with what was typed put back', () => {
  assert.equal(viewCheck({ asked: 'unreadable', typed: ' ' }).error, 'Enter a URN');
  const { typed, error } = viewCheck({ asked: 'unreadable', typed: '12ab' });
  assert.deepEqual([typed, error], ['12ab', 'URN must be 6 digits, like 123456']);
});

test('a school that is not in the list', () => {
  assert.equal(
    viewCheck({ asked: 'unknown', typed: '199999' }).answer?.heading,
    'No school with URN 199999 is in our list',
  );
});

test('a school that may share is told yes, its group, and where it agrees; never whether it has', () => {
  const yes = check({ town: 'Deal' });
  assert.equal(yes.heading, 'Yes, Heron School may share');
  assert.match(yes.words, /^Heron School, Deal, is in the group “Primary”/);
  assert.deepEqual(yes.links, ['/agreement']);
  assert.doesNotMatch(yes.words, /has agreed|already/);
});

test('a maintained nursery may agree though it may have no pupil in the years collected', () => {
  const { heading, words } = check({ sharingCategory: 'Maintained nursery' });
  assert.match(heading, /^Yes/);
  assert.match(words, /only pupils from reception to year 13 are collected. If it has no pupil in those years/);
});

test('a school that is to close may share until it does', () => {
  assert.match(
    check({ statusCode: '3' }).words,
    /may share until it does; a school that takes its place is asked anew/,
  );
});

test('an independent school is told that it is not asked', () => {
  const no = check({
    typeCode: '11',
    typeName: 'Other independent school',
    phaseName: 'Not applicable',
    sharingCategory: null,
    mayShare: false,
  });
  assert.equal(no.heading, 'No, Heron School is not asked to share');
  assert.match(no.words, /listed as “Other independent school”. Independent schools are not asked for attendance data/);
});

test('so is a college, by its type and phase', () => {
  const no = check({
    typeCode: '18',
    typeName: 'Further education',
    phaseName: '16 plus',
    sharingCategory: null,
    mayShare: false,
  });
  assert.match(no.words, /“Further education, 16 plus”. Schools of this type and phase are not asked/);
});

test('a closed school is led to the one that came after it, which is asked anew', () => {
  const closed = { statusCode: '2', mayShare: false, closeDate: '2026-08-31' };
  const no = check(closed, [{ urn: 123999, name: 'Heron Academy' }]);
  assert.equal(no.heading, 'No, Heron School has closed');
  assert.match(
    no.words,
    /closed on 31 August 2026\. Heron Academy \(URN 123999\) came after it\. An agreement does not pass to it/,
  );
  assert.deepEqual(no.links, ['/share-your-data?urn=123999#check']);
  assert.match(check(closed).words, /If another school has taken its place/);
});

test('a school that has not opened is told when it may, and one of an unknown state is told that', () => {
  assert.match(check({ statusCode: '4', mayShare: false }).words, /has not opened yet. It may agree once it is open/);
  assert.match(check({ statusCode: null, mayShare: false }).heading, /may not share now/);
});
