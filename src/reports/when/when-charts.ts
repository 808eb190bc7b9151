import { absent, type Counts, possible } from '../../domain/measures/counts.ts';
import { leastUsual } from '../../domain/measures/usual-base.ts';
import { addDays, dayOfWeek, daysBetween } from '../../domain/sessions/dates.ts';
import { inShort, inWords } from '../../domain/sessions/in-words.ts';
import { countText, numberText, percentText, percentToDraw } from '../figures.ts';
import type { BarsView, HeatView, LineView } from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import { byWeek, byWeekday, type DayCounts, sumDays } from './count-when.ts';
import { dayName, type WeakestDay } from './findings.ts';

const missedOf = (counts: Counts): string => percentText(absent(counts), possible(counts));

/** A bar for each day of the week: the share of sessions missed. */
export function drawWeekdays(
  { period }: ReportFacts,
  days: readonly DayCounts[],
  weakest: WeakestDay | null,
): BarsView {
  const hasMost = weakest !== null && weakest.points !== '0.0';
  return {
    kind: 'bars',
    id: 'absence-by-weekday',
    title: hasMost
      ? `Most was missed on ${dayName(weakest.weekday)}s: ${missedOf(weakest.counts)} of possible sessions`
      : `${missedOf(sumDays(days))} of possible sessions were missed`,
    subtitle: `Possible sessions missed by day of the week. ${period.words}. Base: ${countText(possible(sumDays(days)), 'possible session')}.`,
    description: 'A bar for each day of the week. The table has the same numbers.',
    notes: hasMost ? ['Orange: the day with the most absence.'] : [],
    bars: byWeekday(days).map(([weekday, own]) => {
      const counts = sumDays(own);
      return {
        label: dayName(weekday),
        value: percentToDraw(absent(counts), possible(counts)) ?? 0,
        text: `${missedOf(counts)} missed (${numberText(absent(counts))})`,
        series: hasMost && weakest.weekday === weekday ? 4 : 1,
      };
    }),
  };
}

/** Attendance week by week; weeks without a possible session are gaps. */
export function drawWeeks({ period }: ReportFacts, days: readonly DayCounts[]): LineView {
  const weeks = byWeek(days).map(([monday, own]) => ({ day: inShort(monday).slice(0, -5), counts: sumDays(own) }));
  const taught = weeks.filter(({ counts }) => possible(counts) > 0);
  const enough = leastUsual(weeks.map(({ counts }) => possible(counts)));
  const whole = taught.filter(({ counts }) => possible(counts) >= enough);
  // a/b < c/d without dividing.
  const least = whole.reduce((found, week) =>
    week.counts.attended * possible(found.counts) < found.counts.attended * possible(week.counts) ? week : found,
  );
  const rate = percentText(least.counts.attended, possible(least.counts));
  return {
    kind: 'line',
    id: 'attendance-by-week',
    title:
      whole.length === 1
        ? `Attendance was ${rate} in the week of ${least.day}`
        : `Attendance was lowest in the week of ${least.day}: ${rate}`,
    subtitle: `Attendance as a percentage of possible sessions, by week. ${period.words}.`,
    description: `A line of the attendance rate in each of ${countText(weeks.length, 'week')}. The table has the same numbers.`,
    notes: [
      'The scale does not start at zero.',
      ...(taught.length < weeks.length
        ? ['Grey: weeks with no possible sessions, such as holidays. They are gaps, not zeros.']
        : []),
      ...(whole.length < taught.length ? ['Hollow point: a week with less than half of the usual sessions.'] : []),
    ],
    unit: '%',
    most: 100,
    points: weeks.map(({ day, counts }) => pointOf(day, counts, enough)),
  };
}

function pointOf(day: string, counts: Counts, enough: number): LineView['points'][number] {
  const base = possible(counts);
  const rate = percentText(counts.attended, base);
  return {
    label: day,
    title:
      base === 0
        ? `Week of ${day}: no possible sessions`
        : `Week of ${day}: ${rate} of ${countText(base, 'possible session')}`,
    value: percentToDraw(counts.attended, base),
    text: rate,
    partial: base > 0 && base < enough,
  };
}

/**
 * Where the steps of the heat map end, in thousandths of possible sessions missed. The same for every school and filter, so that
 * two maps can be compared; absence of all schools lies within the second step.
 */
const STEP_ENDS = [50, 75, 100, 150] as const;
const STEPS = [
  'Less than 5% missed',
  '5% to less than 7.5%',
  '7.5% to less than 10%',
  '10% to less than 15%',
  '15% or more',
];

/** The step of a day's absence. */
export function heatStep(counts: Counts): number {
  const place = STEP_ENDS.findIndex((end) => absent(counts) * 1000 < end * possible(counts));
  return place < 0 ? STEP_ENDS.length : place;
}

/** Every weekday of the period, from the first with a possible session to the last; a weekend day when it has one. */
export function drawHeat({ period }: ReportFacts, days: readonly DayCounts[]): HeatView {
  const byDate = new Map(days.map((day) => [day.date, day.both]));
  const [first, last] = [days[0]!.date, days.at(-1)!.date];
  const dates = Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));
  const enough = leastUsual(days.map(({ both }) => possible(both)));
  const most = days
    .filter(({ both }) => possible(both) >= enough)
    .reduce((found, day) =>
      absent(day.both) * possible(found.both) > absent(found.both) * possible(day.both) ? day : found,
    );
  return {
    kind: 'heat',
    id: 'absence-by-day',
    title: `Most was missed on ${inWords(most.date)}: ${missedOf(most.both)} of possible sessions`,
    subtitle: `Possible sessions missed each day. ${period.words}.`,
    description:
      'A square for each day, weeks from left to right; the darker, the more was missed. The table has the same numbers.',
    notes: [
      ...(days.length < dates.length ? ['Without colour: days with no possible sessions.'] : []),
      ...(days.some(({ both }) => possible(both) < enough)
        ? ['Days with less than half of the usual sessions are drawn, and not compared.']
        : []),
    ],
    steps: STEPS,
    days: dates
      .filter((date) => dayOfWeek(date) <= 5 || byDate.has(date))
      .map((date) => {
        const counts = byDate.get(date);
        return counts
          ? {
              date,
              step: heatStep(counts),
              title: `${inWords(date)}: ${missedOf(counts)} missed, ${numberText(absent(counts))} of ${countText(possible(counts), 'possible session')}`,
            }
          : { date, step: null, title: `${inWords(date)}: no possible sessions` };
      }),
  };
}
