import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseDoorPage } from './choose-door.ts';

const MISSION = { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' } as const;
const texts = (...given: Parameters<typeof chooseDoorPage>) => chooseDoorPage(...given).choices.map(({ text }) => text);

test('people choose by whom they work for', () => {
  assert.deepEqual(texts(MISSION, ['dfe-sign-in', 'idams', 'oidc'], null, '/'), [
    'I work for a school',
    'I work for an academy trust or a local authority',
    'I help to run this service',
  ]);
});

test('where everyone comes through one door, one choice names them all', () => {
  const all = { schools: 'oidc', trusts: 'oidc', authorities: 'none' } as const;
  assert.deepEqual(texts(all, ['oidc'], 'Kent County Council', '/'), [
    'I work for a school or an academy trust, or I work for Kent County Council',
  ]);
});

test('where someone wanted to go goes with them', () => {
  const { choices } = chooseDoorPage(MISSION, ['idams'], null, '/schools/900001?year=7');
  assert.equal(choices[0]?.href, '/sign-in/idams?to=%2Fschools%2F900001%3Fyear%3D7');
});
