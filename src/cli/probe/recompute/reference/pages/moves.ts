import { type ExpectedRow, table } from '../expected.ts';
import type { ReferencePage } from './page.ts';

/** Who came after the year's first school day, and who left. */
export const movesPage: ReferencePage = ({ known, chosen: { from, to } }) => {
  const first = known.open[0];
  const moves = known.school.pupils.flatMap(({ id, enrolments }) => enrolments.map((each) => ({ id, ...each })));
  const within = (day: string | null): day is string => day !== null && day >= from && day <= to;
  const rows = (days: readonly (readonly [number, string])[]) =>
    table(days.map(([id, day]): [string, ExpectedRow] => [`${id}:${day}`, {}]));
  return new Map([
    [
      'joiners',
      rows(
        moves
          .filter(({ firstDay }) => within(firstDay) && first !== undefined && firstDay > first)
          .map(({ id, firstDay }) => [id, firstDay]),
      ),
    ],
    ['leavers', rows(moves.flatMap(({ id, lastDay }) => (within(lastDay) ? [[id, lastDay] as const] : [])))],
  ]);
};
