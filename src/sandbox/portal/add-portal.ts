import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure, notFound } from '../wonde-api/failure.ts';
import { findSchool, type World } from '../world.ts';
import { changeSchool, connectSchool } from './change-school.ts';
import { PORTAL_STYLE, writePortal, writePortalSchool, writeUnconnected } from './portal-pages.ts';

const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; img-src data:";

/**
 * Adds pages that play the school's side of Wonde's portal: `/sandbox/portal` with every school, and one page a school, by URN or
 * Wonde id, with a form for each thing that it can do now. They ask for no token; a form that another site sends is refused.
 */
export function addPortal(server: FastifyInstance, world: World): void {
  const send = (reply: FastifyReply, page: string) =>
    reply
      .headers({ 'content-security-policy': POLICY, 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(page);
  const find = (request: FastifyRequest) => {
    const { school: name } = request.params as { school: string };
    const school = findSchool(world, name);
    const plan = [...world.unconnected.values()].find(({ id, urn }) => id === name || String(urn) === name);
    if (!school && !plan) throw notFound('No such school.');
    return { school, plan };
  };

  server.get('/sandbox/portal.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(PORTAL_STYLE));
  server.get('/sandbox/portal', (_request, reply) => send(reply, writePortal(world)));
  server.get('/sandbox/portal/:school', (request, reply) => {
    const { school, plan } = find(request);
    return send(reply, school ? writePortalSchool(school) : writeUnconnected(plan!));
  });
  server.post('/sandbox/portal/:school/:action', (request, reply) => {
    refuseOtherSites(request);
    const { school, plan } = find(request);
    const { action } = request.params as { action: string };
    if (school) changeSchool(world, school, action, new URLSearchParams(String(request.body ?? '')));
    else if (action === 'connect') connectSchool(world, plan!);
    else throw new Failure(409, 'conflict', 'The school has not connected its MIS.');
    return reply.redirect(`/sandbox/portal/${(school?.plan ?? plan!).urn}`, 303);
  });
}

/** Browsers say where a form comes from; other programs say nothing. */
function refuseOtherSites(request: FastifyRequest): void {
  const from = request.headers['sec-fetch-site'];
  if (from !== undefined && from !== 'same-origin' && from !== 'none')
    throw new Failure(403, 'forbidden', 'The form came from another site.');
}
