import { count, type ExpectedRow, rate, table } from '../expected.ts';
import { tally } from '../known-register.ts';
import type { ReferencePage } from './page.ts';

/** Who came after the year's first school day, and who left, with what they attended; and how many in each month. */
export const movesPage: ReferencePage = ({ known, chosen: { from, to } }) => {
  const first = known.open[0];
  const stays = known.school.pupils.flatMap(({ id, enrolments }) => enrolments.map((each) => ({ id, ...each })));
  const joined = stays.filter(
    ({ firstDay }) => firstDay >= from && firstDay <= to && first !== undefined && firstDay > first,
  );
  const left = stays.flatMap(({ id, lastDay }) =>
    lastDay !== null && lastDay >= from && lastDay <= to ? [{ id, lastDay }] : [],
  );
  const attendance = (pupil: number, start: string, end: string): ExpectedRow => {
    const own = known.sessions.filter((each) => each.pupil === pupil && each.date >= start && each.date <= end);
    const { attended, possible } = tally(own);
    return { attendance: rate(attended, possible) };
  };
  return new Map([
    ['joiners', table(joined.map(({ id, firstDay }) => [`${id}:${firstDay}`, attendance(id, firstDay, to)]))],
    ['leavers', table(left.map(({ id, lastDay }) => [`${id}:${lastDay}`, attendance(id, from, lastDay)]))],
    [
      'months',
      table(
        monthsOf(from, to).map((month) => [
          month,
          {
            joiners: count(joined.filter(({ firstDay }) => firstDay.startsWith(month)).length),
            leavers: count(left.filter(({ lastDay }) => lastDay.startsWith(month)).length),
          },
        ]),
      ),
    ],
  ]);
};

function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  let [year, month] = from.split('-').map(Number) as [number, number];
  for (let key = from.slice(0, 7); key <= to.slice(0, 7); key = `${year}-${String(month).padStart(2, '0')}`) {
    months.push(key);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return months;
}
