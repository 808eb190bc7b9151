import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type KnownPupil, matchPupils } from './match-pupils.ts';
import type { SourcePupil } from './source.ts';

const pupil = (keys: string[], given: Partial<SourcePupil> = {}): SourcePupil => ({
  keys,
  forename: 'Ada',
  surname: keys[0]!,
  upn: null,
  onRoll: true,
  characteristics: {
    ncYear: '7',
    gender: null,
    ethnicity: null,
    lookedAfter: null,
    previouslyLookedAfter: null,
    senSupport: null,
    ehcPlan: null,
    freeSchoolMeals: null,
  },
  ...given,
});
const known = (id: number, given: Partial<KnownPupil> = {}): KnownPupil => ({
  onRoll: true,
  gender: null,
  ncYear: '7',
  id,
  forename: 'Ada',
  surname: `id:${id}`,
  upn: null,
  ...given,
});
const UPN = 'U309200325017';

test('by key, and a new pupil gets the next number', () => {
  const { pupils, byKey, newKeys } = matchPupils(
    [pupil(['id:A1']), pupil(['id:A2', 'upi:x'])],
    [known(4)],
    new Map([['id:A1', 4]]),
  );
  assert.deepEqual(
    pupils.map(({ id, isNew }) => [id, isNew]),
    [
      [4, false],
      [5, true],
    ],
  );
  assert.equal(byKey.get('upi:x'), 5);
  assert.deepEqual(newKeys, [
    { key: 'id:A2', id: 5 },
    { key: 'upi:x', id: 5 },
  ]);
});

test('a pupil who returns under another id is found by UPN', () => {
  const { pupils, newKeys } = matchPupils(
    [pupil(['id:A9'], { upn: UPN })],
    [known(3, { upn: UPN })],
    new Map([['id:A1', 3]]),
  );
  assert.deepEqual(
    pupils.map(({ id }) => id),
    [3],
  );
  assert.deepEqual(newKeys, [{ key: 'id:A9', id: 3 }]);
});

test("the leaver's row of a pupil on roll joins it, and the one on roll speaks", () => {
  const { pupils } = matchPupils(
    [pupil(['id:old'], { upn: UPN, onRoll: false }), pupil(['id:new'], { upn: UPN })],
    [],
    new Map(),
  );
  assert.equal(pupils.length, 1);
  assert.equal(pupils[0]!.pupil.onRoll, true);
});

test('two pupils on roll with one UPN stay two, and an issue tells', () => {
  const { pupils, issues } = matchPupils(
    [pupil(['id:A1'], { upn: UPN, surname: 'One' }), pupil(['id:A2'], { upn: UPN, surname: 'Two' })],
    [],
    new Map(),
  );
  assert.equal(pupils.length, 2);
  assert.deepEqual(
    issues.map(({ code }) => code),
    ['upn-shared'],
  );
});

test('one pupil given twice is one pupil, and an issue tells', () => {
  const { pupils, issues, byKey } = matchPupils(
    [pupil(['id:A1'], { upn: UPN, surname: 'One' }), pupil(['id:A2'], { upn: UPN, surname: 'One' })],
    [],
    new Map(),
  );
  assert.equal(pupils.length, 1);
  assert.equal(byKey.get('id:A1'), byKey.get('id:A2'));
  assert.deepEqual(
    issues.map(({ code }) => code),
    ['pupil-twice'],
  );
});

test('after a change of MIS a pupil without UPN is found by name, if only one bears it', () => {
  const one = matchPupils(
    [pupil(['id:B1'], { surname: 'Okafor' })],
    [known(1, { surname: 'Okafor' })],
    new Map([['id:A1', 1]]),
  );
  assert.deepEqual(
    one.pupils.map(({ id }) => id),
    [1],
  );
  const two = matchPupils(
    [pupil(['id:B1'], { surname: 'Okafor' })],
    [known(1, { surname: 'Okafor' }), known(2, { surname: 'Okafor' })],
    new Map([
      ['id:A1', 1],
      ['id:A2', 2],
    ]),
  );
  assert.deepEqual(
    two.pupils.map(({ id, isNew }) => [id, isNew]),
    [[3, true]],
  );
});

