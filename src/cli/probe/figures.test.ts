import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACTORS, findFigures } from './figures.ts';
import { makeWorld, visibleTo } from './world.ts';

const { schools, ...world } = makeWorld();
const [first, second] = schools;
const of = (text: string) => [...findFigures(schools, text)];
const figure = (times: number, school = first!) => school.factor * times;

test('a figure is known with and without commas, in a page, a file and a report', () => {
  assert.deepEqual(of(`<td>${figure(60).toLocaleString('en-GB')} of 98,765 possible sessions</td>`), [first!.urn]);
  assert.deepEqual(of(`<td>${figure(100).toLocaleString('en-GB')}</td>`), [first!.urn]);
  assert.deepEqual(of(`name,${figure(17)},${figure(20, second)}\r\n`), [first!.urn, second!.urn]);
  assert.deepEqual(of(`"${figure(80).toLocaleString('en-GB')}"`), [first!.urn]);
  assert.deepEqual(of(JSON.stringify({ attended: figure(62), weeks: [figure(9, second)] })), [first!.urn, second!.urn]);
});

test('numbers that only look like figures are none', () => {
  const number = figure(60);
  assert.deepEqual(
    of(`${number + 1} ${number}.5 0.${number} ${number}px x${number} /a/${number} ${number}-1 9${number}`),
    [],
  );
  assert.deepEqual(of('2026-11-23 17:00 900101 10000371'), []);
});

test('what several schools come to together is no figure of another', () => {
  const together = world.people.map((who) => visibleTo({ schools, ...world }, who));
  const shared = schools.filter(({ agreement }) => agreement === 'receiving').map(({ urn }) => urn);
  const sums = [...together, shared]
    .filter((urns) => urns.length > 1)
    .map((urns) => schools.filter(({ urn }) => urns.includes(urn)).reduce((sum, { factor }) => sum + factor, 0));
  assert.deepEqual(
    sums.filter((sum) => FACTORS.some((factor) => sum % factor === 0)),
    [],
  );
  assert.ok(sums.length > 5);
});
