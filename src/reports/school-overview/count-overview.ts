import { kindOfMark } from '../../domain/codes/codes.ts';
import { countByPlace, eachStretch, type PupilCounts } from '../../domain/measures/count-year.ts';
import { addCounts, type Counts, possible } from '../../domain/measures/counts.ts';
import { placeOf } from '../../domain/register/school-year.ts';
import { addDays, type Half, isHeld, SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';
import { countSelection, type Group, groupBy } from '../groups/count-groups.ts';
import { countReasons, type Reasons } from '../reasons/reason-counts.ts';
import type { ReportFacts } from '../school-report.ts';

/** Through which session a school's register reaches. */
export interface Held {
  readonly date: string;
  readonly half: Half;
}

export interface WeekCounts {
  readonly monday: string;
  readonly counts: Counts;
}

/** The latest day whose registers have been taken for at least half of the pupils. */
export interface LatestDay {
  readonly date: string;
  readonly AM: Counts;
  readonly PM: Counts;
  readonly pupils: number;
  /** A later day with fewer marks, such as those entered in advance before the registers of the day are taken. */
  readonly begun: { readonly date: string; readonly pupils: number } | null;
}

/** Everything that the overview shows, as whole numbers. */
export interface OverviewFigures {
  readonly total: Counts;
  readonly pupils: readonly PupilCounts[];
  readonly weeks: readonly WeekCounts[];
  readonly yearGroups: readonly Group[];
  readonly reasons: Reasons;
  /** The last week that had been held to its Friday afternoon, and had a possible session. */
  readonly fullWeek: (WeekCounts & { readonly pupils: number }) | null;
  readonly day: LatestDay | null;
  /** First and last day of the period with a possible session of the selection. */
  readonly taught: { readonly from: string; readonly to: string } | null;
}

/**
 * Counts a selection for the overview.
 * @param held null when nothing had been collected
 */
export function countOverview(facts: ReportFacts, held: Held | null): OverviewFigures {
  const counted = countSelection(facts);
  const reasons = countReasons(facts);
  const weeks = reasons.weeks.map(({ monday, week }) => ({ monday, counts: countsOfWeek(reasons, week) }));
  const full =
    held && weeks.findLast((week) => possible(week.counts) > 0 && isHeld(addDays(week.monday, 4), 'PM', held));
  const fullWeek = full ? { ...full, pupils: countPupilsOf(facts, full.monday, SESSIONS_A_WEEK) } : null;
  const days = taughtDays(facts);
  const first = days.next().value;
  return {
    total: counted.total,
    pupils: counted.pupils,
    weeks,
    yearGroups: groupBy(counted, ['year']),
    reasons,
    fullWeek,
    day: first ? latestTaken(facts, first, days, fullWeek?.pupils ?? 0) : null,
    taught: first ? { from: firstDay(facts) ?? first.date, to: first.date } : null,
  };
}

function countsOfWeek({ marks, reasons }: Reasons, week: number): Counts {
  const counts = { attended: 0, authorised: 0, unauthorised: 0 };
  for (const { mark, kind, isAuthorised } of reasons) {
    if (kind === 'not-counted') continue;
    const sessions = marks.sessions(mark, week);
    counts[kind === 'attendance' ? 'attended' : isAuthorised ? 'authorised' : 'unauthorised'] += sessions;
  }
  return counts;
}

interface TaughtDay {
  readonly date: string;
  readonly AM: Counts;
  readonly PM: Counts;
}

/** Days of the period with a possible session of the selection, the latest first. */
function* taughtDays(facts: ReportFacts): Generator<TaughtDay, undefined> {
  for (const date of [...facts.days].reverse()) {
    const day = countDay(facts, date);
    if (day) yield day;
  }
}

const firstDay = (facts: ReportFacts): string | undefined => facts.days.find((date) => countDay(facts, date) !== null);

function countDay({ schoolYear, choice }: ReportFacts, date: string): TaughtDay | null {
  const place = placeOf(schoolYear.year, date, 'AM');
  if (place < choice.from || place >= choice.to) return null;
  const { attended, authorised, unauthorised } = countByPlace(schoolYear, { ...choice, from: place, to: place + 2 });
  const [AM, PM] = [0, 1].map((half) => ({
    attended: attended[half]!,
    authorised: authorised[half]!,
    unauthorised: unauthorised[half]!,
  })) as [Counts, Counts];
  return possible(addCounts(AM, PM)) === 0 ? null : { date, AM, PM };
}

/** Few marks on the very last day (entered in advance, or a register being taken) say nothing yet: the day before is shown. */
function latestTaken(facts: ReportFacts, last: TaughtDay, before: Iterator<TaughtDay>, usual: number): LatestDay {
  const pupils = countPupilsOf(facts, last.date, 2);
  if (pupils * 2 >= usual) return { ...last, pupils, begun: null };
  const earlier = before.next();
  if (earlier.done) return { ...last, pupils, begun: null };
  return {
    ...earlier.value,
    pupils: countPupilsOf(facts, earlier.value.date, 2),
    begun: { date: last.date, pupils },
  };
}

/** Pupils with a possible session of the selection from a day on, in so many sessions. */
function countPupilsOf({ schoolYear, choice }: ReportFacts, date: string, sessions: number): number {
  const place = placeOf(schoolYear.year, date, 'AM');
  const pupils = new Set<number>();
  const part = { ...choice, from: Math.max(choice.from, place), to: Math.min(choice.to, place + sessions) };
  eachStretch(schoolYear, part, ({ pupil, bytes }, from, to) => {
    for (let at = from; at < to; at++) if (kindOfMark(bytes[at]!) > 0) pupils.add(pupil);
  });
  return pupils.size;
}
