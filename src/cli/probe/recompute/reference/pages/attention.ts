import { ATTENTION_RULES, lookAt } from '../attention.ts';
import { type ExpectedRow, table } from '../expected.ts';
import { whoAt } from '../known-register.ts';
import type { ReferencePage } from './page.ts';

/** Whoever is on roll and of whom a rule says something; the numbers are compared by the names that the page has for them. */
export const attentionPage: ReferencePage = ({ known, chosen }) => {
  const day = known.open.at(-1);
  const onRoll = known.school.pupils.filter(({ id, enrolments }) => {
    const who = day === undefined ? null : whoAt(known, id, day);
    return who !== null && chosen.includes(who) && enrolments.at(-1)?.lastDay === null;
  });
  const looked = onRoll.map(({ id }) => [id, lookAt(known, id)] as const);
  return new Map(
    Object.entries(ATTENTION_RULES).map(([rule, says]) => [
      rule,
      table(looked.flatMap(([id, each]): [string, ExpectedRow][] => (says(each) === null ? [] : [[String(id), {}]]))),
    ]),
  );
};
