import { childElements, childrenNamed, isNamed } from './elements.ts';
import { SAML } from './find-assertion.ts';
import { type IdamsRefusal, refuse } from './refuse.ts';

/** How far the clocks of the two sides may be apart. */
const SKEW_MS = 60_000;

/**
 * Checks for whom, from when and until when an assertion holds.
 * @param assertion as re-read from the text that was signed
 * @param realm what must be among the audiences
 * @returns from when on the assertion is never accepted again, however far apart the clocks are
 * @throws sign-in-failed
 */
export function checkConditions(assertion: Element, realm: string, now: Date): Date {
  const [conditions, ...others] = childrenNamed(assertion, SAML, 'Conditions');
  if (!conditions || others.length > 0) refuse('time-missing');
  const notBefore = readInstant(conditions, 'NotBefore');
  const notOnOrAfter = readInstant(conditions, 'NotOnOrAfter');
  if (now.getTime() < notBefore - SKEW_MS) refuse('not-yet-valid');
  if (now.getTime() >= notOnOrAfter + SKEW_MS) refuse('assertion-expired');
  checkAudience(conditions, realm);
  return new Date(notOnOrAfter + SKEW_MS);
}

/** In UTC with a Z, as SAML 1.1 has it (core, 1.2.2). */
function readInstant(conditions: Element, name: string, missing: IdamsRefusal = 'time-missing'): number {
  const text = conditions.getAttribute(name) ?? '';
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? refuse(missing) : instant;
}

/** Every restriction must name the realm, and there must be one; a condition that is not understood fails (core, 2.3.2.1). */
function checkAudience(conditions: Element, realm: string): void {
  const restrictions = childrenNamed(conditions, SAML, 'AudienceRestrictionCondition');
  const others = childElements(conditions).filter(
    (each) => !restrictions.includes(each) && !isNamed(each, SAML, 'DoNotCacheCondition'),
  );
  if (others.length > 0) refuse('condition-unknown');
  if (restrictions.length === 0) refuse('audience-missing');
  for (const restriction of restrictions) {
    const audiences = childrenNamed(restriction, SAML, 'Audience').map(({ textContent }) => textContent?.trim());
    if (!audiences.includes(realm)) refuse('audience-wrong');
  }
}
