import { absent, addCounts, type Counts, possible } from '../../domain/measures/counts.ts';
import { gapPoints } from '../../domain/measures/gap-points.ts';
import { isPersistent, isSevere } from '../../domain/measures/persistent-absence.ts';
import { addDays } from '../../domain/sessions/dates.ts';
import { inWords, rangeInWords } from '../../domain/sessions/in-words.ts';
import { countText, numberText, percentText, sessionsBase } from '../figures.ts';
import { attendanceOf } from '../measure-columns.ts';
import { pupilsAddress } from '../pupils/pupils-address.ts';
import type { ReportFacts } from '../school-report.ts';
import type { OverviewFigures } from './count-overview.ts';

/** A period's attendance, large. */
export interface PeriodView {
  readonly heading: string;
  readonly period: string;
  readonly attendance: string;
  readonly base: string;
  readonly rows: readonly { readonly name: string; readonly rate: string; readonly sessions: string }[];
  /** Beside an earlier time; null where there is none to set it beside. */
  readonly change: string | null;
  readonly note: string | null;
}

/** How many pupils missed a tenth, or a half, of their sessions. */
export interface AbsenceView {
  readonly heading: string;
  readonly rate: string;
  readonly base: string;
  /** Null when there is nobody to show. */
  readonly link: { readonly text: string; readonly href: string } | null;
}

/** Sessions of the same weeks of the year before, to the end of the last full week. */
export type LastYear = Counts | null;

/** The period chosen, its last full week, its latest day. */
export function viewPeriods(facts: ReportFacts, figures: OverviewFigures, lastYear: LastYear): PeriodView[] {
  const { period } = facts;
  const { taught, total, pupils, fullWeek } = figures;
  return [
    ...(taught
      ? [
          viewPeriod(period.name, rangeInWords(taught.from, taught.to), total, pupils.length, {
            change: yearChange(figures, lastYear),
          }),
        ]
      : []),
    ...(fullWeek
      ? [
          viewPeriod(
            'Last full week',
            rangeInWords(fullWeek.monday, addDays(fullWeek.monday, 4)),
            fullWeek.counts,
            fullWeek.pupils,
            { change: weekChange(figures) },
          ),
        ]
      : []),
    ...viewDay(figures),
  ];
}

/** `0.4 points less than in the full week before (94.1%).` */
function changeText(now: Counts, before: Counts, than: string): string | null {
  const points = gapPoints(attendanceOf(now), attendanceOf(before));
  if (points === null) return null;
  const rate = percentText(before.attended, possible(before));
  if (points === '0.0') return `The same as ${than} (${rate}).`;
  return `${points.replace('-', '')} points ${points.startsWith('-') ? 'less' : 'more'} than ${than} (${rate}).`;
}

function weekChange({ weeks, fullWeek }: OverviewFigures): string | null {
  const before = weeks.findLast(({ monday, counts }) => fullWeek && monday < fullWeek.monday && possible(counts) > 0);
  return fullWeek && before ? changeText(fullWeek.counts, before.counts, 'in the full week before') : null;
}

function yearChange({ weeks, fullWeek }: OverviewFigures, lastYear: LastYear): string | null {
  if (!fullWeek || !lastYear) return null;
  const toDate = addCounts(...weeks.filter(({ monday }) => monday <= fullWeek.monday).map(({ counts }) => counts));
  const text = changeText(toDate, lastYear, 'in the same weeks of last year');
  return text && `To the end of the last full week: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function viewDay({ day, fullWeek }: OverviewFigures): PeriodView[] {
  if (!day) return [];
  const notes = [];
  const [isAm, isPm] = [possible(day.AM) > 0, possible(day.PM) > 0];
  if (isAm !== isPm) notes.push(`${isAm ? 'Morning' : 'Afternoon'} only so far.`);
  if (day.begun) notes.push(`${inWords(day.begun.date)} has marks of ${countText(day.begun.pupils, 'pupil')} so far.`);
  // Nine in ten: a day's registers are never all there, but a day with fewer says little about the school.
  if (fullWeek && day.pupils * 10 < fullWeek.pupils * 9)
    notes.push(
      `Marks of ${countText(day.pupils, 'pupil')} only: ${numberText(fullWeek.pupils)} had marks in the last full week.`,
    );
  const counts = addCounts(day.AM, day.PM);
  return [viewPeriod('Latest day', inWords(day.date), counts, day.pupils, { note: notes.join(' ') || null })];
}

function viewPeriod(
  heading: string,
  period: string,
  counts: Counts,
  pupils: number,
  { change = null, note = null }: { change?: string | null; note?: string | null },
): PeriodView {
  const base = possible(counts);
  const row = (name: string, sessions: number) => ({
    name,
    rate: percentText(sessions, base),
    sessions: countText(sessions, 'session'),
  });
  return {
    heading,
    period,
    attendance: percentText(counts.attended, base),
    base: `${sessionsBase(counts)}, ${countText(pupils, 'pupil')}`,
    rows: [
      row('Absence', absent(counts)),
      row('Authorised absence', counts.authorised),
      row('Unauthorised absence', counts.unauthorised),
    ],
    change,
    note,
  };
}

/** Persistent and severe absence, with the way to these pupils. */
export function viewAbsence(facts: ReportFacts, { pupils }: OverviewFigures): AbsenceView[] {
  const when = facts.period.kind === 'year' ? 'year to date' : facts.period.words;
  const view = (heading: string, name: 'persistent' | 'severe', share: string, count: number): AbsenceView => ({
    heading,
    rate: percentText(count, pupils.length),
    base: `${numberText(count)} of ${countText(pupils.length, 'pupil')} missed ${share} or more of their own possible sessions, ${when}`,
    link:
      count === 0
        ? null
        : {
            // The list is of this URN alone, so it may have other pupils than were counted over both.
            text: facts.conversion?.joined
              ? `Show pupils with ${name} absence at this URN only`
              : `Show the ${countText(count, `pupil with ${name} absence`, `pupils with ${name} absence`)}`,
            href: pupilsAddress(facts, { absence: name }),
          },
  });
  return [
    view('Persistent absence', 'persistent', '10%', pupils.filter(isPersistent).length),
    view('Severe absence', 'severe', '50%', pupils.filter(isSevere).length),
  ];
}
