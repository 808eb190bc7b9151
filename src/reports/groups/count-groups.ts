import { addSessions, countPupils, eachStretch, type PupilCounts } from '../../domain/measures/count-year.ts';
import { addCounts, type Counts, possible } from '../../domain/measures/counts.ts';
import type { ReportFacts } from '../school-report.ts';
import { groupValue } from '../selection/choice.ts';
import { CHARACTERISTICS, type CharacteristicName } from '../selection/selection.ts';

/** What is counted of the pupils with one profile. */
interface ProfileCounts {
  readonly sessions: Counts;
  /** There is a mark of any kind: a group of pupils of whom nothing was possible is a group too. */
  marked: boolean;
}

/** Sessions and pupils of a selection, from which any group is put together. */
export interface Counted {
  readonly facts: ReportFacts;
  readonly byProfile: ReadonlyMap<number, ProfileCounts>;
  readonly pupils: readonly PupilCounts[];
  readonly total: Counts;
}

/** A group of a selection, and all others of it. */
export interface Group {
  /** A value of each characteristic by which it was grouped. */
  readonly values: readonly string[];
  readonly sessions: Counts;
  readonly rest: Counts;
  readonly pupils: readonly PupilCounts[];
}

/** Counts a selection once: groups are sums of profiles. */
export function countSelection(facts: ReportFacts): Counted {
  const { schoolYear, choice } = facts;
  const byProfile = new Map<number, ProfileCounts>();
  eachStretch(schoolYear, choice, (pupil, from, to, profile) => {
    let own = byProfile.get(profile);
    if (!own)
      byProfile.set(profile, (own = { sessions: { attended: 0, authorised: 0, unauthorised: 0 }, marked: false }));
    addSessions(own.sessions, pupil, from, to);
    own.marked ||= possible(own.sessions) > 0 || /[^.]/.test(pupil.marks.slice(from, to));
  });
  return {
    facts,
    byProfile,
    pupils: countPupils(schoolYear, choice),
    total: addCounts(...[...byProfile.values()].map(({ sessions }) => sessions)),
  };
}

/** Groups by one characteristic, or by several together, that have a session with a mark or a pupil; in the order of their values. */
export function groupBy({ facts, byProfile, pupils, total }: Counted, names: readonly CharacteristicName[]): Group[] {
  const { profiles } = facts.schoolYear;
  const valuesOf = new Map(
    [...profiles].map(([number, profile]) => [number, names.map((name) => groupValue(name, profile))] as const),
  );
  const keyOf = (profile: number) => valuesOf.get(profile)!.join('&');
  const sessions = Map.groupBy(byProfile, ([profile]) => keyOf(profile));
  const own = Map.groupBy(pupils, ({ profile }) => keyOf(profile));
  const groups = new Map([...valuesOf.values()].map((values) => [values.join('&'), values]));
  return [...groups]
    .flatMap(([key, values]): Group[] => {
      const parts = sessions.get(key)?.map(([, part]) => part) ?? [];
      const members = own.get(key) ?? [];
      if (members.length === 0 && !parts.some(({ marked }) => marked)) return [];
      const counts = addCounts(...parts.map((part) => part.sessions));
      return [{ values, sessions: counts, rest: less(total, counts), pupils: members }];
    })
    .sort((a, b) => compareValues(names, a.values, b.values));
}

const less = (a: Counts, b: Counts): Counts => ({
  attended: a.attended - b.attended,
  authorised: a.authorised - b.authorised,
  unauthorised: a.unauthorised - b.unauthorised,
});

function compareValues(names: readonly CharacteristicName[], a: readonly string[], b: readonly string[]): number {
  for (const [index, name] of names.entries()) {
    const order: readonly string[] = CHARACTERISTICS[name];
    const difference = order.indexOf(a[index]!) - order.indexOf(b[index]!);
    if (difference !== 0) return difference;
  }
  return 0;
}
