import { addCounts } from '../../domain/measures/counts.ts';
import { gapPoints } from '../../domain/measures/gap-points.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { countText } from '../figures.ts';
import { differingGroups } from './group-sentences.ts';
import type { SummaryFigures } from './summary-figures.ts';
import { attendanceOf, comparedWith, rateAndBase } from './summary-words.ts';
import { isHidden } from './too-few.ts';

const DAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/** Something that the numbers give a reason to look at, and the page that shows more of it. */
export interface LookAt {
  readonly text: string;
  /** Below the school. */
  readonly path: string;
  readonly link: string;
}

/** What the school could look at: only what a number here gives a reason for, never what it should think of it. */
export function lookAt(figures: SummaryFigures): LookAt[] {
  return [
    ...persistence(figures),
    ...groups(figures),
    ...weekdays(figures),
    ...unexplained(figures),
    ...holidays(figures),
  ];
}

function persistence({ year, yearBefore }: SummaryFigures): LookAt[] {
  if (
    yearBefore === null ||
    isHidden(year.persistent, year.pupils) ||
    isHidden(yearBefore.persistent, yearBefore.pupils)
  )
    return [];
  // By shares, as exact products: the roll may have grown.
  if (year.persistent * yearBefore.pupils <= yearBefore.persistent * year.pupils) return [];
  return [
    {
      text: 'A larger share of pupils is persistently absent than at the end of the half term before. The school sees by name who is close to 10%, and how many sessions are left until then.',
      path: '/attention',
      link: 'Needs attention',
    },
  ];
}

function groups(figures: SummaryFigures): LookAt[] {
  const group = differingGroups(figures).find(({ own, rest }) =>
    gapPoints(attendanceOf(own), attendanceOf(rest))?.startsWith('-'),
  );
  if (!group) return [];
  return [
    {
      text: `What lies behind the lower attendance of the group “${groupLabel(group.key)}”: the school can cross it with other groups, and see when and why sessions are missed.`,
      path: '/groups',
      link: 'Groups',
    },
  ];
}

function weekdays({ weekdays: days }: SummaryFigures): LookAt[] {
  if (days.length < 2) return [];
  const compared = days.map((day) => {
    const others = addCounts(...days.filter((other) => other !== day));
    return { day, others, points: Number(gapPoints(attendanceOf(day), attendanceOf(others)) ?? 0) };
  });
  const lowest = compared.reduce((least, each) => (each.points < least.points ? each : least));
  if (lowest.points > -1) return [];
  const [own, rest] = [attendanceOf(lowest.day), attendanceOf(lowest.others)];
  return [
    {
      text: `Attendance on ${DAYS[lowest.day.weekday - 1]} is ${rateAndBase(own)}, ${comparedWith(own, rest)} on the other days, ${rateAndBase(rest)}.`,
      path: '/when',
      link: 'When',
    },
  ];
}

function unexplained({ reasons }: SummaryFigures): LookAt[] {
  const none = reasons.find(({ code }) => code === 'N');
  if (!none) return [];
  return [
    {
      text: `${countText(none.sessions, 'session')} ${none.sessions === 1 ? 'has' : 'have'} no reason yet (code N). The school sees which are older than 5 school days.`,
      path: '/attention',
      link: 'Needs attention',
    },
  ];
}

function holidays({ reasons }: SummaryFigures): LookAt[] {
  const taken = reasons.find(({ code }) => code === 'G');
  if (!taken) return [];
  return [
    {
      text: `${countText(taken.sessions, 'session')} ${taken.sessions === 1 ? 'was a holiday that was' : 'were holidays that were'} not granted (code G). When they fall is on the page about reasons.`,
      path: '/reasons',
      link: 'Reasons',
    },
  ];
}

/** What stands there when no number gives a reason. */
export const NOTHING_TO_LOOK_AT =
  'None of the rules of this section applies: no larger share of persistently absent pupils, no group or day of the week that is 1 percentage point or more lower than the others, no session without a reason and no holiday that was not granted, as far as they can be told apart.';
