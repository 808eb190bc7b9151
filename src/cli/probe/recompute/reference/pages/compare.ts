import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monday, plusDays } from '../calendar.ts';
import { choose } from '../choose.ts';
import { count, type ExpectedRow, pupilCells, rate, sessionCells, table, type Value } from '../expected.ts';
import { tally } from '../known-register.ts';
import type { ReferencePage } from './page.ts';

/** The school itself, in whole weeks, beside what the Department published of primary schools in England. */
export const comparePage: ReferencePage = ({ known, asked, sensitive, chosen: { from, to } }) => {
  const first = known.open.find((day) => day >= from) ?? from;
  const weeks = { from: monday(first), to: plusDays(monday(to), 6) };
  const chosen = choose(known, asked, sensitive, weeks);
  const all = tally(chosen.sessions);
  const { attendance, authorised, unauthorised } = sessionCells(all);
  const { persistent, severe } = pupilCells(chosen.pupils);
  const own = {
    attendance: attendance!,
    absence: rate(all.missed, all.possible),
    authorised: authorised!,
    unauthorised: unauthorised!,
    persistent: persistent!,
    severe: severe!,
    schools: count(1),
  };
  return new Map([
    ['comparison', table([['own', own]])],
    ['published', table(['2025-26', '2024-25'].map(publishedRow))],
  ]);
};

/** England's primary schools in the Department's file of a year. */
function publishedRow(year: string): [string, ExpectedRow] {
  const file = join(import.meta.dirname, '../../../../../../data/dfe-published-ytd', `${year}.csv`);
  const [head = '', ...lines] = readFileSync(file, 'utf8').split(/\r?\n/);
  const line = lines.find((each) => /^\d+,National,.*,Primary,/.test(each))!.split(',');
  const of = (column: string) => line[head.split(',').indexOf(column)]!;
  const share = (column: string): Value => rate(Number(of(column)), Number(of('possible_sessions')));
  return [
    `nation_${of('time_period')}`,
    {
      attendance: share('overall_attendance'),
      authorised: share('authorised_absence'),
      unauthorised: share('unauthorised_absence'),
      persistent: { kind: 'about', percent: (Math.round(Number(of('pa_perc')) * 10) / 10).toFixed(1) },
      schools: count(Math.round(Number(of('num_schools')))),
    },
  ];
}
