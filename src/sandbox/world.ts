import { createClock, type SandboxClock } from './clock.ts';
import { instantOf, londonDayOf, minuteOf } from './mis/days.ts';
import { createRegisters, type Registers, startYearOf } from './mis/register.ts';
import { hexDigits } from './random.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import {
  planClosedSchool,
  planSchools,
  planUnconnectedSchools,
  type SchoolPlan,
  type SchoolState,
} from './schools/plan-schools.ts';
import { type PublishedFacts, publishedFacts } from './schools/published-facts.ts';
import { authorityUkprn } from './schools/ukprns.ts';
import { createFaults, type Faults } from './wonde-api/faults.ts';
import { usualGrants } from './wonde-api/permissions.ts';
import { createSettings, type Settings } from './wonde-api/settings.ts';
import { createWebhooks, type Webhooks } from './wonde-api/webhooks.ts';

/** One school at Wonde as it stands: its plan, its state of approval, and since when, in minutes since 1970. */
export interface SandboxSchool {
  readonly plan: SchoolPlan;
  state: SchoolState;
  since: number;
  /** Why it was declined or revoked, as the school said in the portal. */
  reason: string | null;
  /** Audited once, it is not audited again when the school approves again. */
  wasAudited: boolean;
  /** When the audit that it waits for is done; null when none is, or when it is done by hand. */
  auditDue: Date | null;
  /** Identities of the optional permissions that the school has turned on. */
  readonly granted: Set<string>;
  mis: string;
  /** A change of MIS that was announced; null when none is. */
  migration: { readonly to: string; readonly scheduledAt: Date } | null;
  /** After a change of MIS all pupils have other ids, and keep their UPNs. */
  hasMigrated: boolean;
}

/** Everything that the stand-ins share. It is all in memory, and all but states, faults and the clock comes from the seed. */
export interface World {
  readonly seed: number;
  readonly token: string;
  readonly clock: SandboxClock;
  readonly registers: Registers;
  readonly schools: Map<string, SandboxSchool>;
  /** Schools that Wonde does not know until they connect their MIS, by id. */
  readonly unconnected: Map<string, SchoolPlan>;
  /** A school that no MIS has any more. */
  readonly closed: SchoolPlan;
  readonly settings: Settings;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly webhooks: Webhooks;
}

/** Makes the world of `schools` approved schools and ten of every other kind. */
export function createWorld(options: {
  schools: number;
  seed: number;
  sizes?: readonly number[] | undefined;
  webhookUrl?: string | undefined;
  clock: { now(): Date };
}): World {
  const { seed } = options;
  const plans = planSchools(options.schools, seed, options.sizes);
  const clock = createClock(options.clock);
  const settings = createSettings(options.webhookUrl);
  return {
    seed,
    token: `sandbox-token-${hexDigits(24, seed, 91)}`,
    clock,
    registers: createRegisters(seed),
    schools: new Map(plans.map((plan) => [plan.id, enrolSchool(plan)])),
    unconnected: new Map(planUnconnectedSchools(seed).map((plan) => [plan.id, plan])),
    closed: planClosedSchool(seed),
    settings,
    faults: createFaults(),
    requests: createRequestLog(),
    webhooks: createWebhooks(settings),
  };
}

/** A school as Wonde knows it at first. The one that waits for its audit has granted something other than the usual. */
export function enrolSchool(plan: SchoolPlan, since = 0): SandboxSchool {
  return {
    plan,
    state: plan.state,
    since,
    reason: null,
    wasAudited: plan.state === 'approved' || plan.state === 'revoked',
    auditDue: null,
    granted: usualGrants(plan.state === 'unaudited'),
    mis: plan.mis,
    migration: null,
    hasMigrated: false,
  };
}

/** Puts a school into a state. Whoever is approved has been audited, and waits for no audit; nor does anyone not approved. */
export function moveSchool(
  world: World,
  school: SandboxSchool,
  state: SchoolState,
  reason: string | null = null,
): void {
  school.state = state;
  school.since = minuteNow(world);
  school.reason = reason;
  school.auditDue = null;
  if (state === 'approved') school.wasAudited = true;
}

/** The audits whose time has come are done. To be called before anything is asked. */
export function settleAudits(world: World): void {
  const now = world.clock.now();
  for (const school of world.schools.values())
    if (school.auditDue !== null && school.auditDue <= now) moveSchool(world, school, 'approved');
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

/** What `/sandbox/status` says. Types, areas, trusts, closed schools and those not at Wonde are for whoever adds these to a list of schools. */
export function describeWorld(world: World): unknown {
  const minute = minuteNow(world);
  return {
    now: instantOf(minute),
    seed: world.seed,
    schools: [...world.schools.values()].map(({ plan, state, mis }) => ({
      id: plan.id,
      mis,
      phase: plan.phase,
      state,
      pupils: countOnRoll(world, plan, minute),
      kind: plan.kind,
      ...describeListed(world, plan),
    })),
    closedSchools: [describeListed(world, world.closed)],
    unconnectedSchools: [...world.unconnected.values()].map((plan) => describeListed(world, plan)),
  };
}

/** A school as a list of schools would have it. */
function describeListed(world: World, plan: SchoolPlan): object {
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
    facts: factsOf(world, plan),
  };
}

const FACTS = new WeakMap<SchoolPlan, { startYear: number; facts: PublishedFacts }>();

/** As the last January census had them: kept, since they stay the same for a year. */
function factsOf(world: World, plan: SchoolPlan): PublishedFacts {
  const startYear = startYearOf(londonDayOf(minuteNow(world))) - 1;
  const known = FACTS.get(plan);
  if (known?.startYear === startYear) return known.facts;
  const facts = publishedFacts(plan, world.registers.spellsOf(plan, startYear), startYear);
  FACTS.set(plan, { startYear, facts });
  return facts;
}

function countOnRoll(world: World, plan: SchoolPlan, minute: number): number {
  return world.registers.onRoll(plan, minute).length;
}
