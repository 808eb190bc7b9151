/** The organisation that a person acts for, as the identity provider named it. */
export type Organisation =
  | { readonly kind: 'school'; readonly urn: number; readonly name: string }
  | { readonly kind: 'other'; readonly name: string };

/** DfE Sign-in's organisation category for establishments: schools, academies and pupil referral units. */
const ESTABLISHMENT = '001';
const LONGEST_NAME = 200;

/**
 * Reads DfE Sign-in's `organisation` claim: an object, or in some stacks a string of JSON; the casing of its fields is not
 * uniform and many are null. A URN may be a number or digits. Null when there is no organisation in it.
 */
export function readOrganisation(claim: unknown): Organisation | null {
  const fields = readFields(claim);
  if (!fields) return null;
  const name = (readText(fields['name']) ?? readText(fields['legalname']) ?? '').slice(0, LONGEST_NAME);
  const urn = readUrn(fields['urn']);
  const category = readText(readFields(fields['category'])?.['id']);
  if (urn !== null && (category === null || category === ESTABLISHMENT))
    return { kind: 'school', urn, name: name || `School ${urn}` };
  return name === '' ? null : { kind: 'other', name };
}

/** Fields by lower-case name. */
function readFields(value: unknown): Record<string, unknown> | null {
  const object = typeof value === 'string' ? parse(value) : value;
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return null;
  return Object.fromEntries(Object.entries(object).map(([key, field]) => [key.toLowerCase(), field]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function readUrn(value: unknown): number | null {
  const text = readText(value);
  return text !== null && /^[1-9]\d{4,6}$/.test(text) ? Number(text) : null;
}
