import { escapeHtml } from '../pages.ts';

/** The RequestSecurityTokenResponse (`wresult`) that carries a signed assertion, as AD FS writes it. */
export function writeResponse(assertion: string, facts: { realm: string; from: Date; until: Date }): string {
  const utility = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
  return [
    '<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust">',
    `<t:Lifetime><wsu:Created xmlns:wsu="${utility}">${facts.from.toISOString()}</wsu:Created>`,
    `<wsu:Expires xmlns:wsu="${utility}">${facts.until.toISOString()}</wsu:Expires></t:Lifetime>`,
    '<wsp:AppliesTo xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"><wsa:EndpointReference xmlns:wsa="http://www.w3.org/2005/08/addressing">',
    `<wsa:Address>${escapeHtml(facts.realm)}</wsa:Address></wsa:EndpointReference></wsp:AppliesTo>`,
    `<t:RequestedSecurityToken>${assertion}</t:RequestedSecurityToken>`,
    '<t:TokenType>urn:oasis:names:tc:SAML:1.0:assertion</t:TokenType>',
    '<t:RequestType>http://schemas.xmlsoap.org/ws/2005/02/trust/Issue</t:RequestType>',
    '<t:KeyType>http://schemas.xmlsoap.org/ws/2005/05/identity/NoProofKey</t:KeyType>',
    '</t:RequestSecurityTokenResponse>',
  ].join('');
}
