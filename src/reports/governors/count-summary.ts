import { CODES } from '../../domain/codes/codes.ts';
import {
  countByPlace,
  countByProfile,
  countPupils,
  countSessions,
  eachStretch,
  eachWeek,
  type SessionChoice,
} from '../../domain/measures/count-year.ts';
import { addCounts, possible } from '../../domain/measures/counts.ts';
import { isPersistent, isSevere } from '../../domain/measures/persistent-absence.ts';
import { schoolDays } from '../../domain/measures/school-days.ts';
import type { SchoolYear } from '../../domain/register/school-year.ts';
import { absentIn } from '../../domain/register/week-sums.ts';
import { addDays, daysBetween } from '../../domain/sessions/dates.ts';
import { halfTermsOf } from '../../domain/sessions/terms.ts';
import { describeMark, isAbsence } from '../code-rows.ts';
import type { ReportFacts } from '../school-report.ts';
import { choiceOf, groupKey, groupValue } from '../selection/choice.ts';
import { CHARACTERISTIC_NAMES, SENSITIVE_CHARACTERISTICS } from '../selection/selection.ts';
import type { GroupFigures, ReasonFigures, SpanFigures, SummaryFigures, WeekdayFigures } from './summary-figures.ts';
import { isTooFew, tellApart } from './too-few.ts';

type CountFacts = Pick<ReportFacts, 'schoolYear' | 'days' | 'selection' | 'population' | 'period'>;

/**
 * Counts all that the summary says. It reaches to the last school day of the period chosen: a summary as at the end of an earlier
 * half term is the one whose period that is. Null without a school day till then.
 * @param lastYear the year before; null when nothing is held of it
 */
export function countSummary(facts: CountFacts, lastYear: SchoolYear | null): SummaryFigures | null {
  const { schoolYear, selection, population, days, period } = facts;
  const to = days.findLast((day) => day <= period.to);
  if (to === undefined) return null;
  const choose = (year: SchoolYear, from: string, until: string) =>
    choiceOf(year, selection, population, { from, to: until });
  const span = (name: string, from: string, until: string, of = schoolYear): SpanFigures =>
    countSpan(of, choose(of, from, until), { name, from, to: until });
  // Told from their first to their last school day: the holidays round them say nothing.
  const spanOfDays = (name: string, from: string, until: string): SpanFigures => {
    const own = days.filter((day) => day >= from && day <= until);
    return span(name, own[0] ?? from, own.at(-1) ?? until);
  };
  const { start } = schoolYear.year;
  const begun = halfTermsOf(schoolYear.year, days).filter(
    ({ from, to: end }) => from <= to && days.some((day) => day >= from && day <= end),
  );
  const [before, current] = [begun.at(-2), begun.at(-1)!];
  const choice = choose(schoolYear, start, to);
  const reasons = countReasons(schoolYear, choice, to);
  const told = tellApart(reasons, together);
  const pooled = reasons.filter((reason) => !told.includes(reason));
  const last =
    lastYear &&
    span(
      'Last year to the same week',
      schoolDays(lastYear)[0] ?? lastYear.year.start,
      sameDay(facts, lastYear, to),
      lastYear,
    );
  return {
    days: days.filter((day) => day <= to).length,
    year: spanOfDays('Year to date', start, to),
    halfTerm: spanOfDays(current.name, current.from, to),
    before: before ? spanOfDays(before.name, before.from, before.to) : null,
    yearBefore: before ? span('Year to the end of the half term before', start, before.to) : null,
    lastYear: last && possible(last) > 0 ? last : null,
    groups: countGroups(schoolYear, choice),
    reasons: told.map(({ who: _, ...reason }) => reason),
    other: { sessions: pooled.reduce((sum, { sessions }) => sum + sessions, 0), codes: pooled.length },
    weekdays: countWeekdays(schoolYear, choice),
  };
}

/** The same weekday of the same week of the academic year before. */
const sameDay = ({ schoolYear }: CountFacts, { year }: SchoolYear, to: string): string =>
  addDays(year.start, daysBetween(schoolYear.year.start, to));

