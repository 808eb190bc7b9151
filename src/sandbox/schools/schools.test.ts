import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MIS_NAMES } from '../../domain/mis/mis-names.ts';
import { readEthnicity } from '../../domain/pupils/ethnicity.ts';
import { readFlag } from '../../domain/pupils/flags.ts';
import { readGender } from '../../domain/pupils/gender.ts';
import { isCollected, readNcYear } from '../../domain/pupils/nc-year.ts';
import { readSen } from '../../domain/pupils/sen.ts';
import { checkUpn } from '../../domain/pupils/upn.ts';
import { sharingOf } from '../../schools/sharing-category.ts';
import { dayOf } from '../mis/days.ts';
import { describe, write } from './characteristics.ts';
import { isCollectedText } from './collected.ts';
import { createCalendars, listSpells } from './people.ts';
import { planSchools, planUnconnectedSchools, type SchoolPlan } from './plan-schools.ts';
import { publishedFacts } from './published-facts.ts';
import { upnLetter } from './upn.ts';

const spellsOf = (plan: SchoolPlan, seed = 1, year = 2026) =>
  listSpells(plan, seed, createCalendars(seed, plan.index), year);

test('the first sixteen schools have all MIS names; all schools have invented names, and every phase is there', () => {
  const plans = planSchools(16, 1);
  assert.deepEqual(new Set(plans.slice(0, 16).map(({ mis }) => mis)), new Set(MIS_NAMES));
  const phases = [
    'PRIMARY',
    'SECONDARY',
    'NOT APPLICABLE DEEMED PRIMARY',
    'NOT APPLICABLE DEEMED SECONDARY',
    'SPECIAL',
    'ALL THROUGH',
    'NOT APPLICABLE',
    'NURSERY',
  ];
  assert.deepEqual(new Set(plans.map(({ phase }) => phase)), new Set(phases));
  assert.ok(plans.every(({ name, urn }) => /^Sandbox .* \(invented\)$/.test(name) && urn >= 900_000));
});

test("urns, ids and names are each a school's own, for many schools too", () => {
  const plans = planSchools(1200, 1);
  for (const list of [plans.map(({ urn }) => String(urn)), plans.map(({ id }) => id), plans.map(({ name }) => name)])
    assert.equal(new Set(list).size, plans.length);
  assert.deepEqual(
    plans.slice(-7).map(({ urn, state }) => `${urn} ${state}`),
    [
      '900901 pending',
      '900902 declined',
      '900903 revoked',
      '900904 unaudited',
      '900906 unrequested',
      '900907 unrequested',
      '900908 unrequested',
    ],
  );
});

test('those never asked may share, one of them a nursery school without a pupil to collect; an independent school may not', () => {
  const asked = planSchools(0, 1).filter(({ state }) => state === 'unrequested');
  const others = planUnconnectedSchools(1);
  const sharing = [...asked, ...others].map((plan) => [plan.urn, sharingOf({ ...plan, statusCode: '1' }).category]);
  assert.deepEqual(sharing, [
    [900_906, 'Primary'],
    [900_907, 'Special'],
    [900_908, 'Maintained nursery'],
    [900_909, 'Primary'],
    [900_910, null],
  ]);
  assert.ok(asked.every(({ trust }) => trust === null));
  const nursery = spellsOf(asked[2]!).map(({ person }) => write(person, asked[2]!, 2026, dayOf('2026-11-23')).ncYear);
  assert.ok(nursery.length > 10 && !nursery.some(isCollectedText));
});

test('sizes are kept to: none, and 5,000', () => {
  const [empty, large] = planSchools(2, 1, [0, 5000]);
  assert.equal(spellsOf(empty!).length, 0);
  const today = dayOf('2026-11-23');
  const roll = spellsOf(large!).filter(({ from, to }) => from <= today && to >= today).length;
  assert.ok(roll > 4750 && roll < 5250, `${roll}`);
});

test('the check letter is that of the worked examples', () => {
  assert.deepEqual(['309200325017', '30920032501B', '801200005001', '207000016049'].map(upnLetter), [
    'U',
    'J',
    'B',
    'P',
  ]);
});

test('pupils have the UPNs that a domain check finds: right, temporary, wrong and none', () => {
  const upns = spellsOf(planSchools(1, 1, [4000])[0]!).map(({ person }) => person.upn);
  const given = upns.filter((upn) => upn !== null);
  const checked = given.map(checkUpn).map((read) => ('kind' in read ? read.kind : read.problem));
  assert.deepEqual(new Set(checked), new Set(['permanent', 'temporary', 'check-letter']));
  assert.ok(given.length < upns.length);
  assert.ok(checked.filter((kind) => kind === 'check-letter').length < given.length / 100);
});

test('some pupils come from another school and keep their UPN', () => {
  const plans = planSchools(2, 1);
  const [primary, secondary] = plans.map(
    (plan) => new Set(spellsOf(plan, 1, plan.index === 0 ? 2025 : 2026).map(({ person }) => person.upn)),
  );
  const shared = [...secondary!].filter((upn) => upn !== null && primary!.has(upn));
  assert.ok(shared.length > 0);
});

test('ids are unique in a school, and who returns has a new one', () => {
  const spells = spellsOf(planSchools(1, 1, [4000])[0]!);
  assert.equal(new Set(spells.map(({ id }) => id)).size, spells.length);
  const returned = spells.filter(({ ordinal }) => ordinal === 1);
  assert.ok(returned.length > 3);
  const [first, second] = returned[0]!.person.spells;
  assert.ok(first!.to < second!.from && first!.id !== second!.id);
});

test('what each MIS writes is read by the domain as what the pupil is', () => {
  const unread: string[] = [];
  for (const plan of planSchools(16, 2))
    for (const { person } of spellsOf(plan, 2)) {
      const [is, written] = [
        describe(person, plan, 2026, dayOf('2026-11-23')),
        write(person, plan, 2026, dayOf('2026-11-23')),
      ];
      const year = readNcYear(written.ncYear);
      if (year === null || !('year' in year)) unread.push(String(written.ncYear));
      else
        assert.equal(isCollected(year.year) ? year.year : 'nursery', is.ncYear.startsWith('N') ? 'nursery' : is.ncYear);
      assert.deepEqual(
        [
          readGender(written.gender),
          readEthnicity(written.ethnicityCode),
          readFlag(written.inLeaCare),
          readFlag(written.freeSchoolMeals),
        ],
        [is.gender, is.ethnicity, is.lookedAfter, is.freeSchoolMeals],
      );
      assert.deepEqual(readSen(written.senStatus), { senSupport: is.senSupport, ehcPlan: is.ehcPlan });
    }
  assert.ok(unread.length <= 6, `${unread.length}`);
  assert.deepEqual(new Set(unread), new Set(['null', 'Mixed']));
});

test('what is published about a school is counted from its own pupils', () => {
  const [primary, , , , , , special] = planSchools(16, 1, [400]).map((plan) =>
    publishedFacts(plan, spellsOf(plan, 1, 2025), 2025),
  );
  assert.ok(primary!.pupils > 350 && primary!.pupils < 450);
  assert.ok(primary!.fsmPermille! > 150 && primary!.fsmPermille! < 350);
  assert.ok(special!.ehcPlanPermille! > 900);
  assert.ok(Math.abs(primary!.latitude - 52.91) < 0.03 && Math.abs(primary!.longitude + 1.47) < 0.05);
  const empty = planSchools(1, 1, [0])[0]!;
  assert.deepEqual([publishedFacts(empty, [], 2025).pupils, publishedFacts(empty, [], 2025).fsmPermille], [0, null]);
});
