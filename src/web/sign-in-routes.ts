import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type FoundViewer, findViewer, type ViewerParts } from '../access/find-viewer.ts';
import type { Idams } from '../access/idams/idams.ts';
import type { Oidc } from '../access/oidc.ts';
import { organisationKey } from '../access/organisation.ts';
import type { Door, Person } from '../access/person.ts';
import { anyone, type Standing, type Viewer } from '../access/viewer.ts';
import { type AuditRequest, refusalOf } from './audit-request.ts';
import { checkForm } from './check-form.ts';
import { ERROR_TEMPLATE, signInFailedPage, signInLostPage } from './pages/error/error-page.ts';
import { chooseDoorPage } from './pages/sign-in/choose-door.ts';
import type { Present } from './present.ts';
import { sameSitePath } from './same-site-path.ts';

/** A door that speaks OpenID Connect. */
type OidcDoor = Exclude<Door, 'idams'>;

export interface SignInParts {
  /** The OpenID Connect doors that are in use. */
  readonly oidc: Readonly<Partial<Record<OidcDoor, Oidc>>>;
  readonly idams: Pick<Idams, 'endSessionUrl'> | null;
  /** All doors in use, in the order in which they are offered. */
  readonly doors: readonly Door[];
  readonly operatorName: string | null;
  /** What is done with a person who has just proved who they are: memberships are bound, organisations completed. */
  readonly welcome: (person: Person) => Promise<Person>;
  readonly viewers: ViewerParts;
  readonly audit: AuditRequest;
  readonly publicUrl: string;
  readonly present: Present;
  readonly perMinute: number;
}

/** `/sign-in` (which door), `/sign-in/<door>` (to the provider), `/sign-in/<door>/callback` (back from it), `/sign-out`. */
export function addSignInRoutes(app: FastifyInstance, parts: SignInParts): void {
  const config = { may: anyone, rateLimit: { max: parts.perMinute, timeWindow: 60_000 } };
  app.get('/sign-in', { config }, (request, reply) => chooseDoor(parts, request, reply));
  for (const door of ['dfe-sign-in', 'oidc'] as const) {
    const oidc = parts.oidc[door];
    if (!oidc) continue;
    app.get(`/sign-in/${door}`, { config }, (request, reply) => begin(parts, door, oidc, request, reply));
    app.get(`/sign-in/${door}/callback`, { config }, (request, reply) => comeBack(parts, door, oidc, request, reply));
  }
  const fromHere = checkForm(app, parts.publicUrl, parts.audit);
  app.post(
    '/sign-out',
    {
      config: { may: anyone },
      // Someone who is signed out already needs no token.
      preHandler: async (request) => {
        if (request.session.person) await fromHere(request);
      },
    },
    (request, reply) => signOut(parts, request, reply),
  );
}

/** Where someone wants to go after signing in: an own path, or the start page. */
export const wantedPath = (request: FastifyRequest): string =>
  sameSitePath((request.query as Record<string, unknown>)['to']) ?? '/';

/**
 * The provider sends people back to the public address: sign-in begins there, since a cookie of another name of this host is
 * not sent. @returns where to go first; null when it is the public address that was asked
 */
export function publicAddress(publicUrl: string, request: FastifyRequest): string | null {
  const home = new URL(publicUrl);
  if (request.host === home.host) return null;
  return new URL(`${request.url.split('?', 1)[0]}?to=${encodeURIComponent(wantedPath(request))}`, home).href;
}

async function chooseDoor(parts: SignInParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const to = wantedPath(request);
  const [only, ...others] = parts.doors;
  if (only && others.length === 0) return reply.redirect(`/sign-in/${only}?to=${encodeURIComponent(to)}`, 302);
  const model = chooseDoorPage(parts.viewers.doors, parts.doors, parts.operatorName, to);
  return parts.present(request, reply, 'pages/sign-in/page.njk', model);
}

async function begin(
  parts: SignInParts,
  door: OidcDoor,
  oidc: Oidc,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { publicUrl } = parts;
  const elsewhere = publicAddress(publicUrl, request);
  if (elsewhere) return reply.redirect(elsewhere, 302);
  warnOfProxy(publicUrl, request);
  return toProvider(parts, door, oidc, request, reply, wantedPath(request), 0);
}

function warnOfProxy(publicUrl: string, request: FastifyRequest): void {
  if (publicUrl.startsWith('https:') && request.protocol !== 'https')
    request.log.error(
      'ROLLCALL_PUBLIC_URL is https, but the proxy in front does not send X-Forwarded-Proto: https, or is not named in ROLLCALL_TRUSTED_PROXIES, so nobody can sign in',
    );
}

async function toProvider(
  { audit }: Pick<SignInParts, 'audit'>,
  door: OidcDoor,
  oidc: Oidc,
  request: FastifyRequest,
  reply: FastifyReply,
  to: string,
  again: number,
): Promise<FastifyReply> {
  const { url, pending } = await oidc.begin().catch(async (error: unknown) => {
    await audit(request, refusalOf(request, 'the provider could not be asked', 'sign-in'));
    throw error;
  });
  request.session.pending = { ...pending, door, to, again };
  return reply.redirect(url, 302);
}

