import { SENSITIVE_TRAITS, TRAITS, traitOf } from '../asked.ts';
import { ATTENTION_RULES, lookAt } from '../attention.ts';
import { count, type ExpectedRow, type ExpectedTable, table } from '../expected.ts';
import { type Known, whoAt } from '../known-register.ts';
import type { PageFacts, ReferencePage } from './page.ts';

/** Whoever is on roll on the latest school day and of whom a rule says something, with the rule's numbers. */
export const attentionPage: ReferencePage = (facts) => {
  const looked = pupilsOf(facts).map((id) => [id, lookAt(facts.known, id)] as const);
  const asked = facts.asked.own['rule'] ?? 'all';
  const wanted = Object.entries(ATTENTION_RULES).filter(([rule]) => asked === 'all' || rule === asked);
  const rules = wanted.map(([rule, says]): [string, ExpectedTable] => [
    rule,
    table(
      looked.flatMap(([id, each]): [string, ExpectedRow][] => {
        const row = says(each);
        return row === null ? [] : [[String(id), row]];
      }),
    ),
  ]);
  const summary = rules.map(([rule, { rows }]): [string, ExpectedRow] => [rule, { pupils: count(rows.size) }]);
  return new Map([['rules', table(summary)], ...rules]);
};

/** On roll after the latest school day, and of the groups that are chosen; neither population nor definition narrows them. */
function pupilsOf({ known, asked, sensitive }: PageFacts): number[] {
  const day = known.open.at(-1);
  if (day === undefined) return [];
  const traits = TRAITS.filter(
    (trait) => asked.groups[trait] !== undefined && (sensitive || !SENSITIVE_TRAITS.includes(trait)),
  );
  return known.school.pupils.flatMap(({ id }) => {
    const who = whoAt(known, id, day) ?? whoAt(known, id, known.year.to);
    const isChosen = who !== null && traits.every((trait) => traitOf(trait, who) === asked.groups[trait]);
    return isChosen && isOnRoll(known, id, day) ? [id] : [];
  });
}

/** Whoever left on the day is not on roll any more. */
export const isOnRoll = ({ school }: Known, pupil: number, day: string): boolean =>
  school.pupils
    .find(({ id }) => id === pupil)!
    .enrolments.some(({ firstDay, lastDay }) => firstDay <= day && (lastDay === null || lastDay > day));
