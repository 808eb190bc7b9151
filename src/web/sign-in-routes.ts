import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findViewer } from '../access/scope.ts';
import type { Person, SignIn } from '../access/sign-in.ts';
import { anyone } from '../access/viewer.ts';
import type { Database } from '../store/database.ts';
import { ERROR_TEMPLATE, signInFailedPage, signInLostPage } from './pages/error/error-page.ts';
import type { Present } from './present.ts';
import { RequestRefused } from './request-refused.ts';
import { sameSitePath } from './same-site-path.ts';

interface SignInParts {
  readonly signIn: SignIn;
  readonly database: Database;
  readonly publicUrl: string;
  readonly present: Present;
  readonly perMinute: number;
}

/** `/sign-in` (to the issuer), `/sign-in/callback` (back from it), `/sign-out`. */
export function addSignInRoutes(app: FastifyInstance, parts: SignInParts): void {
  const config = { may: anyone, rateLimit: { max: parts.perMinute, timeWindow: 60_000 } };
  app.get('/sign-in', { config }, (request, reply) => begin(parts, request, reply));
  app.get('/sign-in/callback', { config }, (request, reply) => comeBack(parts, request, reply));
  app.post(
    '/sign-out',
    { config: { may: anyone }, preHandler: (request, reply, done) => checkForm(app, parts, request, reply, done) },
    (request, reply) => signOut(parts, request, reply),
  );
}

async function begin(
  { signIn, publicUrl }: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const to = sameSitePath((request.query as Record<string, unknown>)['to']) ?? '/';
  const home = new URL(publicUrl);
  // The issuer sends people back to the public address: start there, since a cookie of another name of this host is not sent.
  if (request.host !== home.host)
    return reply.redirect(new URL(`/sign-in?to=${encodeURIComponent(to)}`, home).href, 302);
  if (home.protocol === 'https:' && request.protocol !== 'https')
    request.log.error(
      'ROLLCALL_PUBLIC_URL is https, but the proxy in front does not send X-Forwarded-Proto: https, so nobody can sign in',
    );
  return toIssuer(signIn, request, reply, to, 0);
}

async function toIssuer(
  signIn: SignIn,
  request: FastifyRequest,
  reply: FastifyReply,
  to: string,
  again: number,
): Promise<FastifyReply> {
  const { url, pending } = await signIn.begin();
  request.session.pending = { ...pending, to, again };
  return reply.redirect(url, 302);
}

/**
 * The issuer sends people here. DfE Sign-in also does so when its own session ran out (`error=sessionexpired`), and without
 * `code` or `state` after a password reset or the Back button: then sign-in begins again, once by itself, never accepted.
 */
async function comeBack(
  { signIn, database, present }: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { pending, person } = request.session;
  const answer = request.url.split('?')[1] ?? '';
  const given = new URLSearchParams(answer);
  if (!pending) return person ? reply.redirect('/', 302) : present(request, reply, ERROR_TEMPLATE, signInLostPage, 400);
  delete request.session.pending;
  const said = given.get('error');
  if (said !== null && said !== 'sessionexpired') return present(request, reply, ERROR_TEMPLATE, signInFailedPage, 400);
  if (!given.has('code') || given.get('state') !== pending.state)
    return pending.again === 0
      ? toIssuer(signIn, request, reply, pending.to, 1)
      : present(request, reply, ERROR_TEMPLATE, signInLostPage, 400);
  const { person: signedIn, idToken } = await signIn.complete(answer, pending);
  // A new id, so that a session id known before sign-in opens nothing after it.
  await request.session.regenerate();
  request.session.person = signedIn;
  request.session.idToken = idToken;
  return reply.redirect(pending.to === '/' ? await firstPage(database, signedIn) : pending.to, 302);
}

/** Someone who asked for nothing in particular comes to their school, or to the page that says why they see none. */
async function firstPage(database: Database, person: Person): Promise<string> {
  const [urn] = (await findViewer(database, person)).scope;
  return urn === undefined ? '/' : `/schools/${urn}`;
}

/** The form's token, and that it comes from a page of this site. Someone who is signed out already needs neither. */
function checkForm(
  app: FastifyInstance,
  { publicUrl }: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  const { origin } = request.headers;
  const foreign =
    (origin !== undefined && origin !== new URL(publicUrl).origin) ||
    request.headers['sec-fetch-site'] === 'cross-site';
  if (!request.session.person) done();
  else if (foreign) done(new RequestRefused(403));
  else app.csrfProtection(request, reply, done);
}

async function signOut({ signIn }: SignInParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { idToken } = request.session;
  if (!request.session.person) return reply.redirect('/', 303);
  await request.session.destroy();
  request.viewer = null;
  // Signed out here whatever the issuer says; only its own session may then still be open.
  const url = idToken ? await signIn.endSessionUrl(idToken).catch(() => '/') : '/';
  return reply.redirect(url, 303);
}
