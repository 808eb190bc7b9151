import { escapeHtml } from '../pages.ts';
import type { IdamsAccount } from './idams-account.ts';

const IDENTITY = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const PORTAL = 'http://schemas.portal.com';

export interface AssertionFacts {
  readonly id: string;
  readonly issuer: string;
  readonly realm: string;
  readonly from: Date;
  readonly until: Date;
  /** Values by claim URI. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
}

/** The claims of a person, in the spelling of the older portal. */
export function claimsOf(account: IdamsAccount): Record<string, readonly string[]> {
  return {
    [`${IDENTITY}/upn`]: [account.login],
    [`${PORTAL}/displayname`]: [account.name],
    [`${PORTAL}/mail`]: [account.email],
    ...(account.ukprn === null ? {} : { [`${PORTAL}/ukprn`]: [account.ukprn] }),
    ...(account.roles.length === 0 ? {} : { [`${PORTAL}/service`]: account.roles }),
  };
}

/** A SAML 1.1 assertion as AD FS writes it, not yet signed. */
export function writeAssertion({ id, issuer, realm, from, until, claims }: AssertionFacts): string {
  const subject =
    '<saml:Subject><saml:SubjectConfirmation><saml:ConfirmationMethod>urn:oasis:names:tc:SAML:1.0:cm:bearer</saml:ConfirmationMethod></saml:SubjectConfirmation></saml:Subject>';
  return [
    `<saml:Assertion MajorVersion="1" MinorVersion="1" AssertionID="${escapeHtml(id)}" Issuer="${escapeHtml(issuer)}" IssueInstant="${from.toISOString()}" xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion">`,
    `<saml:Conditions NotBefore="${from.toISOString()}" NotOnOrAfter="${until.toISOString()}">`,
    `<saml:AudienceRestrictionCondition><saml:Audience>${escapeHtml(realm)}</saml:Audience></saml:AudienceRestrictionCondition>`,
    '</saml:Conditions>',
    `<saml:AttributeStatement>${subject}`,
    ...Object.entries(claims).map(([uri, values]) => writeAttribute(uri, values)),
    '</saml:AttributeStatement>',
    `<saml:AuthenticationStatement AuthenticationMethod="urn:oasis:names:tc:SAML:1.0:am:password" AuthenticationInstant="${from.toISOString()}">${subject}</saml:AuthenticationStatement>`,
    '</saml:Assertion>',
  ].join('');
}

function writeAttribute(uri: string, values: readonly string[]): string {
  const slash = uri.lastIndexOf('/');
  const name = escapeHtml(uri.slice(slash + 1));
  const namespace = escapeHtml(uri.slice(0, slash));
  const texts = values.map((value) => `<saml:AttributeValue>${escapeHtml(value)}</saml:AttributeValue>`);
  return `<saml:Attribute AttributeName="${name}" AttributeNamespace="${namespace}">${texts.join('')}</saml:Attribute>`;
}
