import type { ReportView } from '../../../reports/report-view.ts';
import type { Selection } from '../../../reports/selection/selection.ts';
import { makeFrame } from '../../../web/frame.ts';
import { createRender } from '../../../web/render.ts';
import { drawReport } from '../../../web/report-pages.ts';
import type { Compared } from './compare-page.ts';
import type { ExpectedPage, ExpectedRow, Value } from './reference/expected.ts';
import { percentHalfUp, pointsHalfUp } from './reference/half-up.ts';

const render = createRender();
const frame = makeFrame({ invented: true, govuk: false, assets: '/assets', sessionMinutes: 20 }, null, {
  path: '/',
  title: '',
  schoolName: null,
  csrfToken: null,
  now: 0,
  sessionEndsAt: null,
});

/**
 * Draws a report's page and reads the texts of its cells: a rate must stand there rounded once, half up, from what was worked out,
 * beside its base.
 */
export function checkHtml(view: ReportView, selection: Selection, expected: ExpectedPage): Compared {
  const html = render('layout/report.njk', frame, drawReport(view, selection));
  const differences: string[] = [];
  let figures = 0;
  for (const table of view.sections.flatMap(({ tables }) => tables)) {
    const wanted = expected.get(table.id);
    if (!wanted) continue;
    const texts = textsOf(html, table.id);
    table.rows.forEach(({ key }, place) => {
      const found = texts[place] ?? [];
      for (const [column, text] of textsWanted(wanted.rows.get(key) ?? {})) {
        figures++;
        const shown = found[table.columns.findIndex((each) => each.key === column)];
        if (shown !== text)
          differences.push(`drawn table ${table.id}, row ${key}, column ${column}: “${shown}”, expected “${text}”`);
      }
    });
  }
  return { figures, differences };
}

const textsWanted = (row: ExpectedRow): [string, string][] =>
  Object.entries(row).flatMap(([column, value]): [string, string][] => {
    const text = textOf(value);
    return text === null ? [] : [[column, text]];
  });

const withCommas = (value: number): string => value.toLocaleString('en-GB');

function textOf(value: Value): string | null {
  switch (value.kind) {
    case 'count':
      return withCommas(value.value);
    case 'rate': {
      const rate = percentHalfUp(value.numerator, value.denominator);
      return rate === null ? 'n/a' : `${rate} ${withCommas(value.numerator)} of ${withCommas(value.denominator)}`;
    }
    case 'gap': {
      const { of, than } = value;
      return `${pointsHalfUp([of.numerator, of.denominator], [than.numerator, than.denominator])} points`;
    }
    default:
      return null;
  }
}

/** The texts of a drawn table's cells, row by row, without the heads. */
function textsOf(html: string, id: string): string[][] {
  const from = html.indexOf(`id="table-${id}"`);
  const body = html.slice(html.indexOf('<tbody', from), html.indexOf('</tbody>', from));
  return body
    .split('<tr')
    .slice(1)
    .map((row) =>
      row
        .split('<td')
        .slice(1)
        .map((cell) =>
          cell
            .slice(cell.indexOf('>') + 1)
            .replace(/<[^>]*>/g, '')
            .replace(/\s+/g, ' ')
            .trim(),
        ),
    );
}