/**
 * The provider sends people here. DfE Sign-in also does so when its own session ran out (`error=sessionexpired`), and without
 * `code` or `state` after a password reset or the Back button: then sign-in begins again, once by itself, never accepted.
 */
async function comeBack(
  parts: SignInParts,
  door: OidcDoor,
  oidc: Oidc,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { pending, person } = request.session;
  const answer = request.url.split('?')[1] ?? '';
  const given = new URLSearchParams(answer);
  const note = (why: string) => parts.audit(request, refusalOf(request, why, 'sign-in'));
  const refuse = async (why: string, page: object) => {
    await note(why);
    return parts.present(request, reply, ERROR_TEMPLATE, page, 400);
  };
  if (pending?.door !== door) {
    if (!person) return refuse('no sign-in under way', signInLostPage);
    await note('no sign-in under way');
    return reply.redirect('/', 302);
  }
  delete request.session.pending;
  const said = given.get('error');
  if (said !== null && said !== 'sessionexpired') return refuse('the provider refused', signInFailedPage);
  if (!given.has('code') || given.get('state') !== pending.state) {
    if (pending.again > 0) return refuse('no code or another state', signInLostPage);
    if (said === null) await note('no code or another state');
    return toProvider(parts, door, oidc, request, reply, pending.to, 1);
  }
  const proved = await oidc.complete(answer, pending).catch(async (error: unknown) => {
    await note('the provider’s answer did not hold');
    throw error;
  });
  return letIn(parts, request, reply, proved.person, pending.to, proved.idToken);
}

/** Starts the session of a person who has proved who they are, and sends them where they wanted to go. */
export async function letIn(
  parts: Pick<SignInParts, 'welcome' | 'viewers' | 'audit'>,
  request: FastifyRequest,
  reply: FastifyReply,
  proved: Person,
  to: string,
  idToken?: string,
): Promise<FastifyReply> {
  const person = await parts.welcome(proved);
  // A new id, so that a session id known before sign-in opens nothing after it.
  await request.session.regenerate();
  const now = parts.viewers.clock.now().getTime();
  const { viewer, checked, placed } = await firstToAct(parts.viewers, person);
  const chosen = viewer.organisation && organisationKey(viewer.organisation);
  const held = checked?.answer === 'yes' ? checked.organisation : undefined;
  Object.assign(request.session, { person, chosen, checked, placed, held, signedInAt: now, usedAt: now });
  if (idToken !== undefined) request.session.idToken = idToken;
  request.viewer = viewer;
  await parts.audit(request, { what: 'sign-in', detail: { door: person.door, standing: viewer.standing.reason } });
  return reply.redirect(to === '/' ? firstPage(viewer) : to, 303);
}

/** What makes an organisation one that nobody can act for here, however good their role. */
const CLOSED_TO_ALL: readonly Standing['reason'][] = [
  'other-door',
  'kind-not-eligible',
  'organisation-unknown',
  'organisation-closed',
  'left-organisation',
];

/** The organisation that the provider put first, or the first after it that can be acted for here. */
async function firstToAct(viewers: ViewerParts, person: Person): Promise<FoundViewer> {
  const first = await findViewer(viewers, { person, chosen: null, checked: null });
  if (!CLOSED_TO_ALL.includes(first.viewer.standing.reason)) return first;
  for (const organisation of first.viewer.organisations.slice(1)) {
    const chosen = organisationKey(organisation);
    const found = chosen === null ? first : await findViewer(viewers, { person, chosen, checked: null });
    if (!CLOSED_TO_ALL.includes(found.viewer.standing.reason)) return found;
  }
  return first;
}

/** Someone who asked for nothing in particular comes to their school, their schools, or the page that says why they see none. */
export function firstPage({ scope, organisation, duty }: Viewer): string {
  if (duty !== null) return duty === 'operator' ? '/operator' : '/tallies';
  if (scope.urns.length === 0) return '/';
  return organisation?.kind === 'school' ? `/schools/${organisation.urn}` : '/schools';
}

/** Where the provider sends people back to as well: registered there. */
const SIGNED_OUT = '/signed-out';

async function signOut(parts: SignInParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { idToken, person } = request.session;
  if (!person) return reply.redirect(SIGNED_OUT, 303);
  await parts.audit(request, { what: 'sign-out' });
  await request.session.destroy();
  request.viewer = null;
  // Signed out here whatever the provider says; only its own session may then still be open.
  const url = await providersSignOut(parts, person.door, idToken).catch(() => null);
  return reply.redirect(url ?? SIGNED_OUT, 303);
}

/** Where the provider's own session is ended; null where that cannot be. */
async function providersSignOut({ oidc, idams }: SignInParts, door: Door, idToken?: string): Promise<string | null> {
  if (door === 'idams') return idams?.endSessionUrl() ?? null;
  return idToken === undefined ? null : ((await oidc[door]?.endSessionUrl(idToken)) ?? null);
}
