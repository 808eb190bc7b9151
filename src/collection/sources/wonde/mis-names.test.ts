import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MIS_NAMES } from '../../../domain/mis/mis-names.ts';
import { nameMis } from './mis-names.ts';

test('the sixteen names stay as they are, in any case', () => {
  assert.equal(MIS_NAMES.length, 16);
  assert.deepEqual(MIS_NAMES.map(nameMis), [...MIS_NAMES]);
  assert.deepEqual(
    MIS_NAMES.map((name) => nameMis(name.toUpperCase().replaceAll(' ', '_'))),
    [...MIS_NAMES],
  );
});

test('other names of vendors are known', () => {
  const known: Record<string, string> = {
    sims: 'SIMS',
    'SIMS Next Gen': 'SIMS',
    'SIMS (Primary)': 'SIMS Primary',
    'Capita SIMS': 'SIMS',
    'RM Integris G2': 'Integris',
    'Pupil Asset': 'PupilAsset',
    'Facility CMIS': 'Facility',
    Progresso: 'Cloud School',
    WCBS: 'WBCS',
    'Arbor Education': 'Arbor',
  };
  assert.deepEqual(Object.fromEntries(Object.keys(known).map((raw) => [raw, nameMis(raw)])), known);
});

test('any other name is kept as it is', () => {
  assert.deepEqual(['Sentral', '', '李'].map(nameMis), ['Sentral', '', '李']);
});
