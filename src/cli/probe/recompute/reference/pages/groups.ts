import type { RawCharacteristics } from '../../raw-school.ts';
import { SENSITIVE_TRAITS, TRAITS, type Trait, traitOf } from '../asked.ts';
import { type ExpectedRow, type ExpectedTable, gap, pupilCells, rate, sessionCells, table } from '../expected.ts';
import { tally } from '../known-register.ts';
import type { PageFacts, ReferencePage } from './page.ts';

/** A table for each characteristic, and one of two crossed when they are asked for. */
export const groupsPage: ReferencePage = (facts) => {
  const traits = TRAITS.filter((trait) => facts.sensitive || !SENSITIVE_TRAITS.includes(trait));
  const tables: [string, ExpectedTable][] = traits.map((trait) => [
    trait,
    table(rowsBy(facts, (who) => traitOf(trait, who))),
  ]);
  const [by, and] = [facts.asked.own['by'], facts.asked.own['and']].map((name) =>
    traits.find((trait) => trait === name),
  );
  if (by && and && by !== and) tables.push(['crossed', table(rowsBy(facts, (who) => crossed(who, by, and)))]);
  return new Map(tables);
};

const crossed = (who: RawCharacteristics, by: Trait, and: Trait): string =>
  `${by}=${traitOf(by, who)}&${and}=${traitOf(and, who)}`;

function rowsBy({ chosen }: PageFacts, keyOf: (who: RawCharacteristics) => string): [string, ExpectedRow][] {
  const keys = new Set([...chosen.sessions, ...chosen.pupils].map(({ who }) => keyOf(who)));
  return [...keys].map((key) => {
    const own = tally(chosen.sessions.filter(({ who }) => keyOf(who) === key));
    const rest = tally(chosen.sessions.filter(({ who }) => keyOf(who) !== key));
    const row = {
      ...sessionCells(own),
      ...pupilCells(chosen.pupils.filter(({ who }) => keyOf(who) === key)),
      rest: rate(rest.attended, rest.possible),
      gap: gap([own.attended, own.possible], [rest.attended, rest.possible]),
    };
    return [key, row];
  });
}
