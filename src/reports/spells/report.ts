import type { MoreParts, ReportFacts, SchoolReport } from '../school-report.ts';
import { type PupilNames, type RollStay, readNames, readRolls } from '../school-year/query.ts';
import { isOnRoll } from '../school-year/rolls.ts';
import { pupilSpells } from './pupil-spells.ts';
import { viewSpells } from './view.ts';

export interface SpellsMore {
  readonly names: ReadonlyMap<number, PupilNames>;
  readonly rolls: ReadonlyMap<number, readonly RollStay[]>;
}

/** Absence as a family lives it: how often somebody is away, and for how long. */
export const spells: SchoolReport<SpellsMore> = {
  name: 'Spells',
  path: '/spells',
  names: true,
  choices: [],
  more: async ({ transaction, facts }: MoreParts) => ({
    names: await readNames(transaction, facts.school.urn),
    rolls: await readRolls(transaction, facts.school.urn),
  }),
  view: (facts: ReportFacts, { names, rolls }) =>
    viewSpells(facts, pupilSpells(facts.schoolYear, facts.choice), names, (pupil) =>
      isOnRoll(rolls.get(pupil), facts.period.to),
    ),
};
