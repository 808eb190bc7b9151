import { type CountsRow, rowKey, sumCounts, sumKnown } from './counts-row.ts';
import type { Period } from './period.ts';

/**
 * Pools rows into longer periods: sessions are summed, schools and enrolments are the mean of the days (checked on the Department's
 * own files). Rows that are themselves of weeks or terms do not tell their days, so of them no mean is made.
 * @param to the period that a row belongs to; null leaves it out
 */
export function poolRows(rows: readonly CountsRow[], to: (row: CountsRow) => Period | null): CountsRow[] {
  const pooled = rows.flatMap((row) => {
    const period = to(row);
    return period === null ? [] : [{ ...row, period, own: row.period }];
  });
  return [...Map.groupBy(pooled, rowKey).values()].map((group) => {
    const { area, phase, period, census } = group[0]!;
    const days = group.every(({ own }) => own.kind === 'day');
    return {
      area,
      phase,
      period,
      schools: days ? meanOf(group.map(({ schools }) => schools)) : null,
      enrolments: days ? meanOf(group.map(({ enrolments }) => enrolments)) : null,
      counts: sumCounts(group),
      census,
      contributors: null,
    };
  });
}

function meanOf(values: readonly (number | null)[]): number | null {
  const sum = sumKnown(values);
  return sum === null ? null : sum / values.length;
}
