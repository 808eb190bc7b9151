import type { FastifyRequest } from 'fastify';
import type { PendingSignIn, Person } from '../access/sign-in.ts';
import type { Predicate, Viewer } from '../access/viewer.ts';

declare module 'fastify' {
  interface Session {
    person?: Person;
    /** Kept on the server for signing out at the issuer. */
    idToken?: string;
    /** A sign-in under way: what must come back, where to go then, and how often it was begun by itself. */
    pending?: PendingSignIn & { to: string; again: number };
  }
  interface FastifyRequest {
    viewer: Viewer | null;
  }
  interface FastifyContextConfig {
    may?: Predicate;
  }
}

/** `__Host-` ties the cookie to this host and to https; over plain http (a run on one's own machine) browsers refuse that name. */
export const sessionCookieName = (https: boolean) => (https ? '__Host-rollcall' : 'rollcall');

/** The address without its query, which may hold a name that was searched for. */
export const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0]!;
