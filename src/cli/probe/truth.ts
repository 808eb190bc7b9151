import {
  agreesForSchool,
  anyone,
  approves,
  belongs,
  ofSchool,
  operates,
  ownSchool,
  type Predicate,
  seesSchool,
  seesSchools,
  seesTallies,
  signedIn,
} from '../../access/viewer.ts';
import { actsFor, type ProbePerson, type ProbeWorld, visibleTo } from './world.ts';

/** What each predicate must say of someone and a school, worked out from the world. A new predicate must be added before it is probed. */
const TRUTHS = new Map<Predicate, (world: ProbeWorld, who: ProbePerson, urn: number) => boolean>([
  [anyone, () => true],
  [signedIn, (_world, { person }) => person !== null],
  [seesSchool, (world, who, urn) => visibleTo(world, who).includes(urn)],
  [ownSchool, (world, who, urn) => visibleTo(world, who).includes(urn) && actsFor(world, who)?.key === `school:${urn}`],
  [seesSchools, (world, who) => visibleTo(world, who).length > 0],
  [belongs, (world, who) => actsFor(world, who) !== null],
  [ofSchool, (world, who) => actsFor(world, who)?.organisation.kind === 'school'],
  [agreesForSchool, (world, who) => who.agrees && actsFor(world, who)?.organisation.kind === 'school'],
  [approves, (world, who) => who.approver && actsFor(world, who) !== null],
  [operates, (_world, who) => who.duty === 'operator'],
  [seesTallies, (_world, who) => who.duty !== null],
]);

/** Whether someone may use a route, about a school. @throws for a predicate that the probe has not been told of */
export function mayUse(world: ProbeWorld, may: Predicate, who: ProbePerson, urn: number): boolean {
  const truth = TRUTHS.get(may);
  if (!truth)
    throw new Error(`The probe does not know the predicate ${may.name}: say in truth.ts what it must answer.`);
  return truth(world, who, urn);
}
