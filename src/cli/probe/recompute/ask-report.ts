import type { ReportView } from '../../../reports/report-view.ts';
import { readReport, type SchoolReport } from '../../../reports/school-report.ts';
import { readSelection } from '../../../reports/selection/selection.ts';
import type { Random } from '../../reconcile/random.ts';
import { checkHtml } from './check-html.ts';
import { checkSentences } from './check-sentences.ts';
import { drawAsked } from './draw-asked.ts';
import type { AskPage } from './probed-page.ts';
import type { RawSchool } from './raw-school.ts';
import { type Asked, queryOf, SENSITIVE_TRAITS } from './reference/asked.ts';
import { plusDays } from './reference/calendar.ts';
import { choose } from './reference/choose.ts';
import { isPossible } from './reference/code-list.ts';
import { type ExpectedPage, isNothing } from './reference/expected.ts';
import { knownAt } from './reference/known-register.ts';
import type { PageFacts, ReferencePage } from './reference/pages/page.ts';

/** As many pages are drawn, and their texts read. */
const DRAWN = 0.1;

/** A report of a school that is made of its academic year, under any selection. */
export const askReport =
  // biome-ignore lint/suspicious/noExplicitAny: each report reads something else besides, which only the report itself knows
    (report: SchoolReport<any>, reference: ReferencePage): AskPage =>
    async ({ random, school, viewer, scope, sensitive }) => {
      const own = Object.fromEntries(
        report.choices.map((choice) => [
          choice.name,
          [...choice.options.map(({ value }) => value), ...('days' in choice ? someDays(random, school) : [])],
        ]),
      );
      const drawn = drawAsked(random, school, own);
      const query = queryOf(drawn);
      const asked = withoutLeft(drawn, report.without ?? []);
      const selection = readSelection(query, report.choices);
      const now = new Date(school.now);
      const view = await readReport(report, {
        database: viewer,
        statistics: null,
        scope,
        urn: school.urn,
        selection,
        now,
      });
      if (!view) return null;
      const known = knownAt(school, asked);
      const chosen = choose(known, asked, sensitive);
      const address = `${report.path}?${new URLSearchParams(query)}`;
      const facts = { known, asked, sensitive, chosen };
      const expected = reference(facts);
      const mayTell =
        report.without?.includes('groups') || (!sensitive && SENSITIVE_TRAITS.some((trait) => trait in drawn.groups));
      const wrong = wrongAbout(view, facts, expected, mayTell ?? false);
      if (view.empty) return { address, expected: new Map(), shown: [], wrong };
      const sentences = checkSentences(view, expected);
      const html = random.chance(DRAWN) ? checkHtml(view, selection, expected) : null;
      return {
        address,
        expected,
        shown: view.sections.flatMap(({ tables }) => tables),
        wrong: [...wrong, ...(html?.differences ?? []), ...sentences.differences],
        more: (html?.figures ?? 0) + sentences.figures,
      };
    };

/** Days on which the school was collected, or about then, for choices that may be a day. */
const someDays = (random: Random, { runs, now }: RawSchool): string[] =>
  [0, 0, 0, -1, -8, 3].map((days) => plusDays(random.pick(runs.map(({ at }) => at).concat(now)).slice(0, 10), days));

/** What a page does not offer does not hold there: it is as if everybody, the whole year, or our own definition had been asked for. */
function withoutLeft(asked: Asked, left: NonNullable<SchoolReport['without']>): Asked {
  return {
    ...asked,
    ...(left.includes('population') && { population: 'all' }),
    ...(left.includes('definition') && { definition: 'here' }),
    ...(left.includes('groups') && { groups: {} }),
    ...(left.includes('period') && { period: 'year' }),
  };
}

/** A page may say that there is nothing only when no session of the selection was possible, or nothing comes of it; what was asked for must have been understood. */
function wrongAbout(
  view: ReportView,
  { known, chosen }: PageFacts,
  expected: ExpectedPage,
  mayTell: boolean,
): string[] {
  const hasNothing = isNothing(expected) || !chosen.sessions.some(({ code }) => isPossible(code));
  return [
    ...(view.empty && !hasNothing && known.open.length > 0
      ? [`the page says “${view.empty.text}”, and ${chosen.pupils.length} pupils of the selection have sessions`]
      : []),
    ...((view.selection?.ignored ?? null) === null || mayTell ? [] : [`the page says “${view.selection?.ignored}”`]),
  ];
}
