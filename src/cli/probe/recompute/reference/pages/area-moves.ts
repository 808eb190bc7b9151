import type { Area } from '../area.ts';
import { type ExpectedPage, type ExpectedRow, rate, table, type Value } from '../expected.ts';
import { type Tally, tally } from '../known-register.ts';

/** A pupil's stay at one of the schools, with all their sessions of the year there. */
interface Stay {
  readonly upn: string;
  readonly urn: number;
  readonly pupil: number;
  readonly firstDay: string;
  readonly lastDay: string | null;
  readonly year: Tally;
}

type Move = readonly [from: Stay, to: Stay];

/** Pupils who are told by their UPN to have gone from one school of the area to another, or to be at two. */
export function areaMovesPage(area: Area): ExpectedPage {
  const { from, to } = area.span;
  const moved: Move[] = [];
  const both: Move[] = [];
  for (const stays of Map.groupBy(staysOf(area), ({ upn }) => upn).values()) {
    if (new Set(stays.map(({ urn }) => urn)).size < 2 || isHeldByTwo(stays)) continue;
    stays.forEach((stay, place) => {
      const earlier = stays.slice(0, place).filter(({ urn }) => urn !== stay.urn);
      const overlapping = earlier.filter(({ lastDay }) => lastDay === null || lastDay > stay.firstDay);
      both.push(...overlapping.map((other): Move => [other, stay]));
      const before = stays[place - 1];
      if (before && overlapping.length === 0 && before.urn !== stay.urn && before.year.possible > 0)
        moved.push([before, stay]);
    });
  }
  const inPeriod = moved.filter(([, { firstDay }]) => firstDay >= from && firstDay <= to);
  const atOnce = both.filter(
    ([one, other]) => other.firstDay <= to && [one, other].every(({ lastDay }) => (lastDay ?? to) >= from),
  );
  return new Map([
    ['moves', table(inPeriod.map((move) => rowOf(move, '>')))],
    ['both', table(atOnce.map((move) => rowOf(move, '+')))],
  ]);
}

/** Of pupils with a UPN, those stays that have a day of the academic year, by first day. */
function staysOf({ schools, year }: Area): Stay[] {
  const stays = schools
    .filter(({ isOpen }) => isOpen)
    .flatMap(({ known }) =>
      known.school.pupils.flatMap(({ id, upn, enrolments }) =>
        enrolments.flatMap(({ firstDay, lastDay }): Stay[] => {
          if (upn === null || firstDay > year.to || (lastDay !== null && lastDay < year.from)) return [];
          const own = tally(known.sessions.filter(({ pupil }) => pupil === id));
          return [{ upn, urn: known.school.urn, pupil: id, firstDay, lastDay, year: own }];
        }),
      ),
    );
  const order = ({ firstDay, urn, pupil }: Stay) => `${firstDay} ${urn} ${String(pupil).padStart(5, '0')}`;
  return stays.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Two pupils of one school have the UPN: nobody can be told by it. */
const isHeldByTwo = (stays: readonly Stay[]): boolean =>
  stays.some((stay) => stays.some(({ urn, pupil }) => urn === stay.urn && pupil !== stay.pupil));

function rowOf([from, to]: Move, between: string): [string, ExpectedRow] {
  const attendance = ({ year }: Stay) => rate(year.attended, year.possible);
  const day = (date: string): Value => ({ kind: 'words', date });
  return [
    `${from.urn}:${from.pupil}${between}${to.urn}:${to.pupil}:${to.firstDay}`,
    {
      attendance_from: attendance(from),
      attendance_to: attendance(to),
      first_day: day(to.firstDay),
      ...(from.lastDay !== null && { last_day: day(from.lastDay) }),
    },
  ];
}
