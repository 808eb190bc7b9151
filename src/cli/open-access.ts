import { readFileSync } from 'node:fs';
import { type Access, createAccess } from '../access/access.ts';
import { createDfePublicApi, type DfePublicApi } from '../access/dfe-public-api.ts';
import type { RolePlaces } from '../access/doors.ts';
import { createIdams, type Idams } from '../access/idams/idams.ts';
import { createOidc, type Oidc } from '../access/oidc.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import { RollcallError } from '../errors.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import type { Database } from '../store/database.ts';

export interface AccessFacts {
  readonly config: Config;
  readonly clock: Clock;
  /** The viewer's login. */
  readonly database: Database;
  readonly publicUrl: string;
  /** Stands in for every provider when it runs. */
  readonly sandbox: Sandbox | null;
}

/** The doors as the settings, or the sandbox, have them. @throws setting-invalid when one cannot be opened */
export function openAccess(facts: AccessFacts): { access: Access; places: RolePlaces; api: DfePublicApi | null } {
  const { config, clock, database } = facts;
  const places = rolePlaces(config, facts.sandbox !== null);
  // It also names a person's further organisations, wherever the role is kept.
  const hasApi = facts.sandbox !== null || config.ROLLCALL_DFE_SIGN_IN_API_SECRET !== '';
  const api = hasApi ? openPublicApi(facts) : null;
  const access = createAccess({
    database,
    clock,
    doors: config.ROLLCALL_DOORS,
    places,
    dfe: openDfe(facts),
    api,
    own: openOwn(facts),
    idams: openIdams(facts),
    idamsRoleCodes: facts.sandbox ? [facts.sandbox.idams.roleCode] : config.ROLLCALL_IDAMS_ROLE_CODES,
    roleCheckMinutes: config.ROLLCALL_ROLE_CHECK_MINUTES,
  });
  return { access, places, api };
}

/** Where the role is kept; in the sandbox here, unless told, so that asking and granting can be tried. */
export function rolePlaces(config: Config, sandboxed: boolean): RolePlaces {
  if (config.ROLLCALL_ROLES) return config.ROLLCALL_ROLES;
  return sandboxed ? { 'dfe-sign-in': 'local', idams: 'local' } : { 'dfe-sign-in': 'api', idams: 'claims' };
}

function openDfe({ config, publicUrl, sandbox }: AccessFacts): Oidc | null {
  const door = 'dfe-sign-in' as const;
  if (sandbox) return createOidc({ ...sandbox.dfe, door, publicUrl });
  if (config.ROLLCALL_DFE_SIGN_IN_ISSUER === '') return null;
  return createOidc({
    door,
    publicUrl,
    issuer: config.ROLLCALL_DFE_SIGN_IN_ISSUER,
    clientId: config.ROLLCALL_DFE_SIGN_IN_CLIENT_ID,
    clientSecret: config.ROLLCALL_DFE_SIGN_IN_CLIENT_SECRET,
    clientAuthentication: config.ROLLCALL_DFE_SIGN_IN_CLIENT_AUTH,
    scopes: config.ROLLCALL_DFE_SIGN_IN_SCOPES,
    setting: 'ROLLCALL_DFE_SIGN_IN_ISSUER',
  });
}

function openOwn({ config, publicUrl, sandbox }: AccessFacts): Oidc | null {
  const door = 'oidc' as const;
  if (sandbox) return createOidc({ ...sandbox.oidc, door, publicUrl });
  if (config.ROLLCALL_OIDC_ISSUER === '') return null;
  return createOidc({
    door,
    publicUrl,
    issuer: config.ROLLCALL_OIDC_ISSUER,
    clientId: config.ROLLCALL_OIDC_CLIENT_ID,
    clientSecret: config.ROLLCALL_OIDC_CLIENT_SECRET,
    clientAuthentication: config.ROLLCALL_OIDC_CLIENT_AUTH,
    scopes: config.ROLLCALL_OIDC_SCOPES,
    trustsEmail: config.ROLLCALL_OIDC_TRUST_EMAIL === 'on',
    setting: 'ROLLCALL_OIDC_ISSUER',
  });
}

function openPublicApi({ config, clock, sandbox }: AccessFacts): DfePublicApi {
  if (sandbox) {
    const { url, apiSecret, serviceId, roleCode } = sandbox.publicApi;
    return createDfePublicApi({
      url,
      apiSecret,
      serviceId,
      roleCodes: [roleCode],
      clientId: sandbox.dfe.clientId,
      clientSecret: sandbox.dfe.clientSecret,
      clock,
    });
  }
  return createDfePublicApi({
    url: config.ROLLCALL_DFE_SIGN_IN_API_URL,
    clientId: config.ROLLCALL_DFE_SIGN_IN_CLIENT_ID,
    apiSecret: config.ROLLCALL_DFE_SIGN_IN_API_SECRET,
    clientSecret: config.ROLLCALL_DFE_SIGN_IN_CLIENT_SECRET,
    serviceId: config.ROLLCALL_DFE_SIGN_IN_SERVICE_ID,
    roleCodes: config.ROLLCALL_DFE_SIGN_IN_ROLE_CODES,
    clock,
  });
}

function openIdams({ config, clock, database, publicUrl, sandbox }: AccessFacts): Idams | null {
  const common = { publicUrl, clock, database };
  if (sandbox) {
    const { endpoint, realm, issuer, certificate } = sandbox.idams;
    return createIdams({ ...common, endpoint, realm, issuer, certificates: [certificate] });
  }
  if (config.ROLLCALL_IDAMS_ENDPOINT === '') return null;
  return createIdams({
    ...common,
    endpoint: config.ROLLCALL_IDAMS_ENDPOINT,
    realm: config.ROLLCALL_IDAMS_REALM || publicUrl,
    issuer: config.ROLLCALL_IDAMS_ISSUER,
    certificates: config.ROLLCALL_IDAMS_CERTIFICATES.map((file) => readPem(file, 'ROLLCALL_IDAMS_CERTIFICATES')),
  });
}

/** The text of a file that a setting names. @throws setting-invalid when it cannot be read */
export function readPem(file: string, setting: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RollcallError('setting-invalid', `${setting}: the file ${file} cannot be read (${code}).`);
  }
}
