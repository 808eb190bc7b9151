import type { World } from '../world.ts';
import type { Account, Person } from './account.ts';
import { type IdamsAccount, startIdams } from './idams/start-idams.ts';
import { listAccounts } from './people.ts';
import { startPublicApi } from './public-api.ts';
import { createPublicApiState, type PublicApiState } from './public-api-state.ts';
import { type SignInClient, startSignIn } from './start-sign-in.ts';

/** What a client of each stand-in needs to know. */
export interface SignIns {
  /** Stands in for DfE Sign-in: the people of schools and other organisations. */
  readonly dfe: SignInClient;
  /** Stands in for the operator's own issuer: its staff. */
  readonly oidc: SignInClient;
  /** Stands in for DfE Sign-in's Public API; its client id is that of `dfe`. */
  readonly publicApi: {
    readonly url: string;
    readonly apiSecret: string;
    readonly serviceId: string;
    readonly roleCode: string;
  };
  readonly idams: {
    readonly endpoint: string;
    readonly realm: string;
    readonly issuer: string;
    /** PEM, of the key that signs its assertions. */
    readonly certificate: string;
    /** The value of its `service` claim that is the role. */
    readonly roleCode: string;
  };
  readonly people: readonly Person[];
  /** Who holds the role, and the faults to make, for the control routes. */
  readonly state: PublicApiState;
}

/** The role's name in IDAMS; its short code in the claim is not known. */
const IDAMS_ROLE = 'View Your Education Data - School Attendance Data';

/**
 * Starts the stand-ins for every way to sign in: DfE Sign-in and its Public API, the operator's own issuer, and IDAMS.
 * @param keep is handed each part as it starts, and closes it
 */
export async function startSignIns(options: {
  readonly world: World;
  readonly signInPort: number;
  readonly host: string;
  /** http://localhost:3000 unless told. */
  readonly publicUrl?: string;
  readonly clock: { now(): Date };
  readonly tls: { readonly key: string; readonly cert: string } | null;
  readonly keep: <T extends { close(): Promise<void> }>(starting: Promise<T>) => Promise<T>;
}): Promise<SignIns> {
  const { world, host, clock, tls, keep, publicUrl = 'http://localhost:3000' } = options;
  const plans = [...world.schools.values()].map(({ plan }) => plan);
  const accounts = listAccounts(
    plans,
    { closed: world.closed, unconnected: [...world.unconnected.values()] },
    world.seed,
  );
  const common = { host, publicUrl, accounts, seed: world.seed };
  const realm = new URL('/', publicUrl).href;
  const replyUris = [new URL('/sign-in/idams/callback', publicUrl).href];
  const people = listIdamsAccounts(accounts);
  const starting = [
    keep(startSignIn({ ...common, door: 'dfe-sign-in', port: options.signInPort })),
    keep(startSignIn({ ...common, door: 'oidc', port: 0 })),
    keep(startIdams({ port: 0, host, clock, tls, people, replyUris, realm })),
  ] as const;
  // Waits for all before it fails, so that nothing starts after what was started has been closed.
  await Promise.allSettled(starting);
  const [dfe, oidc, idams] = await Promise.all(starting);
  const state = createPublicApiState({ seed: world.seed, clientId: dfe.clientId, accounts, clock });
  const { url } = await keep(startPublicApi(state, { port: 0, host }));
  const { apiSecret, serviceId, roleCode } = state;
  const { endpoint, issuer, certificate } = idams;
  return {
    dfe: clientOf(dfe),
    oidc: clientOf(oidc),
    publicApi: { url, apiSecret, serviceId, roleCode },
    idams: { endpoint, realm, issuer, certificate, roleCode: IDAMS_ROLE },
    people: accounts.map(({ givenName, familyName, claims, ukprn, ...person }) => person),
    state,
  };
}

const clientOf = ({ issuer, clientId, clientSecret }: SignInClient): SignInClient => ({
  issuer,
  clientId,
  clientSecret,
});

const listIdamsAccounts = (accounts: readonly Account[]): IdamsAccount[] =>
  accounts
    .filter(({ door }) => door === 'idams')
    .map(({ subject: login, name, email, ukprn, holds, role, school: organisation }) => ({
      login,
      name,
      email,
      ukprn,
      roles: holds.includes('view') ? [IDAMS_ROLE] : [],
      role,
      organisation,
    }));