function countSpan(
  year: SchoolYear,
  choice: SessionChoice,
  days: Pick<SpanFigures, 'name' | 'from' | 'to'>,
): SpanFigures {
  const pupils = countPupils(year, choice);
  return {
    ...days,
    ...countSessions(year, choice),
    pupils: pupils.length,
    persistent: pupils.filter(isPersistent).length,
    severe: pupils.filter(isSevere).length,
  };
}

/** Groups with enough pupils, and enough pupils outside them, one characteristic after the other. What is not known is no group. */
function countGroups(year: SchoolYear, choice: SessionChoice): GroupFigures[] {
  const byProfile = [...countByProfile(year, choice)];
  const pupils = countPupils(year, choice);
  return CHARACTERISTIC_NAMES.filter((name) => !SENSITIVE_CHARACTERISTICS.includes(name)).flatMap((name) => {
    const values = new Map([...year.profiles].map(([number, profile]) => [number, groupValue(name, profile)]));
    const groups = [...new Set(values.values())].map((value): GroupFigures => {
      const isOwn = (profile: number) => values.get(profile) === value;
      const own = addCounts(...byProfile.filter(([profile]) => isOwn(profile)).map(([, counts]) => counts));
      const rest = addCounts(...byProfile.filter(([profile]) => !isOwn(profile)).map(([, counts]) => counts));
      const members = pupils.filter(({ profile }) => isOwn(profile)).length;
      // Sessions of a group that nobody is in any more are those of somebody who left it.
      const told = members === 0 && possible(own) > 0 ? 1 : members;
      return { key: groupKey(name, value), own, rest, pupils: told, restPupils: pupils.length - members };
    });
    return tellApart(groups).filter(
      ({ key, restPupils }) => restPupils > 0 && !isTooFew(restPupils) && !key.endsWith('=unknown'),
    );
  });
}

/** By the character code of a mark. */
const IS_ABSENCE = new Uint8Array(128);
for (const { mark, category } of CODES) IS_ABSENCE[mark.charCodeAt(0)] = Number(isAbsence(category));

type Reason = ReasonFigures & { readonly who: ReadonlySet<number> };

function countReasons(year: SchoolYear, choice: SessionChoice, date: string): Reason[] {
  const sessions = new Int32Array(IS_ABSENCE.length);
  const pupils = new Map<number, Set<number>>();
  eachStretch(year, choice, (pupil, from, to) =>
    eachWeek(pupil, from, to, (sum, _, first, end) => {
      if (absentIn(sum) === 0) return;
      for (let place = first; place < end; place++) {
        const mark = pupil.bytes[place]!;
        if (!IS_ABSENCE[mark]) continue;
        sessions[mark]!++;
        const own = pupils.get(mark);
        if (own) own.add(pupil.pupil);
        else pupils.set(mark, new Set([pupil.pupil]));
      }
    }),
  );
  return [...pupils]
    .map(([mark, who]) => {
      const own = describeMark(String.fromCharCode(mark), date);
      return { ...own, sessions: sessions[mark]!, pupils: who.size, who };
    })
    .sort((a, b) => b.sessions - a.sessions || (a.code < b.code ? -1 : 1));
}

/** Pupils with any of the reasons. */
const together = (reasons: readonly Reason[]): number => new Set(reasons.flatMap(({ who }) => [...who])).size;

function countWeekdays(year: SchoolYear, choice: SessionChoice): WeekdayFigures[] {
  const { from, attended, authorised, unauthorised } = countByPlace(year, choice);
  const byDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, attended: 0, authorised: 0, unauthorised: 0 }));
  for (let index = 0; index < attended.length; index++) {
    // The academic year begins on a Monday.
    const day = byDay[((from + index) >> 1) % 7]!;
    day.attended += attended[index]!;
    day.authorised += authorised[index]!;
    day.unauthorised += unauthorised[index]!;
  }
  return byDay.filter((day) => possible(day) > 0);
}
