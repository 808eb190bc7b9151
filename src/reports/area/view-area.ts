import type { AreaFacts, AreaReport } from '../area-report.ts';
import { choicesOf } from '../area-report.ts';
import { countText } from '../figures.ts';
import type { FileFacts } from '../files/file-facts.ts';
import { type FreshnessView, viewFreshness } from '../freshness/view-model.ts';
import type { ReportBody, ReportView } from '../report-view.ts';
import { addressOf } from '../selection/selection.ts';
import { filtersOf, type SelectionView, viewSelection } from '../selection/view-selection.ts';
import { sortTables } from '../sort-table.ts';
import { momentText } from '../times.ts';
import type { AreaSchool } from './query.ts';

type Shown = Pick<AreaReport<never>, 'name' | 'path' | 'choices' | 'without' | 'withoutSessions'>;

/** Puts what all reports of several schools have round what one report made: whose figures these are, of when, and what was chosen. */
export function viewArea(report: Shown, facts: AreaFacts, body: ReportBody): ReportView {
  const { organisation, selection, schools } = facts;
  const freshness = freshnessOf(facts);
  const empty = body.empty ?? (report.withoutSessions ? null : emptyOf(facts));
  return {
    ...body,
    empty,
    message: empty ? '' : body.message,
    sections: empty ? [] : sortTables(body.sections, selection.sort),
    title: report.name,
    heading: report.name,
    schoolName: organisation.name,
    invented: schools.some(({ invented }) => invented),
    freshness,
    dataReceivedHref: null,
    intro: introOf(report, facts, freshness),
    selection: selectionOf(report, facts),
    address: report.path,
    file: fileFacts(report, facts, body),
  };
}

function selectionOf(report: Shown, facts: AreaFacts): SelectionView {
  const { path } = report;
  const wanted = { choices: choicesOf(report), without: [...(report.without ?? []), 'known' as const] };
  const view = viewSelection(path, wanted, { ...facts, schoolYear: null });
  if (view.definition === null || facts.selection.definition === 'here') return view;
  const link = {
    text: 'Show the figures from the first session of the year',
    href: addressOf(path, facts.selection, { definition: 'here' }),
  };
  return { ...view, definition: { ...view.definition, link } };
}

/** When the last success of the school that was collected last was; null before any. */
function latestRun(schools: readonly AreaSchool[]): Date | null {
  const times = schools.flatMap(({ freshness }) => freshness.lastSucceeded?.startedAt.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** Schools whose data are late, or that have none yet. */
export function lateSchools({ schools, now }: Pick<AreaFacts, 'schools' | 'now'>): {
  readonly late: readonly AreaSchool[];
  readonly never: readonly AreaSchool[];
} {
  const never = schools.filter(({ freshness }) => freshness.lastSucceeded === null);
  const late = schools.filter(
    ({ freshness }) => freshness.lastSucceeded !== null && viewFreshness(freshness, now).warning !== null,
  );
  return { late, never };
}

function freshnessOf(facts: AreaFacts): FreshnessView {
  const { schools } = facts;
  const latest = latestRun(schools);
  const { late, never } = lateSchools(facts);
  const inTime = schools.length - late.length - never.length;
  const asKnown =
    latest === null ? null : `as known at each school’s last collection, the latest at ${momentText(latest)}`;
  const text =
    latest === null
      ? 'Nothing has been collected from these schools yet.'
      : `The data of ${inTime} of ${countText(schools.length, 'school')} are up to date.`;
  const sentences = [
    ...(late.length === 0
      ? []
      : [`No collection has succeeded for more than a school day, or the last one failed: ${namesOf(late)}.`]),
    ...(never.length === 0 || latest === null ? [] : [`Nothing has been collected yet: ${namesOf(never)}.`]),
  ];
  return { text, warning: sentences.length === 0 ? null : sentences.join(' '), asKnown };
}

/** More names than this are not read. */
const MOST_NAMES = 10;

/** Names in a sentence: all of a few, and how many more there are. */
export function namesOf(schools: readonly Pick<AreaSchool, 'name'>[]): string {
  const names = schools.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = schools.length - names.length;
  if (more > 0) return `${names.join(', ')} and ${more} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function introOf({ without }: Shown, facts: AreaFacts, freshness: FreshnessView): string[] {
  const { period, population, selection, schools } = facts;
  const left = new Set(without);
  const asKnown = freshness.asKnown ?? 'before the first collection';
  const whose =
    population === 'all'
      ? 'All year groups.'
      : 'Years 1 to 11, as in published figures, with pupils who do not follow the national curriculum.';
  return [
    ...(left.has('period') ? [] : [`${countText(schools.length, 'school')} together: ${period.words}, ${asKnown}.`]),
    ...(left.has('population') || selection.definition === 'published' ? [] : [whose]),
  ];
}

function emptyOf({ schools, weeks, period, selection, visible }: AreaFacts): ReportBody['empty'] {
  if (visible.length > 0 && schools.length === 0)
    return { text: 'None of your schools is of this phase.', next: 'Choose another phase, or all schools.' };
  if (weeks.size > 0) return null;
  if (filtersOf(selection, { choices: [] }).length > 0)
    return {
      text: `None of the schools has a possible session in the academic year of ${period.words}.`,
      next: 'Remove a filter, or choose another period.',
    };
  return {
    text: 'There are no figures yet, because no register of these schools has been collected.',
    next: 'The figures appear here when the first collection is done.',
  };
}

const fileFacts = (report: Shown, facts: AreaFacts, { workedOut }: ReportBody): FileFacts => ({
  title: report.name,
  schoolName: facts.organisation.name,
  urn: null,
  period: facts.period,
  population: facts.population === 'all' ? 'all year groups' : 'years 1 to 11 and X',
  definition:
    facts.selection.definition === 'published' ? 'the Department’s published definition' : 'all possible sessions',
  asKnownAt: latestRun(facts.schools),
  filters: filtersOf(facts.selection, { choices: choicesOf(report) }).map(({ text }) => text),
  invented: facts.schools.some(({ invented }) => invented),
  notes: workedOut,
});
