import type { ChartView, Section } from '../reports/report-view.ts';
import type { TableSort } from '../reports/selection/selection.ts';
import { type TableLinks, type TableView, viewTable } from '../reports/view-table.ts';
import { barChart } from './charts/bar-chart.ts';
import { heatChart } from './charts/heat-chart.ts';
import { lineChart } from './charts/line-chart.ts';
import { drawRows } from './draw-rows.ts';

/** Sections as the template takes them: tables in words, charts drawn. @param invented charts say that they are of invented data */
export function drawSections(
  sections: readonly Section[],
  sort: TableSort | null,
  links: TableLinks,
  invented: boolean,
) {
  return sections.map((section) => ({
    ...section,
    drawing: section.chart ? drawChart(section.chart, invented) : null,
    tables: section.tables.map((table) => drawTable(viewTable(table, sort, links))),
  }));
}

/** A table with its rows drawn. */
const drawTable = ({ rows, total, ...table }: TableView) => ({
  ...table,
  body: drawRows(rows),
  foot: total ? drawRows([total], ' app-table__total') : null,
});

/** Draws a chart for both widths. */
export function drawChart(chart: ChartView, invented: boolean): string {
  if (chart.kind === 'bars') return barChart({ ...chart, invented });
  if (chart.kind === 'line') return lineChart({ ...chart, invented });
  return heatChart({ ...chart, invented });
}
