import type { FastifyRequest } from 'fastify';
import { moveSchool, type SandboxSchool, shownMinute, type World } from '../world.ts';
import { Failure, forbidden, notFound } from './failure.ts';
import type { Fault, FaultKind, Target } from './faults.ts';
import { type Envelope, makePage, type Rows } from './page.ts';
import { type ListQuery, readQuery } from './query.ts';

/** What every route needs to answer one request. */
export interface Asked {
  readonly world: World;
  readonly school: SandboxSchool | null;
  /** The path after the school, without slashes at its ends: `attendance/session`. */
  readonly path: string;
  readonly query: ListQuery;
  /** Scheme, host and path as they were asked, without the query. */
  readonly address: string;
  readonly host: string;
  readonly fault: (kind: FaultKind, accepts?: (fault: Fault) => boolean) => Fault | null;
}

/** Sorts out a request. Throws 404 for a school that does not exist, 400 for a query that cannot be read. */
export function readRequest(world: World, request: FastifyRequest, schoolId: string | null, path: string): Asked {
  const school = schoolId === null ? null : (world.schools.get(schoolId) ?? null);
  if (schoolId !== null && school === null) throw notFound('No such school.');
  const target: Target = { id: school?.plan.id ?? null, urn: school?.plan.urn ?? null, path };
  const [asked, search] = request.url.split('?', 2);
  const root = world.settings.public_url ?? `${request.protocol}://${request.host}`;
  return {
    world,
    school,
    path,
    query: readQuery(new URLSearchParams(search ?? ''), world.settings),
    address: root + asked,
    host: new URL(root).host,
    fault: (kind, accepts) => world.faults.take(kind, target, accepts),
  };
}

/** Refuses includes that do not exist here, or that a fault says do not. Throws 400 invalid_include. */
export function checkIncludes(asked: Asked, known: readonly string[]): void {
  const { includes } = asked.query;
  const wrong = includes.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new Failure(400, 'invalid_include', `invalid_include: ${wrong}`);
  if (includes.length === 0) return;
  const fault = asked.fault('invalid-include');
  const refused = fault && includes.find((name) => fault.includes === undefined || fault.includes.includes(name));
  if (refused) throw new Failure(400, 'invalid_include', `invalid_include: ${refused}`);
}

/** The school of a data call. Throws 403 if it has not agreed, or no longer does; `isEmpty` when it is not yet audited. */
export function openSchool(asked: Asked): { school: SandboxSchool; minute: number; isEmpty: boolean } {
  const { school, world } = asked;
  if (school === null) throw notFound('No such school.');
  if (asked.fault('revoked')) moveSchool(world, school, 'revoked');
  if (asked.fault('forbidden')) throw forbidden('The school has not granted this.');
  const isEmpty = school.state === 'unaudited' && world.settings.unaudited === 'empty';
  if (school.state !== 'approved' && school.state !== 'offline' && !isEmpty)
    throw forbidden('The school has not approved this app.');
  return { school, minute: asked.query.asAt ?? shownMinute(world, school), isEmpty };
}

/** Whether the school's pupils are shown with the ids of another MIS. */
export function isMigrated(asked: Asked): boolean {
  return asked.school?.hasMigrated === true || asked.fault('mis-migration') !== null;
}

/** A page of a list at a minute. */
export function answerPage(asked: Asked, rows: Rows, minute: number, includes: readonly string[]): Envelope {
  const { world, query, address, fault } = asked;
  return makePage(rows, {
    query,
    asAt: minute,
    address,
    includes,
    fault,
    omitShort: world.settings.omit_short_pagination,
  });
}

/** Rows from a short list that is already written. */
export function listRows(list: readonly object[]): Rows {
  return { length: list.length, isWanted: () => true, render: (position) => list[position]! };
}
