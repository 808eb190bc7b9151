import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dateOf, dayFrom, dayOf, firstWeekday, londonDayOf, minuteOf } from './mis/days.ts';
import { readRecord } from './mis/record.ts';
import { startYearOf } from './mis/register.ts';
import { isCollectedText } from './schools/collected.ts';
import type { SchoolState } from './schools/plan-schools.ts';
import { addPublicApiControl } from './sign-in/add-public-api-control.ts';
import type { PublicApiState } from './sign-in/public-api-state.ts';
import { birthDateOf, MARKER } from './wonde-api/canaries.ts';
import { Failure, notFound } from './wonde-api/failure.ts';
import type { Settings } from './wonde-api/settings.ts';
import {
  describeWorld,
  findSchool,
  minuteNow,
  moveSchool,
  type SandboxSchool,
  settleAudits,
  type World,
} from './world.ts';

const STATES: readonly string[] = [
  'approved',
  'unaudited',
  'pending',
  'declined',
  'revoked',
  'offline',
  'unrequested',
] satisfies SchoolState[];

const PAGE = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Rollcall sandbox</title></head>
<body><h1>Rollcall sandbox</h1>
<p>Invented schools, pupils and marks. Nothing here is real.</p>
<ul><li><a href="/sandbox/portal">the schools’ side of Wonde’s portal</a></li>
<li><a href="/sandbox/webhooks">webhooks</a></li><li><a href="/sandbox/status">status</a></li><li><a href="/sandbox/faults">faults</a></li>
<li><a href="/sandbox/settings">settings</a></li><li><a href="/sandbox/requests">requests</a></li>
<li><a href="/sandbox/canaries">canaries</a></li><li><a href="/sandbox/mail">mail</a></li>
<li><a href="/sandbox/public-api/roles">roles in the Public API</a></li>
<li><a href="/sandbox/public-api/faults">faults of the Public API</a></li></ul></body></html>`;

/** Adds the routes that set and watch the sandbox. They ask for no token, so the server must listen on loopback only. */
export function addControl(server: FastifyInstance, world: World, publicApi: PublicApiState): void {
  server.addHook('onRequest', async () => settleAudits(world));
  addPublicApiControl(server, publicApi, readBody);
  server.get('/sandbox', (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  server.get('/sandbox/status', () => describeWorld(world));
  server.get('/sandbox/requests', () => world.requests.counts());
  server.get('/sandbox/requests/:school/times', (request) => {
    const { school } = request.params as { school: string };
    const times = world.requests.of(school === 'account' ? null : open(world, request).plan.id);
    return { latest: times.at(-1)?.at ?? null, times };
  });
  server.get('/sandbox/webhooks', () => world.webhooks.sent());
  server.get('/sandbox/canaries', () => listCanaries(world));
  server.get('/sandbox/faults', () => world.faults.read());
  server.get('/sandbox/faults/count', () => world.faults.counts());
  server.put('/sandbox/faults', (request) => {
    try {
      world.faults.replace(readBody(request));
    } catch (error) {
      throw new Failure(400, 'bad_request', error instanceof Error ? error.message : 'bad faults');
    }
    return world.faults.read();
  });
  server.get('/sandbox/settings', () => world.settings);
  server.put('/sandbox/settings', (request) => {
    const wanted = Object.entries(readBody(request)).filter(([name]) => name in world.settings);
    return Object.assign(world.settings, Object.fromEntries(wanted) as Partial<Settings>);
  });
  server.put('/sandbox/clock', (request) => {
    const { now, frozen } = readBody(request);
    const instant = new Date(String(now));
    if (Number.isNaN(instant.getTime())) throw new Failure(400, 'bad_request', 'now must be an instant.');
    world.clock.set(instant, frozen === true);
    return { now: world.clock.now().toISOString(), frozen: world.clock.isFrozen };
  });
  server.put('/sandbox/schools/:school/state', (request) => {
    const school = open(world, request);
    const { state } = readBody(request);
    if (typeof state !== 'string' || !STATES.includes(state))
      throw new Failure(400, 'bad_request', `state must be one of ${STATES.join(', ')}`);
    moveSchool(world, school, state as SchoolState);
    return { id: school.plan.id, urn: school.plan.urn, state: school.state };
  });
  server.get('/sandbox/mis/schools/:school/record', (request, reply) => {
    const { plan } = open(world, request);
    const { from, to, until } = request.query as Record<string, string | undefined>;
    const now = minuteNow(world);
    const startYear = startYearOf(londonDayOf(now));
    const options = {
      from: from === undefined ? firstWeekday(dayFrom(startYear, 8, 1), 1) : readDay(from),
      to: to === undefined ? firstWeekday(dayFrom(startYear + 1, 8, 1), 1) - 1 : readDay(to),
      until: until === undefined ? now : readMinute(until),
      now,
      isCollected: isCollectedText,
    };
    const lines = [...readRecord(world.registers, plan, options)].map((line) => `${JSON.stringify(line)}\n`);
    return reply.type('application/x-ndjson; charset=utf-8').send(lines.join(''));
  });
}

function open(world: World, request: FastifyRequest): SandboxSchool {
  const school = findSchool(world, (request.params as { school: string }).school);
  if (!school) throw notFound('No such school.');
  return school;
}

function readBody(request: { body: unknown }): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(String(request.body ?? '{}') || '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {}
  throw new Failure(400, 'bad_request', 'The body must be a JSON object.');
}

function readDay(text: string): number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && dateOf(dayOf(text)) === text) return dayOf(text);
  throw new Failure(400, 'bad_request', 'from and to must be dates.');
}

function readMinute(text: string): number {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw new Failure(400, 'bad_request', 'until must be an instant.');
  return minuteOf(instant);
}

/** The text in front of every canary, and the birth dates of all pupils of this academic year and the one before. */
function listCanaries(world: World): { marker: string; birth_dates: string[] } {
  const startYear = startYearOf(londonDayOf(minuteNow(world)));
  const dates = new Set<string>();
  for (const { plan } of world.schools.values())
    for (const year of [startYear - 1, startYear])
      for (const { person } of world.registers.spellsOf(plan, year)) dates.add(birthDateOf(person));
  return { marker: MARKER, birth_dates: [...dates].sort() };
}
