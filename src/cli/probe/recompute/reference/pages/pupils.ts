import { isStatistical } from '../asked.ts';
import type { Chosen } from '../choose.ts';
import { type ExpectedPage, isAbsent, table, type Value } from '../expected.ts';
import { percentHalfUp } from '../half-up.ts';
import { inWeek, type Known, type Tally, tally, weeksOf, whoAt } from '../known-register.ts';
import { bandOf } from './bands.ts';

const text = (words: string): Value => ({ kind: 'words', text: words });

/** What the page of pupils was asked to show, besides a selection. */
export interface PupilsAsked {
  readonly year: string | null;
  readonly absence: string | null;
  readonly roll: string | null;
  /** Pupils with fewer possible sessions are left out. */
  readonly floor: number;
}

/**
 * Every pupil on roll or with marks in the year, whom the filters leave, with their sessions of the period in the page's own texts. A
 * pupil is of the groups of the period's last week, of the first week after it without one, and without any week of those of now.
 */
export function pupilsPage(known: Known, chosen: Chosen, asked: PupilsAsked): ExpectedPage {
  const rows = known.school.pupils.flatMap((pupil) => {
    const weeks = weeksOf(known, pupil.id);
    const isOnRoll = pupil.enrolments.some(({ lastDay }) => lastDay === null);
    const hasMarks = known.known === null ? weeks.length > 0 : known.sessions.some((each) => each.pupil === pupil.id);
    if (!isOnRoll && !hasMarks) return [];
    const who =
      whoAt(known, pupil.id, chosen.to) ??
      (weeks[0] === undefined ? pupil.is.at(-1)!.characteristics : inWeek(pupil, weeks[0]));
    const own = tally(chosen.inPeriod.filter((session) => session.pupil === pupil.id));
    const isYear =
      asked.year === null || (asked.year === 'statistical' ? isStatistical(who) : who.ncYear === asked.year);
    const isRoll = asked.roll === null || (asked.roll === 'now') === isOnRoll;
    if (!chosen.includes(who) || !isYear || !isRoll || own.possible < asked.floor) return [];
    return isOfAbsence(own, asked.absence) ? [[String(pupil.id), cellsOf(own)] as const] : [];
  });
  return new Map([['pupils', table(rows)]]);
}

const bandOfTally = (own: Tally): number | null => (own.possible === 0 ? null : bandOf({ tally: own }));

function isOfAbsence(own: Tally, absence: string | null): boolean {
  if (absence === null) return true;
  if (absence === 'counted') return own.possible > 0;
  if (absence === 'persistent') return isAbsent(own, 10);
  if (absence === 'severe') return isAbsent(own, 2);
  return absence === 'none' ? own.possible === 0 : bandOfTally(own) === Number(absence);
}

function cellsOf(own: Tally): Record<string, Value> {
  const band = bandOfTally(own);
  return {
    attendance: text(percentHalfUp(own.attended, own.possible) ?? 'n/a'),
    base: text(own.possible === 0 ? 'no possible sessions' : `${own.attended} of ${own.possible}`),
    missed: text(String(own.missed)),
    authorised: text(String(own.authorised)),
    unauthorised: text(String(own.unauthorised)),
    band: text(bandText(band)),
  };
}

function bandText(band: number | null): string {
  if (band === null) return 'None';
  if (band === 10) return '50% or more';
  return band === 0 ? 'Less than 5%' : `${band * 5}% to less than ${band * 5 + 5}%`;
}
