import { createHash } from 'node:crypto';
import type { FastifyHelmetOptions } from '@fastify/helmet';

/** What the browser may not do here: nothing of this service needs any of it. */
export const PERMISSIONS_POLICY = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/**
 * The hash of the one inline script that the GOV.UK page template holds, taken from the template itself, so that an upgrade
 * of the package cannot leave a stale one behind.
 * @param template text of `govuk/template.njk`
 */
export function inlineScriptHash(template: string): string {
  const scripts = [...template.matchAll(/<script[^>]*>([^<]+)<\/script>/g)].map(([, script]) => script!);
  if (scripts.length !== 1)
    throw new Error(
      `The GOV.UK template holds ${scripts.length} inline scripts, not one: look at it before it is trusted.`,
    );
  return `'sha256-${createHash('sha256').update(scripts[0]!).digest('base64')}'`;
}

/**
 * Helmet's settings: a policy in which nothing is allowed but what is named. No `upgrade-insecure-requests`, which breaks
 * plain-http runs; HSTS only where people come by https.
 * @param formOrigins where a form may end up besides here: signing out redirects to the identity provider
 */
export function securityHeaders(options: {
  template: string;
  https: boolean;
  formOrigins: () => readonly string[];
}): FastifyHelmetOptions {
  const self = ["'self'"];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", inlineScriptHash(options.template)],
        styleSrc: self,
        imgSrc: self,
        fontSrc: self,
        connectSrc: self,
        formAction: ["'self'", () => options.formOrigins().join(' ')],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    hsts: options.https ? { maxAge: 63_072_000, includeSubDomains: false } : false,
    // Not no-referrer: with that, browsers send `Origin: null` with forms, and the check of the origin could not be made.
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
  };
}
