import { childElements, childrenNamed } from './elements.ts';
import { SAML } from './find-assertion.ts';
import { refuse } from './refuse.ts';

const BEARER = 'urn:oasis:names:tc:SAML:1.0:cm:bearer';

/** What an assertion says of a person. */
export interface Claims {
  /** Values by claim URI, in order, without blank ones. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly nameIdentifier: string | null;
}

/**
 * Reads the claims of an assertion whose signature and conditions were checked.
 * @param assertion as re-read from the text that was signed
 * @throws sign-in-failed when a claim is not plain text, or the statements are about more than one person
 */
export function readClaims(assertion: Element): Claims {
  const values = new Map<string, string[]>();
  for (const statement of childrenNamed(assertion, SAML, 'AttributeStatement'))
    for (const attribute of childrenNamed(statement, SAML, 'Attribute')) {
      const uri = claimUri(attribute);
      const found = childrenNamed(attribute, SAML, 'AttributeValue').map(readText);
      values.set(uri, [...(values.get(uri) ?? []), ...found.filter((value) => value !== '')]);
    }
  return { values, nameIdentifier: readNameIdentifier(assertion) };
}

/** AD FS cuts a claim's URI at its last slash; some write it whole into the name. */
function claimUri(attribute: Element): string {
  const name = attribute.getAttribute('AttributeName') ?? '';
  const namespace = attribute.getAttribute('AttributeNamespace') ?? '';
  return name.includes('://') || namespace === '' ? name : `${namespace.replace(/\/$/, '')}/${name}`;
}

/** The whole text of an element that holds nothing else: never only the part before some markup. */
function readText(element: Element): string {
  if (childElements(element).length > 0) refuse('claim-form');
  return (element.textContent ?? '').trim();
}

/** The statements of an assertion may each name a person: it must be the same one, whoever carries it. */
function readNameIdentifier(assertion: Element): string | null {
  const subjects = childElements(assertion).flatMap((statement) => childrenNamed(statement, SAML, 'Subject'));
  for (const method of subjects
    .flatMap((subject) => childrenNamed(subject, SAML, 'SubjectConfirmation'))
    .flatMap((confirmation) => childrenNamed(confirmation, SAML, 'ConfirmationMethod')))
    if (readText(method) !== BEARER) refuse('confirmation-not-bearer');
  const names = new Set(subjects.flatMap((subject) => childrenNamed(subject, SAML, 'NameIdentifier')).map(readText));
  names.delete('');
  if (names.size > 1) refuse('subjects-several');
  return [...names][0] ?? null;
}
