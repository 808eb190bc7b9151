import type { Organisation } from '../../access/organisation.ts';
import type { Fraction } from '../report-view.ts';
import type { WeekFigures } from './read-week.ts';

/** Numbers of pupils from one to this are never told apart in a mail. */
const FEW = 4;

type ToldPupils = 'few' | number | null;

/** What the weekly e-mail is written from: numbers that may leave the service. */
export interface WeeklyFacts {
  organisation: string;
  urn: number | null;
  week: string;
  lastWeek: Fraction | null;
  weekBefore: Fraction | null;
  yearToDate: Fraction | null;
  newlyPersistent: ToldPupils;
  aboutToBePersistent: ToldPupils;
  unexplained: ToldPupils;
  schools: number;
  stale: number;
  collectedAt: string | null;
  signInWithin: number | null;
}

/**
 * The facts of one mail.
 * @param week the Monday of the week that it is about
 * @param signInWithin days; null where the role is asked for each week
 */
export function weeklyFacts(
  organisation: Organisation | null,
  figures: WeekFigures,
  week: string,
  signInWithin: number | null,
): WeeklyFacts | null {
  if (organisation === null) return null;
  const { attention, collectedAt, lastWeek, weekBefore, yearToDate, schools, stale } = figures;
  return {
    organisation: organisation.name,
    urn: organisation.kind === 'school' ? organisation.urn : null,
    week,
    lastWeek,
    weekBefore,
    yearToDate,
    newlyPersistent: told(attention?.newlyPersistent),
    aboutToBePersistent: told(attention?.aboutToBePersistent),
    unexplained: told(attention?.unexplained),
    schools,
    stale,
    collectedAt: collectedAt?.toISOString() ?? null,
    signInWithin,
  };
}

/** From one to four: `few`. */
export function told(pupils: number | undefined): ToldPupils {
  if (pupils === undefined) return null;
  return pupils > 0 && pupils <= FEW ? 'few' : pupils;
}
