import type { SchoolPlan, SchoolState } from '../schools/plan-schools.ts';
import { Failure } from '../wonde-api/failure.ts';
import { PERMISSIONS } from '../wonde-api/permissions.ts';
import { schoolFields, schoolToken } from '../wonde-api/webhooks.ts';
import { enrolSchool, minuteNow, moveSchool, type SandboxSchool, type World } from '../world.ts';

type Change = (world: World, school: SandboxSchool, form: URLSearchParams) => void;

const SHARED: readonly SchoolState[] = ['unaudited', 'approved', 'offline'];
const ANY: readonly SchoolState[] = ['unrequested', 'pending', 'declined', 'revoked', ...SHARED];

/** What is done in the portal: the states in which it can be, and how. The audit is done by Wonde's staff, not by the school. */
const ACTIONS = {
  approve: { from: ['pending', 'declined', 'revoked'], change: approve },
  decline: { from: ['pending'], change: decline },
  revoke: { from: SHARED, change: revoke },
  audit: { from: ['unaudited'], change: (world, school) => moveSchool(world, school, 'approved') },
  disconnect: { from: ['approved'], change: (world, school) => moveSchool(world, school, 'offline') },
  reconnect: { from: ['offline'], change: (world, school) => moveSchool(world, school, 'approved') },
  permissions: { from: ANY, change: setPermissions },
  'schedule-migration': { from: ANY, change: scheduleMigration },
  'complete-migration': { from: ANY, change: completeMigration },
} as const satisfies Record<string, { from: readonly SchoolState[]; change: Change }>;

export type Action = keyof typeof ACTIONS;

const isAction = (name: string): name is Action => Object.hasOwn(ACTIONS, name);

/** Whether a school can do something now. */
export function canDo(school: SandboxSchool, action: Action): boolean {
  const from: readonly SchoolState[] = ACTIONS[action].from;
  if (!from.includes(school.state)) return false;
  if (action === 'schedule-migration') return school.migration === null;
  return action !== 'complete-migration' || school.migration !== null;
}

const WEEK_MS = 604_800_000;

/**
 * Does one thing that is done in Wonde's portal, and tells the app by webhook where Wonde does; of the audit no webhook tells.
 * @throws Failure 404 for no such action, 409 when the school's state does not allow it, 400 for a form that lacks something
 */
export function changeSchool(world: World, school: SandboxSchool, action: string, form: URLSearchParams): void {
  if (!isAction(action)) throw new Failure(404, 'not_found', 'There is no such action.');
  if (!canDo(school, action)) throw new Failure(409, 'conflict', `Not possible for a school that is ${school.state}.`);
  ACTIONS[action].change(world, school, form);
}

/** A school that is not at Wonde connects its MIS: Wonde knows it then, and nothing else has changed. */
export function connectSchool(world: World, plan: SchoolPlan): void {
  world.unconnected.delete(plan.id);
  world.schools.set(plan.id, enrolSchool(plan, minuteNow(world)));
}

function approve(world: World, school: SandboxSchool): void {
  moveSchool(world, school, school.wasAudited ? 'approved' : 'unaudited');
  const minutes = world.settings.audit_delay_minutes;
  if (!school.wasAudited && minutes !== null)
    school.auditDue = new Date(world.clock.now().getTime() + minutes * 60_000);
  const { plan } = school;
  world.webhooks.send({ payload_type: 'schoolApproved', ...schoolFields(plan), school_token: schoolToken(plan) });
}

function decline(world: World, school: SandboxSchool, form: URLSearchParams): void {
  moveSchool(world, school, 'declined', reasonOf(form));
  const decline_reason = school.reason ?? '';
  world.webhooks.send({ payload_type: 'accessDeclined', ...schoolFields(school.plan), decline_reason });
}

function revoke(world: World, school: SandboxSchool, form: URLSearchParams): void {
  moveSchool(world, school, 'revoked', reasonOf(form));
  const revoke_reason = school.reason ?? '';
  world.webhooks.send({ payload_type: 'accessRevoked', ...schoolFields(school.plan), revoke_reason });
}

const reasonOf = (form: URLSearchParams) => form.get('reason')?.trim() || null;

function setPermissions(_world: World, school: SandboxSchool, form: URLSearchParams): void {
  const chosen = form.getAll('permission');
  school.granted.clear();
  for (const { identity, optional } of PERMISSIONS)
    if (optional && chosen.includes(identity)) school.granted.add(identity);
}

function scheduleMigration(world: World, school: SandboxSchool, form: URLSearchParams): void {
  const to = form.get('mis')?.trim() ?? '';
  if (to === '' || to.length > 60 || to === school.mis)
    throw new Failure(400, 'bad_request', 'Name the MIS that the school changes to.');
  school.migration = { to, scheduledAt: new Date(world.clock.now().getTime() + WEEK_MS) };
  world.webhooks.send(migrationOf(school.plan, school.mis, school.migration, null));
}

function completeMigration(world: World, school: SandboxSchool): void {
  const { plan, migration, mis } = school;
  if (migration === null) return;
  school.mis = migration.to;
  school.hasMigrated = true;
  school.migration = null;
  world.webhooks.send(migrationOf(plan, mis, migration, world.clock.now()));
}

/** Of these fields only the names are documented; the form of the times is not. */
const migrationOf = (
  plan: SchoolPlan,
  from: string,
  { to, scheduledAt }: { to: string; scheduledAt: Date },
  completedAt: Date | null,
) => ({
  payload_type: 'schoolMigration',
  school_id: plan.id,
  school_name: plan.name,
  migrate_from: from,
  migrate_to: to,
  scheduled_at: textOf(scheduledAt),
  completed_at: completedAt && textOf(completedAt),
});

const textOf = (instant: Date) => instant.toISOString().slice(0, 19).replace('T', ' ');
