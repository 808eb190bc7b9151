import type { MoreParts, ReportFacts, SchoolReport } from '../school-report.ts';
import { type PupilNames, type RollStay, readNames, readRolls } from '../school-year/query.ts';
import { findMoves } from './find-moves.ts';
import { viewMoves } from './view.ts';

export interface MovesMore {
  readonly names: ReadonlyMap<number, PupilNames>;
  readonly rolls: ReadonlyMap<number, readonly RollStay[]>;
}

/** Who joined and who left since the year began, and how they attended here. */
export const moves: SchoolReport<MovesMore> = {
  name: 'Moves',
  path: '/moves',
  names: true,
  choices: [],
  without: ['population', 'groups', 'definition'],
  more: async ({ transaction, facts }: MoreParts) => ({
    names: await readNames(transaction, facts.school.urn),
    rolls: await readRolls(transaction, facts.school.urn),
  }),
  view: (facts: ReportFacts, { names, rolls }) =>
    viewMoves(facts, findMoves(facts.schoolYear, rolls, facts.period, facts.days[0] ?? null), names),
};
