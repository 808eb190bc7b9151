import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { Account } from './account.ts';
import { checkToken } from './check-token.ts';
import { writePage } from './pages.ts';
import { holderKey, type PublicApiFault, type PublicApiState, takeFault } from './public-api-state.ts';

/** An answer of the API; without a body there is no content type either, as with the real one. */
interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

const NOTHING: Answer = { status: 404 };
type Params = Readonly<Record<string, string>>;

/**
 * Starts a stand-in for DfE Sign-in's Public API (v1): who holds the role for an organisation, the service's roles, and a person's
 * organisations. It checks tokens as the real one does, and can be told to fail.
 */
export async function startPublicApi(
  state: PublicApiState,
  { port, host }: { port: number; host: string },
): Promise<{ url: string; close(): Promise<void> }> {
  const server = fastify({ forceCloseConnections: true });
  const get = (path: string, make: (params: Params, fault: PublicApiFault | null) => Answer) =>
    server.get(path, async (request, reply) => {
      const refused = await checkToken(state, request.headers.authorization);
      if (refused) return send(reply, refused);
      const fault = takeFault(state);
      if (fault && (await disturb(fault, request, reply))) return reply;
      const answer = make(request.params as Params, fault);
      return fault?.kind === 'truncated-json' ? sendHalf(reply, answer) : send(reply, answer);
    });
  get('/services/:service/organisations/:organisation/users/:user', (params, fault) =>
    showAccess(state, params, fault),
  );
  get('/services/:client/roles', ({ client }) => listRoles(state, client!));
  get('/users/:user/v2/organisations', ({ user }) => listOrganisations(state, user!));
  get('/users/:user/organisations', ({ user }) => listOrganisations(state, user!));
  get('/users/:user/organisationservices', ({ user }) => listServices(state, user!));
  server.setNotFoundHandler((_request, reply) => sendPage(reply, 404));
  await server.listen({ port, host });
  const name = host.includes(':') ? `[${host}]` : host;
  const url = `http://${name}:${(server.server.address() as AddressInfo).port}`;
  return { url, close: () => server.close() };
}

const same = (one: string, other: string | undefined) => one.toUpperCase() === other?.toUpperCase();
const isService = (state: PublicApiState, id: string | undefined) => same(state.serviceId, id) || state.clientId === id;
const findAccount = (state: PublicApiState, id: string | undefined) =>
  state.accounts.find(({ subject }) => same(subject, id));
const roleOf = ({ roleCode }: PublicApiState, status: number) => ({
  id: '00000000-0000-4000-A000-000000000023',
  name: 'School Attendance Data',
  code: roleCode,
  numericId: '23',
  status: { id: status },
});

function showAccess(state: PublicApiState, params: Params, fault: PublicApiFault | null): Answer {
  const account = findAccount(state, params['user']);
  const claim = account?.claims.find(({ id }) => same(id, params['organisation']));
  if (!account || !claim || !isService(state, params['service'])) return NOTHING;
  if (!state.holders.has(holderKey(account.subject, claim.id))) return NOTHING;
  return {
    status: 200,
    body: {
      userId: fault?.kind === 'other-user' ? '00000000-0000-4000-A000-000000000000' : account.subject,
      userLegacyNumericId: null,
      userLegacyTextId: null,
      serviceId: state.serviceId,
      organisationId: claim.id,
      organisationLegacyId: claim['legacyId'],
      organisationIsOnAPAR: null,
      roles: [roleOf(state, fault?.kind === 'inactive-role' ? 0 : 1)],
      identifiers: [],
    },
  };
}

function listRoles(state: PublicApiState, client: string): Answer {
  if (!isService(state, client)) return NOTHING;
  const role = (code: string, status: string) => ({ name: 'School Attendance Data', code, status });
  return { status: 200, body: [role(state.roleCode, 'Active'), role('sandbox-retired', 'Inactive')] };
}

function listOrganisations(state: PublicApiState, user: string): Answer {
  const account = findAccount(state, user);
  return account ? { status: 200, body: account.claims } : NOTHING;
}

function listServices(state: PublicApiState, user: string): Answer {
  const account = findAccount(state, user);
  if (!account) return NOTHING;
  const organisations = account.claims.map((claim, i) => ({
    ...claim,
    services: state.holders.has(holderKey(account.subject, claim.id))
      ? [{ name: 'Rollcall', description: 'Rollcall (sandbox)', roles: [roleOf(state, 1)] }]
      : [],
    ...approverRole(account, i),
  }));
  const { subject: userId, email, familyName, givenName } = account;
  return { status: 200, body: { userId, userStatus: 1, email, familyName, givenName, organisations } };
}

const approverRole = ({ organisations }: Account, i: number) =>
  organisations[i]?.approver
    ? { orgRoleId: 10_000, orgRoleName: 'Approver' }
    : { orgRoleId: 0, orgRoleName: 'End user' };

/** @returns true when the fault was the whole answer */
async function disturb(
  { kind, status = 500, ms = 15_000 }: PublicApiFault,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  switch (kind) {
    case 'not-found':
      return !!send(reply, NOTHING);
    case 'html-not-found':
      return !!sendPage(reply, 404);
    case 'html-page':
      return !!sendPage(reply, 200);
    case 'server-error':
      return !!sendPage(reply, status);
    case 'too-many-requests':
      return !!send(reply, { status: 429, body: { success: false, message: 'Too many requests' } });
    case 'forbidden':
      return !!send(reply, { status: 403, body: { success: false, message: 'Forbidden' } });
    case 'redirect':
      return !!reply.redirect('https://elsewhere.invalid/', 302);
    case 'reset':
      reply.hijack();
      return !!request.raw.destroy();
    case 'slow':
      await Promise.race([wait(ms, undefined, { ref: false }), new Promise((done) => request.raw.once('close', done))]);
      return false;
    case 'truncated-json':
    case 'inactive-role':
    case 'other-user':
      return false;
  }
}

function send(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  reply.code(status);
  return body === undefined ? reply.send() : reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
}

function sendHalf(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  const text = JSON.stringify(body ?? {});
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(text.slice(0, text.length / 2));
}

const sendPage = (reply: FastifyReply, status: number): FastifyReply =>
  reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(writePage('Public API (sandbox)', '<p>Something is wrong.</p>'));
