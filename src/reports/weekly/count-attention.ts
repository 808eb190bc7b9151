import type { Handle, Scope } from '../../store/database.ts';
import { findSchoolAttention } from '../needs-attention/report.ts';
import { type ReportFacts, readReportFacts } from '../school-report.ts';
import { readRolls } from '../school-year/query.ts';
import { readSelection } from '../selection/selection.ts';

/** How many pupils the rules of Needs attention find, in all schools of a scope together. */
export interface AttentionCounts {
  readonly newlyPersistent: number;
  readonly aboutToBePersistent: number;
  readonly unexplained: number;
}

/** Counts them, as the page Needs attention does without a filter. */
export async function countAttention(handle: Handle, scope: Scope, now: Date): Promise<AttentionCounts> {
  const sum = { newlyPersistent: 0, aboutToBePersistent: 0, unexplained: 0 };
  for (const urn of scope.urns) {
    const facts = await readReportFacts(handle, scope, { urn, selection: readSelection({}), now });
    if (!facts) continue;
    const { cases } = findSchoolAttention(facts, await readMore(handle, facts));
    sum.newlyPersistent += cases['newly-persistent'].length;
    sum.aboutToBePersistent += cases['about-to-be-persistent'].length;
    sum.unexplained += cases['unexplained-n'].length;
  }
  return sum;
}

/** None of the three rules reaches into the year before. */
async function readMore(handle: Handle, { school }: ReportFacts) {
  return { rolls: await readRolls(handle, school.urn), yearBefore: null };
}
