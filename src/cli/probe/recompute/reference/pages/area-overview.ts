import type { Area } from '../area.ts';
import { monday } from '../calendar.ts';
import type { OwnSessions } from '../choose.ts';
import {
  count,
  type ExpectedPage,
  type ExpectedRow,
  isAbsent,
  pupilCells,
  rate,
  sessionCells,
  table,
} from '../expected.ts';
import { type Sat, tally } from '../known-register.ts';
import { fullWeeks, inWeeks, pupilsOf, sessionsOf } from './area-schools.ts';
import { bandOf } from './bands.ts';
import { mondaysOf } from './when.ts';

const BANDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** All schools of an area together. */
export function areaOverviewPage(area: Area): ExpectedPage {
  const { schools, period } = area;
  const [sessions, pupils] = [schools.flatMap(sessionsOf), schools.flatMap(pupilsOf)];
  const lastWeeks = schools.flatMap(({ known, whole, isOpen }) =>
    isOpen ? inWeeks(whole.sessions, fullWeeks(known, whole.sessions, period).slice(-1)) : [],
  );
  const absent = (oneIn: 10 | 2): ExpectedRow => ({
    pupils: rate(pupils.filter((each) => isAbsent(each.tally, oneIn)).length, pupils.length),
  });
  const bandCells = (own: readonly OwnSessions[]): ExpectedRow => ({
    ...Object.fromEntries(BANDS.map((band) => [`b${band}`, count(own.filter((each) => bandOf(each) === band).length)])),
    pupils: count(own.length),
  });
  return new Map([
    [
      'headlines',
      table([
        ['period', absenceCells(sessions)],
        ...(tally(lastWeeks).possible > 0 ? [['week', absenceCells(lastWeeks)] as const] : []),
      ]),
    ],
    [
      'persistence',
      table([
        ['persistent', absent(10)],
        ['severe', absent(2)],
      ]),
    ],
    ['weeks', table(weekRows(area))],
    [
      'phases',
      table(
        schools.length === 0
          ? []
          : [['primary', { schools: count(schools.length), ...sessionCells(tally(sessions)), ...pupilCells(pupils) }]],
      ),
    ],
    [
      'bands',
      table(
        BANDS.map((band) => {
          const own = pupils.filter((each) => bandOf(each) === band).length;
          return [String(band), { pupils: count(own), share: rate(own, pupils.length) }];
        }),
      ),
    ],
    [
      'bands-by-school',
      table(
        schools.map((school) => [String(school.known.school.urn), bandCells(pupilsOf(school))]),
        bandCells(pupils),
      ),
    ],
  ]);
}

function absenceCells(sessions: readonly Sat[]): ExpectedRow {
  const { attended, missed, authorised, unauthorised, possible } = tally(sessions);
  return {
    attendance: rate(attended, possible),
    absence: rate(missed, possible),
    authorised: rate(authorised, possible),
    unauthorised: rate(unauthorised, possible),
  };
}

/** Whole weeks that the period touches, from the first to the last with a possible session. */
function weekRows({ schools, period }: Area): [string, ExpectedRow][] {
  const all = schools
    .flatMap(({ whole, isOpen }) => (isOpen ? whole.sessions : []))
    .filter(({ date }) => monday(date) >= monday(period.from) && monday(date) <= monday(period.to));
  return mondaysOf(all).map((week) => {
    const { attended, authorised, unauthorised, possible } = tally(inWeeks(all, [week]));
    return [
      week,
      {
        attendance: rate(attended, possible),
        attended: count(attended),
        authorised: rate(authorised, possible),
        unauthorised: rate(unauthorised, possible),
        possible: count(possible),
      },
    ];
  });
}
