import type { FastifyRequest } from 'fastify';
import type { CheckedRole } from '../access/entitlements.ts';
import type { PendingSignIn } from '../access/oidc.ts';
import type { Door, Person } from '../access/person.ts';
import type { Predicate, Viewer } from '../access/viewer.ts';
import type { PageMemory } from './page.ts';

declare module 'fastify' {
  interface Session {
    person?: Person;
    /** Name in our tables of the organisation acted for; null: the first that there is. */
    chosen?: string | null;
    /** What was last found out about the role. */
    checked?: CheckedRole | null;
    /** What was last found out about belonging to the organisation. */
    placed?: CheckedRole | null;
    /** The organisation for which the role was last known to be held: forgotten only when it is known to be lost. */
    held?: string;
    /** Milliseconds since 1970. */
    signedInAt?: number;
    usedAt?: number;
    /** Kept on the server for signing out at the issuer. */
    idToken?: string;
    /** A sign-in under way: what must come back, where to go then, and how often it was begun by itself. */
    pending?: PendingSignIn & { door: Exclude<Door, 'idams'>; to: string; again: number };
    memory?: PageMemory;
  }
  interface FastifyRequest {
    viewer: Viewer | null;
    /** Milliseconds since 1970 at which the session ends if nothing more is asked for; null when nobody is signed in. */
    sessionEndsAt: number | null;
  }
  interface FastifyContextConfig {
    may?: Predicate;
    /** Asked for by a script without the person: it does not count as use. */
    quiet?: boolean;
    /** Whoever is asked about the role is asked anew, as before a download. */
    recheck?: boolean;
  }
}

/** `__Host-` ties the cookie to this host and to https; over plain http (a run on one's own machine) browsers refuse that name. */
export const sessionCookieName = (https: boolean) => (https ? '__Host-rollcall' : 'rollcall');

/** The cookie that binds a sign-in through IDAMS to the browser that began it, and is used for that alone. */
export const idamsCookieName = (https: boolean) => (https ? '__Host-rollcall-idams' : 'rollcall-idams');

/** The address without its query, which may hold a name that was searched for. */
export const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0]!;
