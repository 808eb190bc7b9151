import type { MarkGridView } from '../../../reports/pupil/mark-grid-view.ts';
import { escapeXml } from '../../charts/svg.ts';

type Row = MarkGridView['rows'][number];
type Cell = NonNullable<Row['cells']>[number];

/** The rows of a pupil's register as HTML: written here like rows of tables (`draw-rows.ts`), since it has hundreds of cells. */
export const drawMarks = ({ rows, halves }: MarkGridView): string =>
  rows.map((row) => drawWeek(row, halves.length)).join('\n');

function drawWeek({ head, cells, nothing }: Row, sessions: number): string {
  const drawn =
    cells?.map(drawMark).join('') ??
    `<td class="govuk-table__cell app-grid__day app-grid__holiday" colspan="${sessions}">${escapeXml(nothing)}</td>`;
  return `<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">${escapeXml(head)}</th>${drawn}</tr>`;
}

function drawMark({ text, category, title, spoken, startsDay }: Cell): string {
  const shown = `<span class="app-mark app-mark--${category}"${title && ` title="${escapeXml(title)}"`} aria-hidden="true">${escapeXml(text)}</span>`;
  return `<td class="govuk-table__cell${startsDay ? ' app-grid__day' : ''}">${shown}<span class="govuk-visually-hidden">${escapeXml(spoken)}</span></td>`;
}
