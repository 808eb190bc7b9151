import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAttention } from './find-attention.ts';
import { pupilMarks } from './pupil-marks.fixture.ts';
import { RULES } from './rules.ts';

/** A year that begins on Monday 3 August 2026: ten sessions a week, one mark a session, from its first week. */
const weekly = (marks: string) =>
  marks
    .match(/.{1,10}/g)!
    .map((week) => week.padEnd(14, '.'))
    .join('');
const pupil = (number: number, marks: string, yearGroup = '7') => pupilMarks(number, weekly(marks), yearGroup);
const find = (...pupils: ReturnType<typeof pupil>[]) =>
  findAttention({ start: '2026-08-03', pupils }, null, () => true).cases;
const present = (sessions: number) => '/'.repeat(sessions);

test('ids differ, and every rule says its numbers and where they come from', () => {
  assert.equal(new Set(RULES.map(({ id }) => id)).size, RULES.length);
  for (const { title, nobody, sentence, source } of RULES) {
    assert.match(sentence, /\d/);
    assert.ok(title.length > 0 && nobody.endsWith('.') && source.endsWith('.'));
  }
});

test('newly persistent: exactly a tenth now, and below it at the end of the day five school days before', () => {
  const found = find(pupil(1, `${present(90)}OO${present(6)}OO`))['newly-persistent'];
  assert.equal(found.length, 0);
  // 8 of 90 then, 10 of 100 now.
  const [case1] = find(pupil(1, `IIIIIIII${present(82)}II${present(8)}`))['newly-persistent'];
  assert.deepEqual(case1!.found.now, { missed: 10, possible: 100 });
  assert.deepEqual(case1!.found.before, { missed: 8, possible: 90 });
});

test('newly persistent waits for 20 possible sessions', () => {
  assert.equal(find(pupil(1, `${present(9)}II${present(7)}`))['newly-persistent'].length, 0);
  assert.equal(find(pupil(1, `${present(11)}II${present(7)}`))['newly-persistent'].length, 1);
});

test('came out: a tenth five school days before, less than a tenth now; also newly severe at exactly a half', () => {
  const found = find(pupil(1, `III${present(29)}`), pupil(2, `${present(20)}${'O'.repeat(20)}`));
  assert.deepEqual(found['came-out'][0]!.found.before, { missed: 3, possible: 30 });
  assert.deepEqual(found['newly-severe'][0]!.found.now, { missed: 20, possible: 40 });
});

test('about to be persistent: sessions left, the pace of the last twenty, and a date over a bank holiday', () => {
  // 4 of 60: (60 − 40) ÷ 9 = 2.2, so 3 more in a row; 4 of the last 20: (4 + n ÷ 5) × 10 ≥ 60 + n, so n = 20.
  const [row] = find(pupil(1, `${present(40)}IIII${present(16)}`))['about-to-be-persistent'];
  assert.equal(row!.found.sessionsLeft, 3);
  assert.equal(row!.found.pace, 20);
  // The latest day is Friday 11 September: ten weekdays later.
  assert.equal(row!.found.date, '2026-09-25');
  // 2 of 28 with two missed in the last twenty: never at that pace, but one more session nearly is.
  const [slow] = find(pupil(1, `${present(24)}II${present(2)}`))['about-to-be-persistent'];
  assert.equal(slow!.found.pace, null);
  assert.equal(slow!.found.sessionsLeft, 1);
  // The latest day is Friday 28 August; Monday 31 August is a bank holiday.
  const [holiday] = find(pupil(1, `${present(37)}III`))['about-to-be-persistent'];
  assert.equal(holiday!.found.pace, 20);
  assert.equal(holiday!.found.date, '2026-09-14');
});

test('ten in ten weeks: weeks without school are skipped, the eleventh is not looked at', () => {
  const ten = `OGNUO${present(5)}`;
  const open = present(10);
  const closed = '.'.repeat(10);
  const within = find(pupil(1, `${ten}${closed}${closed}${open.repeat(8)}OOOOO${present(5)}`));
  assert.deepEqual(within['ten-in-ten-weeks'][0]!.found.sessions, 10);
  assert.equal(within['ten-in-ten-weeks'][0]!.found.withoutReason, 1);
  assert.equal(within['ten-in-ten-weeks'][0]!.found.first, '2026-08-03');
  assert.equal(find(pupil(1, `${ten}${open.repeat(9)}OOOOO${present(5)}`))['ten-in-ten-weeks'].length, 0);
});

test('ten in ten weeks reaches into the year before', () => {
  const before = { start: '2025-08-04', pupils: [pupil(1, `${present(10).repeat(3)}OOOOOOOO`), pupil(2, present(40))] };
  const now = { start: '2026-08-03', pupils: [pupil(1, `OO${present(8)}`), pupil(2, present(10))] };
  const { cases } = findAttention(now, before, () => true);
  assert.equal(cases['ten-in-ten-weeks'].length, 1);
  assert.equal(cases['ten-in-ten-weeks'][0]!.found.first, '2025-08-25');
});

test('ten days in a row: a day with one other session ends it, days without a possible session do not', () => {
  const eight = `/OOOOOOOOO${'.'.repeat(10)}OOOOOOXXOO`;
  assert.equal(find(pupil(1, `${eight}NN`))['ten-days-unauthorised'].length, 0);
  const [row] = find(pupil(1, `${eight}NGU`))['ten-days-unauthorised'];
  assert.deepEqual([row!.found.days, row!.found.sessions, row!.found.first], [10, 19, '2026-08-04']);
  assert.equal(find(pupil(1, `${'O'.repeat(30)}X/`))['ten-days-unauthorised'].length, 0);
});

test('illness: thirty sessions, and the longest run over what is not possible', () => {
  const [row] = find(pupil(1, `${'I'.repeat(12)}/${'I'.repeat(9)}XXX${'I'.repeat(9)}`))['illness-15-days'];
  assert.deepEqual([row!.found.sessions, row!.found.longest], [30, 18]);
});

test('an N counts from the sixth school day after it', () => {
  assert.equal(find(pupil(1, `NN${present(10)}`))['unexplained-n'].length, 0);
  const [row] = find(pupil(1, `NN${present(12)}N`))['unexplained-n'];
  assert.deepEqual([row!.found.sessions, row!.found.oldest], [2, '2026-08-03']);
});

test('a sudden change is against at least forty sessions of the pupil’s own', () => {
  const [row] = find(pupil(1, `IIII${present(36)}${present(14)}OOOOOO`))['sudden-change'];
  assert.deepEqual([row!.found.last.missed, row!.found.before], [6, { missed: 4, possible: 40 }]);
  assert.equal(find(pupil(1, `IIIII${present(35)}${present(14)}OOOOOO`))['sudden-change'].length, 0);
  assert.equal(find(pupil(1, `${present(39)}${present(14)}OOOOOO`))['sudden-change'].length, 0);
});

test('back after ten sessions missed, while the last of them is one of the latest five school days', () => {
  const [row] = find(pupil(1, `${present(8)}${'I'.repeat(10)}${present(8)}`)).returned;
  assert.deepEqual([row!.found.last, row!.found.back], ['2026-08-13', '2026-08-14']);
  assert.equal(find(pupil(1, `${present(8)}${'I'.repeat(10)}${present(10)}`)).returned.length, 0);
  assert.equal(find(pupil(1, `${present(8)}${'I'.repeat(10)}${present(7)}I`)).returned.length, 0);
});
