import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { World } from '../world.ts';
import { findSchool, minuteNow } from '../world.ts';
import { type Asked, readRequest } from './answer.ts';
import { checkToken } from './check-token.ts';
import { breakAnswer, disturb } from './disturb.ts';
import { Failure, forbidden, notFound } from './failure.ts';
import { listMarks, listSummaries, listWritebacks } from './mark-routes.ts';
import {
  listSchools,
  requestAccess,
  revokeAccess,
  SCHOOL_LISTS,
  showAcl,
  showMeta,
  showPermissions,
  showSchool,
} from './school-routes.ts';
import {
  listAttendanceCodes,
  listDeletions,
  listGroups,
  listNothing,
  listStudents,
  showCounts,
  showStudent,
} from './student-routes.ts';

const DATA: Readonly<Record<string, (asked: Asked) => object>> = {
  students: (asked) => listStudents(asked, 'current'),
  'students-leaver': (asked) => listStudents(asked, 'leavers'),
  'students-pre-admission': listNothing,
  'attendance/session': (asked) => listMarks(asked, 'current'),
  'attendance-leavers/session': (asked) => listMarks(asked, 'leavers'),
  'attendance-codes': listAttendanceCodes,
  'attendance-summaries': listSummaries,
  deletions: listDeletions,
  counts: showCounts,
  groups: listGroups,
};

/** Adds Wonde's API v1.0 to a server: every path with and without a slash at its end, never a redirect. */
export function addWondeApi(server: FastifyInstance, world: World): void {
  const answer = (id: string | null, path: string, make: (asked: Asked) => object) => {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const params = request.params as Record<string, string>;
      const school = id === null ? null : (params[id] ?? null);
      const called = path.replace(':student', '{id}');
      world.requests.add(school, called);
      if (school === null) noteNamedSchool(world, request, called);
      checkToken(request.headers.authorization, world.token, world.settings.lenient_auth);
      const asked = readRequest(world, request, school, called);
      if (await disturb(asked, request, reply)) return reply;
      return breakAnswer(asked, reply, make(asked));
    };
  };
  const get = (path: string, id: string | null, called: string, make: (asked: Asked) => object) =>
    server.get(`/v1.0${path}`, answer(id, called, make));

  get('/schools', null, 'schools', (asked) => listSchools(asked, ''));
  for (const list of SCHOOL_LISTS)
    get(`/schools/${list}`, null, `schools/${list}`, (asked) => listSchools(asked, list));
  get('/schools/:school', 'school', '', showSchool);
  get('/meta/schools/:school', 'school', 'meta', showMeta);
  get('/meta/schools/:school/permissions', 'school', 'meta/permissions', showPermissions);
  get('/meta/schools/:school/acl', 'school', 'meta/acl', showAcl);
  get('/attendance-codes', null, 'attendance-codes', listAttendanceCodes);
  get('/writebacks', null, 'writebacks', (asked) => listWritebacks(asked, minuteNow(world)));
  for (const [path, make] of Object.entries(DATA)) get(`/schools/:school/${path}`, 'school', path, make);
  for (const list of ['students', 'students-leaver'] as const)
    server.get(`/v1.0/schools/:school/${list}/:student`, (request, reply) => {
      const { student } = request.params as { student: string };
      const make = (asked: Asked) => showStudent(asked, student, list === 'students' ? 'current' : 'leavers');
      return answer('school', `${list}/:student`, make)(request, reply);
    });
  server.post('/v1.0/schools/:school/request-access', answer('school', 'request-access', requestAccess));
  server.delete('/v1.0/schools/:school/revoke-access', answer('school', 'revoke-access', revokeAccess));
  const refuse = answer('school', 'write-back', () => {
    throw forbidden('Nothing may be written here.');
  });
  for (const url of ['/v1.0/schools/:school/*'])
    server.route({ method: ['POST', 'PUT', 'PATCH', 'DELETE'], url, handler: refuse });
  server.get(
    '/v1.0/*',
    answer(null, 'unknown', () => {
      throw notFound();
    }),
  );
}

/** A list that is asked for one school's URN is a request about that school too. */
function noteNamedSchool(world: World, request: FastifyRequest, path: string): void {
  const { urn } = request.query as { urn?: unknown };
  const school = typeof urn === 'string' ? findSchool(world, urn) : undefined;
  if (school) world.requests.add(school.plan.id, path);
}

/** Makes the server of both the API and the control routes, with errors in this sandbox's form. */
export function createServer(tls: { key: string; cert: string } | null): FastifyInstance {
  const options = {
    logger: false,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: true,
    bodyLimit: 4_000_000,
  } as const;
  const server = (tls === null ? fastify(options) : fastify({ ...options, https: tls })) as FastifyInstance;
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error, _request, reply) => {
    if (error instanceof Failure)
      return reply
        .status(error.status)
        .headers(error.headers)
        .send({ success: false, error: error.slug, message: error.message });
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    return reply
      .status(status)
      .send({ success: false, error: 'server_error', message: error instanceof Error ? error.message : 'error' });
  });
  server.setNotFoundHandler((_request, reply) =>
    reply.status(404).send({ success: false, error: 'not_found', message: 'There is nothing here.' }),
  );
  return server;
}
