import type { Clock } from '../domain/clock.ts';
import { type Ask, createAskPublicApi, type Told } from './ask-public-api.ts';
import type { Organisation } from './organisation.ts';
import { readOrganisation } from './read-organisation.ts';

export interface DfePublicApiOptions {
  /** `https://api.signin.education.gov.uk`, or that of another environment. */
  readonly url: string;
  readonly clientId: string;
  /** The secret of the Public API, which is not the client secret of sign-in. */
  readonly apiSecret: string;
  /** The service's GUID. Empty: the client id, which the API takes as well. */
  readonly serviceId: string;
  /** Codes any of which is the role. */
  readonly roleCodes: readonly string[];
  readonly audience?: string;
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
  /** How long a question may take, its retries included; 10,000. */
  readonly timeoutMs?: number;
  /** 2. */
  readonly retries?: number;
  /** Wait before the first retry, doubled for each one after; 250. */
  readonly backOffMs?: number;
  /** The client secret of sign-in, only so that the check can tell when it was given as the API secret. */
  readonly clientSecret?: string;
}

/** The settings, as the check names them. */
const NAMES = {
  url: 'ROLLCALL_DFE_SIGN_IN_API_URL',
  clientId: 'ROLLCALL_DFE_SIGN_IN_CLIENT_ID',
  apiSecret: 'ROLLCALL_DFE_SIGN_IN_API_SECRET',
  roleCodes: 'ROLLCALL_DFE_SIGN_IN_ROLE_CODES',
};

export interface DfePublicApi {
  /** Whether the user holds one of the accepted active roles for the organisation. `unknown`: it cannot be decided, so no access. */
  holdsRole(userId: string, organisationId: string): Promise<'yes' | 'no' | 'unknown'>;
  /** The user's organisations (the fuller list first, then the older one); null when it cannot be asked. */
  organisationsOf(userId: string): Promise<readonly Organisation[] | null>;
  /**
   * Whether the settings work: null when all is well, else a sentence that says which is wrong.
   * @param wantsRole false where the role is kept in our own tables, so that its codes do not matter
   */
  check(wantsRole?: boolean): Promise<string | null>;
}

/**
 * DfE Sign-in's Public API (v1), which alone says who holds a role: roles are not in the tokens of sign-in.
 * @throws setting-invalid when its address is neither https nor of this machine
 */
