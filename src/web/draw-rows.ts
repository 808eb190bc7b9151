import type { CellView, RowView } from '../reports/view-table.ts';
import { escapeXml } from './charts/svg.ts';

/**
 * The rows of a table as HTML. Written here and not by the template: a table of hundreds of rows would take the template longer than
 * everything else on its page.
 * @param look further classes of the rows
 */
export const drawRows = (rows: readonly RowView[], look = ''): string =>
  rows.map((row) => drawRow(row, look)).join('\n');

function drawRow({ head, href, cells }: RowView, look: string): string {
  const own = `<th scope="row" class="govuk-table__header">${link(href, `<bdi>${escapeXml(head)}</bdi>`)}</th>`;
  return `<tr class="govuk-table__row${look}">${own}${cells.map(drawCell).join('')}</tr>`;
}

function drawCell({ text, href, base, numeric }: CellView): string {
  const looks = numeric ? 'govuk-table__cell govuk-table__cell--numeric' : 'govuk-table__cell';
  const under = base === null ? '' : ` <span class="app-cell__base">${escapeXml(base)}</span>`;
  return `<td class="${looks}">${link(href, escapeXml(text))}${under}</td>`;
}

const link = (href: string | null, html: string): string =>
  href === null ? html : `<a class="govuk-link" href="${escapeXml(href)}">${html}</a>`;
