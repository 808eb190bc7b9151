import { countPupils, countSessions } from '../../domain/measures/count-year.ts';
import type { Counts } from '../../domain/measures/counts.ts';
import { isPersistent, isSevere } from '../../domain/measures/persistent-absence.ts';
import { seriesStart, yearElevenEnds } from '../../domain/measures/published-definition.ts';
import { addDays, mondayOf } from '../../domain/sessions/dates.ts';
import { LOCAL_KM, type Near } from '../../domain/similar-schools/find-similar.ts';
import type { SchoolFacts } from '../../domain/similar-schools/school-facts.ts';
import type { MoreParts, ReportFacts, SchoolReport } from '../school-report.ts';
import { choiceOf } from '../selection/choice.ts';
import { compareGroups, type GroupsCompared } from './compare-groups.ts';
import { type PublishedRow, publishedFigures } from './published-figures.ts';
import { readSchoolFacts } from './query.ts';
import { viewCompare } from './view-compare.ts';

/** A school beside others. */
export interface CompareFacts {
  /** Null for a school that is in the store and not in the list of schools. */
  readonly own: SchoolFacts | null;
  readonly near: Near;
  /** Whole weeks: the first Monday, the last Sunday. */
  readonly weeks: { readonly from: string; readonly to: string };
  readonly sessions: Counts;
  readonly pupils: { readonly all: number; readonly persistent: number; readonly severe: number };
  /** What may be told of others; else why nothing is. */
  readonly compared: GroupsCompared | NotCompared;
  readonly leastSchools: number;
  /** The viewer may see other schools by themselves: those are taken away before a group is judged. */
  readonly seesOthers: boolean;
  readonly published: readonly PublishedRow[];
}

/** No phase in published statistics; figures of a past day; no tallies at hand; no week that both definitions count alike. */
export type NotCompared = 'no-phase' | 'known' | 'unavailable' | 'no-week';

/** This school, its authority, region and nation, and similar schools: of its own phase, and only those that share. */
export const compare: SchoolReport<CompareFacts> = {
  name: 'Compare',
  path: '/compare',
  names: false,
  choices: [
    {
      name: 'near',
      label: 'Similar schools',
      options: [
        { value: 'england', text: 'Anywhere in England' },
        { value: 'region', text: 'In the same region' },
        { value: 'local', text: `In the same local authority, or within ${LOCAL_KM} km` },
      ] satisfies { value: Near; text: string }[],
    },
  ],
  without: ['groups'],
  more: readCompare,
  view: viewCompare,
};

async function readCompare(parts: MoreParts): Promise<CompareFacts> {
  const { transaction, facts, leastSchools } = parts;
  const own = await readSchoolFacts(transaction, facts.school.urn);
  const weeks = wholeWeeks(facts);
  const choice = choiceOf(facts.schoolYear, facts.selection, facts.population, weeks);
  const pupils = countPupils(facts.schoolYear, choice);
  return {
    own,
    near: (facts.selection.own['near'] as Near | undefined) ?? 'england',
    weeks,
    sessions: countSessions(facts.schoolYear, choice),
    pupils: {
      all: pupils.length,
      persistent: pupils.filter(isPersistent).length,
      severe: pupils.filter(isSevere).length,
    },
    compared: await readCompared(parts, own, weeks),
    leastSchools,
    seesOthers: parts.visible.length > 1,
    published: own?.phase ? publishedFigures(own.phase, own) : [],
  };
}

/** Tallies are of whole weeks, so the school's own figures beside them are too. */
function wholeWeeks({ period, days }: ReportFacts): CompareFacts['weeks'] {
  const first = days.find((day) => day >= period.from) ?? period.from;
  return { from: mondayOf(first), to: addDays(mondayOf(period.to), 6) };
}

async function readCompared(
  { facts, statistics, visible, leastSchools }: MoreParts,
  own: SchoolFacts | null,
  weeks: CompareFacts['weeks'],
): Promise<CompareFacts['compared']> {
  if (!own?.phase) return 'no-phase';
  if (facts.knownAt !== null) return 'known';
  if (statistics === null) return 'unavailable';
  const published = facts.selection.definition === 'published';
  const alike = published ? withinPublished(facts, weeks) : weeks;
  if (alike.from > alike.to) return 'no-week';
  const toDateFrom = facts.period.kind === 'year' && !published ? facts.schoolYear.year.start : null;
  const { population } = facts;
  return compareGroups(statistics, { own, visible, population, weeks: alike, toDateFrom, least: leastSchools });
}

/** The weeks of others that both definitions count alike: tallies cannot leave out year 11 by itself. */
function withinPublished({ schoolYear: { year } }: ReportFacts, { from, to }: CompareFacts['weeks']) {
  const [start, end] = [seriesStart(year), addDays(yearElevenEnds(year), -1)];
  return { from: from < start ? start : from, to: to > end ? end : to };
}
