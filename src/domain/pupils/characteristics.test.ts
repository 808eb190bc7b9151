import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Characteristics, groupsOf } from './characteristics.ts';
import { ETHNICITIES, ethnicityLabel, readEthnicity } from './ethnicity.ts';
import { readFlag, readPreviouslyLookedAfter } from './flags.ts';
import { readGender } from './gender.ts';
import { groupLabel } from './group-label.ts';
import { readSen } from './sen.ts';

const silent: Characteristics = {
  ncYear: '7',
  gender: null,
  ethnicity: null,
  lookedAfter: null,
  previouslyLookedAfter: null,
  senSupport: null,
  ehcPlan: null,
  freeSchoolMeals: null,
};

test('gender is an open list', () => {
  assert.deepEqual(['M', 'male', ' MALE '].map(readGender), ['M', 'M', 'M']);
  assert.deepEqual(['F', 'Female'].map(readGender), ['F', 'F']);
  assert.deepEqual(['NOT STATED', 'X', 'Non-binary', '女'].map(readGender), ['O', 'O', 'O', 'O']);
  assert.deepEqual([null, undefined, '', ' ', 'U', 'Unknown'].map(readGender), [null, null, null, null, null, null]);
});

test('extended ethnicity codes become their main code', () => {
  assert.deepEqual(['WBRI', 'WENG', 'bngn', ' OARA ', 'REFU', 'NOBT'].map(readEthnicity), [
    'WBRI',
    'WBRI',
    'BAFR',
    'OOTH',
    'REFU',
    'NOBT',
  ]);
  assert.deepEqual(['', null, undefined, 'ZZZZ', 'White British', 'constructor'].map(readEthnicity), [
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
  assert.equal(ETHNICITIES.length, 20);
  assert.equal(ethnicityLabel('WBRI'), 'White British');
  assert.equal(ethnicityLabel('BAFR'), 'Black African');
});

test('SEN provision by code, description or both', () => {
  const is = (texts: string[]) =>
    [...new Set(texts.map((text) => JSON.stringify(readSen(text))))].map((text) => JSON.parse(text) as unknown);
  assert.deepEqual(
    is([
      'N',
      'n',
      'No special educational need',
      'No Special Educational Needs',
      'N - No special educational need',
      'None',
    ]),
    [{ senSupport: false, ehcPlan: false }],
  );
  assert.deepEqual(
    is([
      'K',
      'SEN support',
      'SEN Support (K)',
      'K - SEN support',
      'A',
      'P',
      'Q',
      'School Action',
      'School action plus',
    ]),
    [{ senSupport: true, ehcPlan: false }],
  );
  assert.deepEqual(
    is([
      'E',
      'S',
      'EHCP',
      'EHC plan',
      'Education, health and care plan',
      'Education, Health & Care Plan (EHCP)',
      'Statement',
    ]),
    [{ senSupport: false, ehcPlan: true }],
  );
});

test('SEN provision that cannot be read, or that is only asked for, is not known', () => {
  const unknown = { senSupport: null, ehcPlan: null };
  assert.deepEqual(
    [null, '', 'EHC plan requested', 'No EHCP', 'Z', '7', 'Pending'].map(readSen),
    Array(7).fill(unknown),
  );
});

test('yes and no, as sources send them', () => {
  assert.deepEqual([true, 'true', 'TRUE', '1', 1, 'T', 'Y', 'yes '].map(readFlag), Array(8).fill(true));
  assert.deepEqual([false, 'false', '0', 0, 'F', 'n', 'No'].map(readFlag), Array(7).fill(false));
  assert.deepEqual([null, undefined, '', 'maybe', 2, {}, [], [true], 'N/A'].map(readFlag), Array(9).fill(null));
});

test('previously looked after, as a yes or no or as the letter of an arrangement', () => {
  assert.deepEqual(
    ['A', 'S', 'r', 'C', 'O', true, '1', 'Ceased to be looked after through adoption'].map(readPreviouslyLookedAfter),
    Array(8).fill(true),
  );
  assert.deepEqual(['N', 'Not declared', false, 'F', 0].map(readPreviouslyLookedAfter), Array(5).fill(false));
  assert.deepEqual([null, '', 'Z', 'N/A'].map(readPreviouslyLookedAfter), Array(4).fill(null));
});

test('a pupil belongs to one group of each characteristic', () => {
  const pupil = {
    ...silent,
    gender: 'F',
    ethnicity: 'WBRI',
    lookedAfter: true,
    previouslyLookedAfter: false,
    senSupport: false,
    ehcPlan: true,
    freeSchoolMeals: true,
  };
  assert.deepEqual(groupsOf(pupil), [
    'all',
    'statistical',
    'nc_year=7',
    'gender=F',
    'ethnicity=WBRI',
    'looked_after=yes',
    'previously_looked_after=no',
    'sen=ehc_plan',
    'free_school_meals=yes',
  ]);
});

test('what the source did not say is unknown, and not no', () => {
  assert.deepEqual(groupsOf(silent).slice(3), [
    'gender=unknown',
    'ethnicity=unknown',
    'looked_after=unknown',
    'previously_looked_after=unknown',
    'sen=unknown',
    'free_school_meals=unknown',
  ]);
  const sen = (senSupport: boolean | null, ehcPlan: boolean | null) =>
    groupsOf({ ...silent, senSupport, ehcPlan }).find((key) => key.startsWith('sen='));
  assert.equal(sen(false, false), 'sen=none');
  assert.equal(sen(true, false), 'sen=support');
  assert.equal(sen(true, null), 'sen=support');
  assert.equal(sen(false, null), 'sen=unknown');
  assert.equal(sen(null, true), 'sen=ehc_plan');
});

test('who is in published figures', () => {
  assert.equal(groupsOf({ ...silent, ncYear: 'R' }).includes('statistical'), false);
  assert.equal(groupsOf({ ...silent, ncYear: '12' }).includes('statistical'), false);
  assert.equal(groupsOf({ ...silent, ncYear: 'X' }).includes('statistical'), true);
  assert.equal(groupsOf({ ...silent, ncYear: 'X' }, { countX: false }).includes('statistical'), false);
});

test('every group has words', () => {
  assert.equal(groupLabel('nc_year=7'), 'Year 7');
  assert.equal(groupLabel('nc_year=R'), 'Reception');
  assert.equal(groupLabel('ethnicity=MWBC'), 'White and Black Caribbean');
  assert.equal(groupLabel('sen=support'), 'SEN support');
  assert.equal(groupLabel('something'), 'something');
  assert.deepEqual(
    [...groupsOf(silent), ...groupsOf({ ...silent, lookedAfter: false, senSupport: false, ehcPlan: false })].filter(
      (key) => groupLabel(key) === key,
    ),
    [],
  );
});
