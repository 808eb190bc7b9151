import { countSessions } from '../domain/measures/count-year.ts';
import { possible } from '../domain/measures/counts.ts';
import { inWords } from '../domain/sessions/in-words.ts';
import { londonDate } from '../domain/sessions/london.ts';
import type { FileFacts } from './files/file-facts.ts';
import { type FreshnessView, firstCharacteristics, viewFreshness } from './freshness/view-model.ts';
import type { ReportBody, ReportView } from './report-view.ts';
import type { ReportFacts, SchoolReport } from './school-report.ts';
import { filtersOf, viewSelection } from './selection/view-selection.ts';
import { sortTables } from './sort-table.ts';

/** Puts what all reports have round what one report made: whose figures these are, of when, and what was chosen. */
export function viewReport(
  report: Pick<SchoolReport, 'name' | 'path' | 'choices' | 'without'>,
  facts: ReportFacts,
  body: ReportBody,
): ReportView {
  const { school, selection } = facts;
  const root = `/schools/${school.urn}`;
  const address = `${root}${report.path}`;
  const freshness = viewFreshness(facts.freshness, facts.now);
  const empty = body.empty ?? emptyOf(facts, freshness);
  return {
    ...body,
    empty,
    message: empty ? '' : body.message,
    sections: empty ? [] : sortTables(body.sections, selection.sort),
    workedOut: [
      ...body.workedOut,
      ...(facts.firstCollected === null ? [] : [firstCharacteristics(facts.firstCollected)]),
    ],
    title: report.name,
    heading: report.name,
    schoolName: school.name,
    invented: school.invented,
    freshness,
    dataReceivedHref: `${root}/data-received`,
    intro: introOf(facts, freshness),
    selection: viewSelection(address, report, facts),
    address,
    file: fileFacts(report, facts, body),
  };
}

const fileFacts = (
  report: Pick<SchoolReport, 'name' | 'choices'>,
  facts: ReportFacts,
  { workedOut }: ReportBody,
): FileFacts => ({
  title: report.name,
  schoolName: facts.school.name,
  urn: facts.school.urn,
  period: facts.period,
  population: facts.population === 'all' ? 'all year groups' : 'years 1 to 11 and X',
  definition:
    facts.selection.definition === 'published' ? 'the Department’s published definition' : 'all possible sessions',
  asKnownAt: facts.knownAt ?? facts.freshness.lastSucceeded?.startedAt ?? null,
  filters: filtersOf(facts.selection, report).map(({ text }) => text),
  invented: facts.school.invented,
  notes: workedOut,
});

function introOf({ period, population, selection, knownAt }: ReportFacts, freshness: FreshnessView): string[] {
  const asKnown =
    knownAt === null
      ? (freshness.asKnown ?? 'while the first collection is running')
      : `as known at the end of ${inWords(londonDate(knownAt))}`;
  const whose =
    population === 'all'
      ? 'All year groups.'
      : 'Years 1 to 11, as in published figures, with pupils who do not follow the national curriculum.';
  return [`${period.words}, ${asKnown}.`, ...(selection.definition === 'published' ? [] : [whose])];
}

/** What stands there when there is nothing to count at all; a report says itself what a narrower selection lacks. */
function emptyOf(facts: ReportFacts, freshness: FreshnessView): ReportBody['empty'] {
  const { knownAt, firstCollected, days } = facts;
  if (knownAt !== null && (firstCollected === null || firstCollected > knownAt))
    return {
      text: `Nothing was known of this school on ${inWords(londonDate(knownAt))}.`,
      next: 'Choose a later day under “As known on”, or remove it to see the figures as they are now.',
    };
  if (possible(countSessions(facts.schoolYear, facts.choice)) > 0) return null;
  if (days.length > 0)
    return {
      text: `There is no possible session to count in ${facts.period.words}${filtersOf(facts.selection, { choices: [] }).length > 0 ? ', with these filters' : ''}.`,
      next: 'Remove a filter, or choose another period.',
    };
  if (freshness.asKnown === null)
    return {
      text: 'There are no figures yet, because no register has been collected.',
      next: 'The first collection reads the registers of the whole academic year so far from your MIS. It starts by itself once your school has agreed to share, and the figures appear here when it is done.',
    };
  return {
    text: `There is no possible session in the academic year ${facts.schoolYear.year.label} so far.`,
    next: 'Registers are collected again on the next school day. To see an earlier year, choose a day in it under “Day in the period”.',
  };
}
