import { aboutToBePersistent } from './about-to-be-persistent.ts';
import { cameOut } from './came-out.ts';
import { illness15Days } from './illness-15-days.ts';
import { newlyPersistent } from './newly-persistent.ts';
import { newlySevere } from './newly-severe.ts';
import { returned } from './returned.ts';
import { suddenChange } from './sudden-change.ts';
import { tenDaysUnauthorised } from './ten-days-unauthorised.ts';
import { tenInTenWeeks } from './ten-in-ten-weeks.ts';
import { unexplainedN } from './unexplained-n.ts';

/** Every rule, the most urgent first. */
export const RULES = [
  tenDaysUnauthorised,
  newlySevere,
  newlyPersistent,
  aboutToBePersistent,
  tenInTenWeeks,
  suddenChange,
  illness15Days,
  unexplainedN,
  returned,
  cameOut,
] as const;

export type Rule = (typeof RULES)[number];
export type RuleId = Rule['id'];

/** What a rule finds, by its id. */
export type FoundBy = { [R in Rule as R['id']]: NonNullable<ReturnType<R['evaluate']>> };
