import { type CampaignDay, countUninvited, readCampaignDays } from '../store/campaign.ts';
import { type Database, type Scope, withScope } from '../store/database.ts';
import {
  countListed,
  type ListedSchool,
  readListed,
  readListedChoices,
  SCHOOL_SORTS,
  type SchoolSort,
  type SchoolsOrder,
  type SchoolsWanted,
} from '../store/operator-schools.ts';
import { countStuck, STUCK_KINDS, type StuckKind, type StuckSchools } from '../store/stuck-schools.ts';

export type { CampaignDay, ListedSchool, SchoolSort, SchoolsOrder, SchoolsWanted, StuckKind, StuckSchools };
export { SCHOOL_SORTS, STUCK_KINDS };

/** What the list of schools can be narrowed to: areas and MIS. @param scope the operator's */
export const readSchoolChoices = (database: Database, scope: Scope): ReturnType<typeof readListedChoices> =>
  withScope(database, scope, readListedChoices);

export interface SchoolsPage {
  /** Of all schools wanted in whatever state. */
  readonly states: Awaited<ReturnType<typeof countListed>>;
  /** How many schools are wanted, on all pages. */
  readonly total: number;
  /** The page that was read: the last one where fewer are left. */
  readonly page: number;
  readonly pages: number;
  readonly schools: readonly ListedSchool[];
}

/** One page of the operator's list of schools, and how many are in which state. @param scope the operator's */
export async function readSchoolsPage(
  database: Database,
  scope: Scope,
  wanted: SchoolsWanted,
  order: SchoolsOrder,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<SchoolsPage> {
  return withScope(database, scope, async (transaction) => {
    const states = await countListed(transaction, wanted);
    const total = wanted.state === null ? sum(states.values()) : (states.get(wanted.state) ?? 0);
    const pages = Math.max(1, Math.ceil(total / size));
    const shown = Math.min(page, pages);
    const schools = await readListed(transaction, wanted, order, { offset: (shown - 1) * size, limit: size });
    return { states, total, page: shown, pages, schools };
  });
}

/** All schools wanted, for a file. @param scope the operator's */
export const readAllSchools = (
  database: Database,
  scope: Scope,
  wanted: SchoolsWanted,
  order: SchoolsOrder,
): Promise<ListedSchool[]> => withScope(database, scope, (transaction) => readListed(transaction, wanted, order));

export interface CampaignFacts {
  readonly days: readonly CampaignDay[];
  readonly stuck: readonly StuckSchools[];
  /** Schools that share though nobody has invited them here. */
  readonly uninvited: number;
}

/** How far the invitations have come, and which schools are stuck where. @param scope the operator's */
export const readCampaign = (database: Database, scope: Scope): Promise<CampaignFacts> =>
  withScope(database, scope, async (transaction) => ({
    days: await readCampaignDays(transaction),
    stuck: await countStuck(transaction),
    uninvited: await countUninvited(transaction),
  }));

const sum = (counts: Iterable<number>): number => [...counts].reduce((all, each) => all + each, 0);
