import { findYearToDate } from '../../access/year-to-date.ts';
import { withScope } from '../../store/database.ts';
import { readPredecessors } from '../../store/school-lookups.ts';
import { chosenOf, type MoreParts, type ReportFacts } from '../school-report.ts';
import { readNames } from '../school-year/query.ts';
import { readKnownYear } from '../school-year/read-known-year.ts';
import { haveSameDays, joinYears, type NamedYear } from './join-years.ts';

/**
 * The facts with the marks of schools that this one replaced in the academic year, where all agreed to share. Their pages stay
 * closed: what is read of them goes into the sums of the year only, with the rights that the scope has.
 */
export async function joinPredecessors(parts: MoreParts): Promise<ReportFacts> {
  const { transaction, database, scope, facts } = parts;
  const { urn, year } = facts.schoolYear;
  const predecessors = await readPredecessors(transaction, urn);
  if (!predecessors.some(({ since }) => since !== null && since >= year.start)) return facts;
  const { urns, because } = await findYearToDate(database, scope, urn, year.start);
  if (because === null) return facts;
  const before = urns.slice(1);
  if (before.length === 0) return { ...facts, conversion: { joined: false, because } };
  const [own, ...others] = await readYears(parts, urns);
  if (haveSameDays([own!, ...others].map((each) => each.year))) {
    const which = before.map((each) => `URN ${each}`).join(' and ');
    const twice = `Leaves out the marks of ${which}, which this school replaced: there are marks of the same days under URN ${urn}, and adding them would count sessions twice.`;
    return { ...facts, conversion: { joined: false, because: twice } };
  }
  const schoolYear = joinYears(own!, others);
  return { ...facts, schoolYear, ...chosenOf(schoolYear, facts.selection), conversion: { joined: true, because } };
}

/** The years of these schools, in their order. */
function readYears({ database, scope, facts }: MoreParts, urns: readonly number[]): Promise<NamedYear[]> {
  return withScope(database, { ...scope, urns: [...new Set([...scope.urns, ...urns])] }, async (transaction) => {
    const years: NamedYear[] = [];
    for (const urn of urns) {
      const names = await readNames(transaction, urn);
      const year =
        urn === facts.schoolYear.urn
          ? facts.schoolYear
          : await readKnownYear(transaction, urn, facts.schoolYear.year, facts.knownAt, facts.sensitive);
      years.push({ year, upns: new Map([...names].map(([pupil, { upn }]) => [pupil, upn])) });
    }
    return years;
  });
}
