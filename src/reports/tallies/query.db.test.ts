import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildRegister, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { findPurpose } from '../../access/purposes.ts';
import { writeTalliesCsv } from './csv.ts';
import { readTallies } from './report.ts';
import { viewTallies } from './view-model.ts';

const NOW = new Date('2026-11-23T17:00:00Z');
const { owner, statistics } = await testDatabase({ after });

async function build(urn: number, phase: 'Primary' | 'Special' | null, marks: string, ncYear = '7') {
  await buildSchool(owner, { urn, name: `Canary School ${urn}` });
  await owner.updateTable('school').set({ published_phase: phase }).where('urn', '=', urn).execute();
  await buildRegister(owner, urn, [
    { id: 1, characteristics: { ncYear }, weeks: { '2026-11-16': marks, '2025-11-17': FULL_WEEK } },
  ]);
}

describe('the tallies of all schools', () => {
  before(async () => {
    for (const urn of [900001, 900002, 900003]) await build(urn, 'Primary', marksOf('/\\', 'IO'));
    await build(900004, 'Primary', FULL_WEEK, 'R');
    await build(900005, 'Special', FULL_WEEK);
  });

  it('leave out a school that has stopped sharing, whatever was collected before', async () => {
    await owner.updateTable('agreement').set({ state: 'opted-out' }).where('school_urn', '=', 900003).execute();
    const { weeks } = await readTallies(statistics, NOW);
    await owner.updateTable('agreement').set({ state: 'receiving' }).where('school_urn', '=', 900003).execute();
    assert.equal(weeks[0]?.phases.Primary, 'withheld');
  });

  it('are of the statistical population, of the latest academic year, with small groups withheld', async () => {
    const facts = await readTallies(statistics, NOW);
    const primary = { schools: 3, attended: 6, authorised: 3, unauthorised: 3 };
    assert.deepEqual(facts.weeks, [
      {
        week: '2026-11-16',
        all: primary,
        phases: { Primary: primary, Secondary: null, Special: 'withheld' },
        leftOut: 1,
      },
    ]);
  });

  it('name no school, in facts, page or file', async () => {
    const facts = await readTallies(statistics, NOW);
    const stamp = {
      name: 'Ann Lyst',
      email: 'ann@operator.example',
      organisation: 'The operator',
      at: NOW,
      purpose: findPurpose('tallies', 'trends')!,
    };
    const text = JSON.stringify([facts, viewTallies(facts, true), writeTalliesCsv(facts, true, stamp)]);
    assert.doesNotMatch(text, /90000\d|Canary/);
  });

  it('are empty before the first mark', async () => {
    await owner.deleteFrom('tally_week').execute();
    assert.deepEqual((await readTallies(statistics, NOW)).weeks, []);
  });
});
