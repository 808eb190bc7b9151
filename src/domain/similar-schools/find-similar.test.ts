import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { distanceKm } from './distance.ts';
import { findSimilar, type Near, usableRules, whyChosen } from './find-similar.ts';
import { MOST_POINTS } from './rules.ts';
import type { SchoolFacts } from './school-facts.ts';

const OWN: SchoolFacts = {
  urn: 900_001,
  name: 'Heron',
  phase: 'Primary',
  pupils: 395,
  fsmPermille: 220,
  senSupportPermille: 130,
  ehcPlanPermille: 28,
  laCode: '831',
  areaName: 'Derby',
  regionCode: 'E12000004',
  regionName: 'East Midlands',
  place: { latitude: 52.92, longitude: -1.47 },
};
const other = (urn: number, change: Partial<SchoolFacts> = {}): SchoolFacts => ({ ...OWN, urn, ...change });
const found = (others: readonly SchoolFacts[], near: Near = 'england', own = OWN) =>
  findSimilar(own, others, near).map(({ school, points }) => [school.urn, points]);

describe('findSimilar', () => {
  it('adds up a point for each step of difference, and takes the fewest', () => {
    const others = [
      other(900_002, { pupils: 435 }), // 40 of 395: one step of 10%
      other(900_003, { pupils: 434, fsmPermille: 239 }), // just under a step in both
      other(900_004, { fsmPermille: 240, senSupportPermille: 90, ehcPlanPermille: 38 }), // 1 + 2 + 1
    ];
    assert.deepEqual(found(others), [
      [900_003, 0],
      [900_002, 1],
      [900_004, 4],
    ]);
  });

  it('counts no fact more than ten points', () => {
    const far = { latitude: 50.3, longitude: -5 };
    assert.deepEqual(found([other(900_002, { pupils: 4000, place: far })]), [[900_002, 2 * MOST_POINTS]]);
  });

  it('never lists the school itself or one of another phase', () => {
    assert.deepEqual(found([OWN, other(900_002, { phase: 'Secondary' }), other(900_003, { phase: null })]), []);
  });

  it('takes the nearer of two that are equal, then the lower URN', () => {
    const near = { latitude: 52.93, longitude: -1.47 };
    const far = { latitude: 53.0, longitude: -1.47 };
    assert.deepEqual(
      found([other(900_005, { place: far }), other(900_004, { place: far }), other(900_009, { place: near })]).map(
        ([urn]) => urn,
      ),
      [900_009, 900_004, 900_005],
    );
  });

  it('keeps to the region, or to the authority and 30 km', () => {
    const others = [
      other(900_002, { place: null }),
      other(900_003, { laCode: '830', place: { latitude: 53.1, longitude: -1.47 } }), // 20 km
      other(900_004, { laCode: '830', place: { latitude: 53.3, longitude: -1.47 } }), // 42 km
      other(900_005, { laCode: '330', regionCode: 'E12000005', place: { latitude: 52.8, longitude: -1.6 } }),
      other(900_006, { laCode: '330', regionCode: 'E12000005', place: null }),
    ];
    const urns = (near: Near) =>
      found(others, near)
        .map(([urn]) => urn!)
        .sort();
    assert.deepEqual(urns('england'), [900_002, 900_003, 900_004, 900_005, 900_006]);
    assert.deepEqual(urns('region'), [900_002, 900_003, 900_004]);
    assert.deepEqual(urns('local'), [900_002, 900_003, 900_005]);
  });

  it('counts five points for a fact that is not published for the other school', () => {
    assert.deepEqual(found([other(900_002, { fsmPermille: null })]), [[900_002, 5]]);
  });

  it('leaves out a rule for which this school has no fact, and says which', () => {
    const own = { ...OWN, fsmPermille: null, pupils: 0 };
    const { used, unused } = usableRules(own);
    assert.deepEqual(
      used.map(({ key }) => key),
      ['sen_support', 'ehc_plans', 'place'],
    );
    assert.deepEqual(
      unused.map(({ rule, why }) => `${rule.name}: ${why}`),
      [
        'Size: no number of pupils is published for this school',
        'Free school meals: no share of pupils with free school meals is published for this school',
      ],
    );
    assert.deepEqual(found([other(900_002, { fsmPermille: 900 })], 'england', own), [[900_002, 0]]);
  });

  it('finds none for a school that published statistics count under no phase, or of which nothing is published', () => {
    assert.deepEqual(found([other(900_002, { phase: null })], 'england', { ...OWN, phase: null }), []);
    const nothing = { pupils: null, fsmPermille: null, senSupportPermille: null, ehcPlanPermille: null };
    const unknown = { ...OWN, ...nothing, place: null, regionCode: null, laCode: null };
    assert.deepEqual(found([other(900_002)], 'england', unknown), []);
  });

  it('says why in a sentence', () => {
    const why = (change: Partial<SchoolFacts>) =>
      whyChosen(OWN, findSimilar(OWN, [other(900_002, change)], 'england')[0]!);
    assert.equal(
      why({ pupils: 1410, fsmPermille: 241, place: { latitude: 53.05, longitude: -1.47 } }),
      'Same phase (Primary); 1,410 pupils (this school 395); 24.1% free school meals (this school 22.0%); 13.0% SEN support (this school 13.0%); 2.8% EHC plans (this school 2.8%); 14 km away',
    );
    const far = { place: null, laCode: '330', regionCode: 'E12000005', regionName: 'West Midlands' };
    assert.match(why({ ...far, ehcPlanPermille: null }), /EHC plans not published; in West Midlands \(distance not/);
    assert.match(why({ place: null, laCode: '830' }), /in the same region \(distance not known\)$/);
  });

  it('property: at most twenty, never itself, in order, whatever is unknown', () => {
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const facts = fc.record({
      pupils: maybe(fc.nat(2000)),
      fsmPermille: maybe(fc.nat(1000)),
      senSupportPermille: maybe(fc.nat(1000)),
      ehcPlanPermille: maybe(fc.nat(1000)),
      laCode: maybe(fc.constantFrom('831', '830')),
      regionCode: maybe(fc.constantFrom('E12000004', 'E12000005')),
      place: maybe(
        fc.record({
          latitude: fc.double({ min: 50, max: 55, noNaN: true }),
          longitude: fc.double({ min: -5, max: 1, noNaN: true }),
        }),
      ),
    });
    fc.assert(
      fc.property(facts, fc.array(facts, { maxLength: 40 }), (own, others) => {
        const schools = others.map((each, index) => other(900_001 + index, each));
        const list = findSimilar({ ...OWN, ...own }, schools, 'england');
        assert.ok(list.length <= 20 && list.every(({ school }) => school.urn !== OWN.urn));
        assert.ok(list.every(({ points }, at) => Number.isInteger(points) && points >= (list[at - 1]?.points ?? 0)));
        assert.ok(list.every((each) => !/null|NaN|undefined/.test(whyChosen({ ...OWN, ...own }, each))));
      }),
    );
  });
});

describe('distanceKm', () => {
  it('is that of a map', () => {
    const derby = { latitude: 52.9225, longitude: -1.4746 };
    assert.equal(distanceKm(derby, { latitude: 52.9548, longitude: -1.1581 }), 22); // Nottingham
    assert.equal(distanceKm(derby, derby), 0);
  });
});
