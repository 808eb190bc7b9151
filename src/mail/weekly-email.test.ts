import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { FACTS, type FactsOf } from './facts.ts';
import { type MailSetting, writeMessage } from './write-message.ts';

const SETTING: MailSetting = {
  serviceName: 'Rollcall',
  publicUrl: 'https://attendance.example.org',
  invented: false,
  operatorName: null,
  helpContact: null,
};
const build = (change: Partial<FactsOf<'weekly-email'>> = {}): FactsOf<'weekly-email'> => ({
  organisation: 'Heron Primary School',
  urn: 900001,
  week: '2026-11-16',
  lastWeek: { numerator: 2900, denominator: 3120 },
  weekBefore: { numerator: 2950, denominator: 3120 },
  yearToDate: { numerator: 31000, denominator: 33000 },
  newlyPersistent: 'few',
  aboutToBePersistent: 12,
  unexplained: 0,
  schools: 1,
  stale: 0,
  collectedAt: '2026-11-20T16:30:00.000Z',
  signInWithin: null,
  ...change,
});
const write = (change?: Partial<FactsOf<'weekly-email'>>) =>
  writeMessage('weekly-email', build(change), 'person', SETTING);

test('a school’s people read last week, the change, numbers of pupils, and where to stop it', () => {
  assert.equal(Value.Check(FACTS['weekly-email'], build()), true);
  const { subject, text } = write();
  assert.equal(subject, 'Attendance last week: Heron Primary School');
  assert.equal(
    text,
    `Attendance at Heron Primary School (URN 900001), week of 16 to 20 November 2026.

Last week: 92.9% (2,900 of 3,120 possible sessions). 1.6 percentage points lower than in the last week before it with sessions, 94.6% (2,950 of 3,120 possible sessions).

Year to date: 93.9% (31,000 of 33,000 possible sessions).

Pupils:
Newly persistently absent (10% or more of their sessions missed, reached in the last 5 school days): fewer than 5
About to be persistently absent: 12
With a session that has had no reason for more than 5 school days (code N): none

Last collected at 4.30pm on Friday 20 November 2026.

Who these pupils are, and what is behind these numbers:
https://attendance.example.org/schools/900001/attention
https://attendance.example.org/schools/900001

No pupil is named in this mail, and numbers from 1 to 4 are not told. The percentages count years 1 to 11 and pupils who do not follow the national curriculum; where there are none, all pupils. The figures must not be used for inspection or to judge a school.

To stop this mail, sign in:
https://attendance.example.org/weekly-email

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('one to four pupils cannot be written', () => {
  for (const newlyPersistent of [1, 2, 3, 4])
    assert.equal(Value.Check(FACTS['weekly-email'], { ...build(), newlyPersistent }), false);
});

test('a rise, no change, and nothing to compare with', () => {
  assert.match(write({ weekBefore: { numerator: 9, denominator: 10 } }).text, /2\.9 percentage points higher than/);
  assert.match(write({ weekBefore: { numerator: 2900, denominator: 3120 } }).text, /The same to one decimal as in/);
  assert.match(write({ weekBefore: null }).text, /There is no week before it to compare with\./);
});

test('a week without a figure, and old data, are said', () => {
  const { text } = write({ lastWeek: null, yearToDate: null, stale: 1 });
  assert.match(text, /There is no figure for last week/);
  assert.doesNotMatch(text, /Year to date/);
  assert.match(text, /two school days ago or more: the figures may be out of date/);
  assert.match(write({ collectedAt: null, stale: 1 }).text, /Nothing has been collected from the school yet\./);
});

test('a trust or an authority reads of all its schools, and of how many the data are old', () => {
  const area = { organisation: 'Heronshire', urn: null, schools: 16 };
  const { text } = write(area);
  assert.match(text, /^Attendance in the schools of Heronshire that share their data, week of/);
  assert.match(text, /16 schools share\. All of them were collected from on the last two school days\./);
  assert.match(text, /https:\/\/attendance\.example\.org\/schools\n/);
  assert.match(write({ ...area, stale: 3 }).text, /Of 3 of them nothing was collected/);
  assert.match(write({ ...area, schools: 1 }).text, /1 school shares\./);
});

test('of too few pupils no number is told', () => {
  const { text } = write({ newlyPersistent: null, aboutToBePersistent: null, unexplained: null });
  assert.match(text, /There are too few pupils to tell numbers of them\./);
});

test('who is known from sign-in alone is told to sign in', () => {
  assert.match(write({ signInWithin: 35 }).text, /while you sign in at least once in 35 days/);
});
