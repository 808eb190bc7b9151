import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { type FactsPupil, factsOf, numbersOf, tableOf } from '../report-facts.fixture.ts';
import { reasons } from './report.ts';

const view = (...pupils: FactsPupil[]) => reasons.view(factsOf(pupils), null);

const BODY = view(
  { weeks: { '2026-11-02': marksOf('II', 'I\\', 'L\\', 'U\\', 'GG'), '2026-11-16': marksOf('##', 'L\\') } },
  { weeks: { '2026-11-02': marksOf('/-', '?\\', 'L\\', '/\\', 'I~') } },
);

test('codes with their shares: absence first, then attendance, then what is not counted', () => {
  assert.deepEqual(numbersOf(tableOf(BODY, 'codes')), {
    I: ['Illness', 'Authorised absence', 4, '4/19', '4/7'],
    G: ['Holiday not granted by the school', 'Unauthorised absence', 2, '2/19', '2/7'],
    U: ['Late, after the register closed', 'Unauthorised absence', 1, '1/19', '1/7'],
    '\\': ['Present in the afternoon', 'Present', 7, '7/19', 'Not absence'],
    L: ['Late, before the register closed', 'Present', 3, '3/19', 'Not absence'],
    '/': ['Present in the morning', 'Present', 2, '2/19', 'Not absence'],
    '#': ['Planned whole or part closure', 'School closed or pupil not yet on roll', 2, 'Not counted', 'Not absence'],
    '-': ['No mark entered', 'No mark', 1, 'Not counted', 'Not absence'],
    '?': ['A code that could not be read: see Data received', 'No mark', 1, 'Not counted', 'Not absence'],
    Y5_Y7: ['Unable to attend: reason not shown', 'Not a possible session', 1, 'Not counted', 'Not absence'],
  });
  assert.equal(
    BODY.message,
    '7 sessions were missed: 57.1% with code I (illness) and 28.6% with code G (holiday not granted by the school).',
  );
});

test('a pupil who was late in both ways is one pupil', () => {
  assert.deepEqual(numbersOf(tableOf(BODY, 'late')), { L: [3, '3/19', 2], U: [1, '1/19', 1], late: [4, '4/19', 2] });
  const late = BODY.sections.find(({ id }) => id === 'late-sessions')!;
  assert.deepEqual(late.text, ['2 pupils were late 4 times, 1 of them after the register had closed.']);
});

test('holidays, and the most used codes week by week', () => {
  assert.deepEqual(numbersOf(tableOf(BODY, 'holidays')), { G: [2, 1] });
  assert.deepEqual(
    tableOf(BODY, 'weeks').columns.map(({ key }) => key),
    ['code:I', 'code:G', 'code:U', 'possible', 'most_share'],
  );
  assert.deepEqual(numbersOf(tableOf(BODY, 'weeks')), {
    '2026-11-02': [4, 2, 1, 17, '4/17'],
    '2026-11-09': [0, 0, 0, 0, '0/0'],
    '2026-11-16': [0, 0, 0, 2, '0/2'],
  });
});

test('nobody missed anything, and nothing was possible', () => {
  const full = view({ weeks: { '2026-11-16': FULL_WEEK } });
  assert.equal(full.message, 'No session was missed.');
  assert.equal(full.sections[0]?.chart, undefined);
  assert.deepEqual(tableOf(full, 'holidays'), undefined);
  const missing = reasons.view(
    factsOf([{ weeks: { '2026-11-16': marksOf('--', '??', '##') } }], { query: { period: 'week', on: '2026-11-16' } }),
    null,
  );
  assert.deepEqual(numbersOf(tableOf(missing, 'codes'))['-'], [
    'No mark entered',
    'No mark',
    2,
    'Not counted',
    'Not absence',
  ]);
  assert.deepEqual(numbersOf(tableOf(missing, 'late'))['late'], [0, '0/0', 0]);
  assert.equal(tableOf(missing, 'weeks'), undefined);
});