export function createDfePublicApi(options: DfePublicApiOptions): DfePublicApi {
  const ask = createAskPublicApi({ ...options, setting: NAMES.url });
  const service = options.serviceId || options.clientId;
  return {
    holdsRole: async (userId, organisationId) => {
      const told = await ask('services', service, 'organisations', organisationId, 'users', userId);
      if (told.kind === 'nothing') return 'no';
      return told.kind === 'json' ? readHolds(told.body, { userId, organisationId }, options.roleCodes) : 'unknown';
    },
    organisationsOf: async (userId) => {
      const told = await ask('users', userId, 'v2', 'organisations');
      // Only where there is no fuller list is the older one asked: after a time-out another would be waited for.
      const isAbsent = told.kind === 'nothing' || (told.kind === 'failed' && told.reason === 'status-404');
      return readList(isAbsent ? await ask('users', userId, 'organisations') : told);
    },
    check: (wantsRole = true) => checkSettings(ask, options, wantsRole),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** GUIDs are written in either case. An answer about someone or something else decides nothing. */
function readHolds(
  body: unknown,
  asked: { userId: string; organisationId: string },
  roleCodes: readonly string[],
): 'yes' | 'no' | 'unknown' {
  if (!isObject(body) || !Array.isArray(body['roles'])) return 'unknown';
  for (const [name, id] of Object.entries(asked)) {
    const said = body[name];
    if (typeof said === 'string' && said.toLowerCase() !== id.toLowerCase()) return 'unknown';
  }
  const active = body['roles'].filter(
    (role: unknown) => isObject(role) && isObject(role['status']) && Number(role['status']['id']) === 1,
  ) as Record<string, unknown>[];
  return active.some(({ code }) => typeof code === 'string' && roleCodes.includes(code)) ? 'yes' : 'no';
}

function readList(told: Told): readonly Organisation[] | null {
  // A list of anything but objects is not this API's, so it does not say that there is none.
  if (told.kind !== 'json' || !Array.isArray(told.body) || told.body.some((each) => typeof each !== 'object'))
    return null;
  return told.body.map(readOrganisation).filter((organisation) => organisation !== null);
}

async function checkSettings(ask: Ask, options: DfePublicApiOptions, wantsRole: boolean): Promise<string | null> {
  const { clientId, apiSecret, clientSecret, roleCodes } = options;
  if (clientId === '') return `${NAMES.clientId} is empty.`;
  if (apiSecret === '') return `${NAMES.apiSecret} is empty.`;
  if (apiSecret === clientSecret)
    return `${NAMES.apiSecret} is the client secret of sign-in: DfE Sign-in gives two secrets, and the Public API wants the other one.`;
  if (wantsRole && roleCodes.length === 0) return `${NAMES.roleCodes} is empty, so nobody would hold the role.`;
  const told = await ask('services', clientId, 'roles');
  if (told.kind !== 'json') return explain(told);
  const codes = readActiveCodes(told.body);
  if (codes === null) return `${NAMES.url} answers something that is not a list of roles: it is not the Public API's.`;
  const missing = wantsRole ? roleCodes.filter((code) => !codes.has(code)) : [];
  return missing.length === 0
    ? null
    : `${NAMES.roleCodes} has ${missing.join(', ')}, which is not among the active roles of the service.`;
}

function readActiveCodes(body: unknown): Set<string> | null {
  const roles = isObject(body) && !Array.isArray(body) ? body['roles'] : body;
  if (!Array.isArray(roles)) return null;
  const active = roles.filter((role: unknown) => isObject(role) && /^active$/i.test(String(role['status'])));
  return new Set(active.map((role: Record<string, unknown>) => String(role['code'])));
}

const MOST_APART_SECONDS = 300;

/** What is wrong, by the API's status and by what its messages are about; they are not repeated. */
function explain(told: Exclude<Told, { kind: 'json' }>): string {
  if (told.kind === 'nothing') return `${NAMES.clientId} is not that of a service in this environment of DfE Sign-in.`;
  if (told.kind === 'failed') return explainFailure(told.reason);
  const { message, apart } = told;
  if (/unknown issuer/i.test(message))
    return `${NAMES.clientId} is not known to this environment of the Public API: each environment has its own.`;
  if (/signature/i.test(message))
    return `${NAMES.apiSecret} is wrong: it is not the client secret of sign-in, and each environment has its own.`;
  if (/not authori[sz]ed/i.test(message))
    return `${NAMES.apiSecret} does not hold: DfE Sign-in has made none for this client, or the service is another's.`;
  if (/audience/i.test(message)) return 'The audience is not the one that the Public API takes.';
  if (apart !== null && Math.abs(apart) > MOST_APART_SECONDS)
    return `The Public API refused the token, and this machine's clock is ${Math.abs(apart)} seconds ${apart > 0 ? 'ahead of' : 'behind'} its own: set the clock right.`;
  return `The Public API refused the token (${told.status}): ${NAMES.clientId} or ${NAMES.apiSecret} is wrong. Of the two secrets that DfE Sign-in gives, it is not the client secret of sign-in.`;
}

function explainFailure(reason: string): string {
  const answered = /^(not-json|too-long|status-[34])/.test(reason);
  return answered
    ? `${NAMES.url} answers in a way that the Public API does not (${reason}): look whether it is right.`
    : `The Public API could not be asked (${reason}): nobody's role can be found out until it answers.`;
}
