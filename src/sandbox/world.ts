import { createClock, type SandboxClock } from './clock.ts';
import { instantOf, minuteOf } from './mis/days.ts';
import { createRegisters, type Registers } from './mis/register.ts';
import { hexDigits } from './random.ts';
import { planClosedSchool, planSchools, type SchoolPlan, type SchoolState } from './schools/plan-schools.ts';
import { authorityUkprn } from './schools/ukprns.ts';
import { createFaults, type Faults } from './wonde-api/faults.ts';
import { createSettings, type Settings } from './wonde-api/settings.ts';

/** One school as it stands: its plan, its state of approval, and since when, in minutes since 1970. */
export interface SandboxSchool {
  readonly plan: SchoolPlan;
  state: SchoolState;
  since: number;
}

/** Everything that the stand-ins share. It is all in memory, and all but states, faults and the clock comes from the seed. */
export interface World {
  readonly seed: number;
  readonly token: string;
  readonly clock: SandboxClock;
  readonly registers: Registers;
  readonly schools: ReadonlyMap<string, SandboxSchool>;
  /** A school that no MIS has any more. */
  readonly closed: SchoolPlan;
  readonly settings: Settings;
  readonly faults: Faults;
  /** How often each path of each school was asked, since the start. */
  readonly requests: Map<string, Map<string, number>>;
}

/** Makes the world of `schools` approved schools and four that do not share. */
export function createWorld(options: {
  schools: number;
  seed: number;
  sizes?: readonly number[] | undefined;
  clock: { now(): Date };
}): World {
  const { seed } = options;
  const plans = planSchools(options.schools, seed, options.sizes);
  return {
    seed,
    token: `sandbox-token-${hexDigits(24, seed, 91)}`,
    clock: createClock(options.clock),
    registers: createRegisters(seed),
    schools: new Map(plans.map((plan) => [plan.id, { plan, state: plan.state, since: 0 }])),
    closed: planClosedSchool(seed),
    settings: createSettings(),
    faults: createFaults(),
    requests: new Map(),
  };
}

/** The last whole minute. Everything in the MIS happens on whole minutes. */
export function minuteNow(world: World): number {
  return minuteOf(world.clock.now());
}

/** The minute that the Wonde API shows of a school: now, or for a school offline the moment it went offline. */
export function shownMinute(world: World, school: SandboxSchool): number {
  return school.state === 'offline' ? Math.min(school.since, minuteNow(world)) : minuteNow(world);
}

/** Finds a school by Wonde id or URN. */
export function findSchool(world: World, idOrUrn: string): SandboxSchool | undefined {
  return world.schools.get(idOrUrn) ?? [...world.schools.values()].find(({ plan }) => String(plan.urn) === idOrUrn);
}

/** What `/sandbox/status` says. Types, areas, trusts and closed schools are for whoever adds these to a list of schools. */
export function describeWorld(world: World): unknown {
  const minute = minuteNow(world);
  return {
    now: instantOf(minute),
    seed: world.seed,
    schools: [...world.schools.values()].map(({ plan, state }) => ({
      id: plan.id,
      mis: plan.mis,
      phase: plan.phase,
      state,
      pupils: countOnRoll(world, plan, minute),
      kind: plan.kind,
      ...describeListed(plan),
    })),
    closedSchools: [describeListed(world.closed)],
  };
}

/** A school as a list of schools would have it. */
function describeListed(plan: SchoolPlan): object {
  return {
    urn: plan.urn,
    name: plan.name,
    typeCode: plan.typeCode,
    phaseCode: plan.phaseCode,
    lowAge: Math.max(2, plan.firstYear + 4),
    highAge: plan.lastYear + 5,
    laCode: plan.laCode,
    laUkprn: authorityUkprn(plan.laCode),
    establishmentNumber: plan.establishmentNumber,
    ukprn: plan.ukprn,
    trust: plan.trust,
    closedOn: plan.closedOn,
  };
}

function countOnRoll(world: World, plan: SchoolPlan, minute: number): number {
  return world.registers.onRoll(plan, minute).length;
}