test('a name does not join pupils of whom one is still there under its own key', () => {
  const { pupils } = matchPupils(
    [pupil(['id:A1'], { surname: 'Okafor' }), pupil(['id:B1'], { surname: 'Okafor' })],
    [known(1, { surname: 'Okafor' })],
    new Map([['id:A1', 1]]),
  );
  assert.deepEqual(
    pupils.map(({ id }) => id),
    [1, 2],
  );
});

test('two stored pupils whom the roll shows under one UPN and one name are to be merged into the one on roll', () => {
  const stored = [known(25, { surname: 'Wright' }), known(28, { surname: 'Wright', upn: UPN })];
  const keys = new Map([
    ['id:new', 25],
    ['id:old', 28],
  ]);
  const roll = [
    pupil(['id:old'], { surname: 'Wright', upn: UPN, onRoll: false }),
    pupil(['id:new'], { surname: 'Wright', upn: UPN }),
  ];
  assert.deepEqual(matchPupils(roll, stored, keys).merges, [{ from: 28, into: 25 }]);
  const other = [pupil(['id:old'], { surname: 'Other', upn: UPN }), pupil(['id:new'], { surname: 'Wright', upn: UPN })];
  assert.deepEqual(
    matchPupils(other, [known(25, { surname: 'Wright' }), known(28, { surname: 'Other', upn: UPN })], keys).merges,
    [],
  );
});

test('a newcomer under another name does not take the place of a pupil whose UPN it bears, in whatever order', () => {
  const anna = pupil(['id:A1'], { forename: 'Anna', upn: UPN });
  const zoe = pupil(['id:Z1'], { forename: 'Zoe', upn: UPN });
  const stored = [known(1, { forename: 'Anna', surname: 'id:A1', upn: UPN })];
  for (const roll of [
    [anna, zoe],
    [zoe, anna],
  ]) {
    const { pupils, issues, byKey } = matchPupils(roll, stored, new Map([['id:A1', 1]]));
    assert.deepEqual([byKey.get('id:A1'), byKey.get('id:Z1')], [1, 2]);
    assert.equal(pupils.find(({ id }) => id === 1)!.pupil.forename, 'Anna');
    assert.deepEqual(
      issues.map(({ code }) => code),
      ['upn-shared'],
    );
  }
});

test('a leaver of another name stays apart from the pupil on roll with the same UPN', () => {
  const roll = [
    pupil(['id:A1'], { forename: 'Anna', upn: UPN }),
    pupil(['id:B1'], { forename: 'Bea', upn: UPN, onRoll: false }),
  ];
  assert.equal(matchPupils(roll, [], new Map()).pupils.length, 2);
});

test('a name alone does not bring back a leaver, nor a pupil of another age or gender', () => {
  const child = pupil(['id:N1'], {
    surname: 'Okafor',
    characteristics: { ...pupil(['x']).characteristics, ncYear: 'R', gender: 'F' },
  });
  for (const given of [{ onRoll: false }, { ncYear: '6' }, { gender: 'M' }]) {
    const stored = known(1, { surname: 'Okafor', ncYear: 'R', gender: 'F', ...given });
    assert.deepEqual(
      matchPupils([child], [stored], new Map()).pupils.map(({ id }) => id),
      [2],
    );
  }
});

test('a shared UPN is said every time, also when everybody is known by key', () => {
  const roll = [
    pupil(['id:1'], { upn: UPN, surname: 'One' }),
    pupil(['id:2'], { upn: UPN, surname: 'Two' }),
    pupil(['id:3'], { upn: UPN, surname: 'Three' }),
  ];
  const keys = new Map([
    ['id:1', 1],
    ['id:2', 2],
    ['id:3', 3],
  ]);
  const stored = [1, 2, 3].map((id) => known(id, { upn: UPN, surname: ['One', 'Two', 'Three'][id - 1]! }));
  assert.deepEqual(
    matchPupils(roll, stored, keys).issues.map(({ code, place }) => [code, place]),
    [['upn-shared', 'pupils 1 and 2 and 3']],
  );
});
