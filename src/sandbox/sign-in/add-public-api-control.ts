import type { FastifyInstance } from 'fastify';
import { Failure, notFound } from '../wonde-api/failure.ts';
import { holderKey, PUBLIC_API_FAULTS, type PublicApiFault, type PublicApiState } from './public-api-state.ts';

/**
 * Adds routes that set the stand-in for the Public API: `/sandbox/public-api/faults` takes `{ "faults": [{ "kind", "times", … }] }`, made
 * in that order; `/sandbox/public-api/roles` takes `{ "email", "organisation", "role": true | false }`, where the organisation is
 * such as `school:900001`, a name or an id, and the person's first when it is left out. They ask for no token.
 */
export function addPublicApiControl(
  server: FastifyInstance,
  state: PublicApiState,
  readBody: (request: { body: unknown }) => Record<string, unknown>,
): void {
  server.get('/sandbox/public-api/faults', () => showFaults(state));
  server.put('/sandbox/public-api/faults', (request) => {
    const { faults = [] } = readBody(request);
    if (!Array.isArray(faults) || !faults.every(isFault))
      throw new Failure(400, 'bad_request', `kind must be one of ${Object.keys(PUBLIC_API_FAULTS).join(', ')}`);
    state.faults = faults.map((fault) => ({ fault, left: fault.times ?? Infinity }));
    return showFaults(state);
  });
  server.get('/sandbox/public-api/roles', () =>
    state.accounts.flatMap(({ email, subject, claims, organisations }) =>
      claims.map(({ id, name }, i) => ({
        email,
        organisation: organisations[i]?.key ?? name,
        role: state.holders.has(holderKey(subject, id)),
      })),
    ),
  );
  server.put('/sandbox/public-api/roles', (request) => setRole(state, readBody(request)));
}

const showFaults = (state: PublicApiState) => ({
  faults: state.faults.map(({ fault, left }) => ({ ...fault, left: left === Infinity ? null : left })),
});

const isFault = (fault: unknown): fault is PublicApiFault =>
  typeof fault === 'object' &&
  fault !== null &&
  'kind' in fault &&
  Object.hasOwn(PUBLIC_API_FAULTS, String(fault.kind));

function setRole(state: PublicApiState, { email, organisation, role }: Record<string, unknown>): object {
  if (typeof role !== 'boolean') throw new Failure(400, 'bad_request', 'role must be true or false');
  const account = state.accounts.find((each) => each.email === email);
  const at = account?.claims.findIndex(
    ({ id, name }, i) =>
      organisation === undefined || [id, name, account.organisations[i]?.key].includes(String(organisation)),
  );
  const claim = account?.claims[at ?? -1];
  if (!account || !claim) throw notFound('No such person, or not of this organisation.');
  const key = holderKey(account.subject, claim.id);
  if (role) state.holders.add(key);
  else state.holders.delete(key);
  return { email, organisation: account.organisations[at!]?.key ?? claim.name, role };
}
