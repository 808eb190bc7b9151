import { escapeHtml } from '../pages.ts';

/** Federation metadata: who issues, where people sign in, and the certificate to pin. */
export function writeMetadata(facts: { issuer: string; endpoint: string; certificate: string }): string {
  const bare = facts.certificate.replace(/-----[^-]+-----|\s/g, '');
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escapeHtml(facts.issuer)}">`,
    '<RoleDescriptor xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706" xsi:type="fed:SecurityTokenServiceType" protocolSupportEnumeration="http://docs.oasis-open.org/wsfed/federation/200706">',
    '<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>',
    `<X509Certificate>${bare}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`,
    '<fed:PassiveRequestorEndpoint><wsa:EndpointReference xmlns:wsa="http://www.w3.org/2005/08/addressing">',
    `<wsa:Address>${escapeHtml(facts.endpoint)}</wsa:Address></wsa:EndpointReference></fed:PassiveRequestorEndpoint>`,
    '</RoleDescriptor></EntityDescriptor>',
  ].join('');
}
