import { type AreaReport, choicesOf, readAreaReport } from '../../../reports/area-report.ts';
import { readSelection } from '../../../reports/selection/selection.ts';
import { checkHtml } from './check-html.ts';
import { checkSentences } from './check-sentences.ts';
import { drawAsked } from './draw-asked.ts';
import type { AskAreaPage } from './probed-page.ts';
import { type Area, areaOf } from './reference/area.ts';
import { queryOf, SENSITIVE_TRAITS } from './reference/asked.ts';
import { type ExpectedPage, isNothing } from './reference/expected.ts';

/** A report about several schools, under any selection. */
export const askArea =
  // biome-ignore lint/suspicious/noExplicitAny: each report reads something else besides, which only the report itself knows
    (report: AreaReport<any>, reference: (area: Area) => ExpectedPage): AskAreaPage =>
    async ({ random, schools, viewer, scope, sensitive }) => {
      const choices = choicesOf(report);
      const own = Object.fromEntries(choices.map(({ name, options }) => [name, options.map(({ value }) => value)]));
      const drawn = drawAsked(random, random.pick(schools), own);
      const query = queryOf(drawn);
      const now = schools
        .map((school) => school.now)
        .sort()
        .at(-1)!;
      const view = await readAreaReport(report, {
        database: viewer,
        scope,
        organisation: { name: 'Area of the probe', key: null },
        selection: readSelection(query, choices),
        now: new Date(now),
      });
      const asked = {
        ...drawn,
        ...(report.without?.includes('population') && { population: 'all' as const }),
        ...(report.without?.includes('definition') && { definition: 'here' as const }),
        ...(report.without?.includes('groups') && { groups: {} }),
        ...(report.without?.includes('period') && { period: 'year' as const }),
      };
      const area = areaOf(schools, asked, sensitive, now);
      const expected = reference(area);
      const address = `${report.path}?${new URLSearchParams(query)}`;
      const mayTell =
        drawn.known !== null ||
        report.without?.includes('groups') ||
        (!sensitive && SENSITIVE_TRAITS.some((trait) => trait in drawn.groups));
      const wrong = view.selection?.ignored && !mayTell ? [`the page says “${view.selection.ignored}”`] : [];
      if (view.empty) {
        const isWrong = !isNothing(expected) && area.schools.some(({ isOpen }) => isOpen);
        return {
          address,
          expected: new Map(),
          shown: [],
          wrong: isWrong ? [...wrong, `the page says “${view.empty.text}”, and there is something`] : wrong,
        };
      }
      const sentences = checkSentences(view, expected);
      const html = random.chance(0.1) ? checkHtml(view, readSelection(query, choices), expected) : null;
      return {
        address,
        expected,
        shown: view.sections.flatMap(({ tables }) => tables),
        wrong: [...wrong, ...(html?.differences ?? []), ...sentences.differences],
        more: (html?.figures ?? 0) + sentences.figures,
      };
    };
