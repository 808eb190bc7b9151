import type { Organisation } from './organisation.ts';

const LONGEST_NAME = 200;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** DfE Sign-in's organisation categories that can be given schools. They are not the GIAS codes of groups. */
const KINDS = {
  '001': 'school',
  '002': 'local-authority',
  '010': 'multi-academy-trust',
  '013': 'single-academy-trust',
  // Secure single-academy trusts.
  '014': 'single-academy-trust',
} as const;
type Kind = (typeof KINDS)[keyof typeof KINDS];
type Keyed = Extract<Organisation, { kind: Kind }>;

/**
 * Reads an organisation as DfE Sign-in writes it, in the `organisation` claim and in its Public API: an object, or in some
 * stacks a string of JSON; the casing of its fields is not uniform, numbers may be text, and many fields are null. A category
 * that can be given no schools, and one whose key is missing, is `other`.
 * @returns null when there is no organisation in it
 */
export function readOrganisation(claim: unknown): Organisation | null {
  const fields = readFields(claim);
  if (!fields) return null;
  const name = readName(fields['name']) ?? readName(fields['legalname']);
  const id = readText(fields['id']);
  const kind = readKind(fields);
  const keyed = kind && withKey(kind, fields, name);
  if (keyed) return id !== null && GUID.test(id) ? { ...keyed, providerId: id } : keyed;
  return name === null ? null : { kind: 'other', name };
}

function withKey(kind: Kind, fields: Fields, name: string | null): Keyed | null {
  switch (kind) {
    case 'school': {
      const urn = readDigits(fields['urn'], /^[1-9]\d{4,6}$/);
      return urn === null ? null : { kind, urn: Number(urn), name: name ?? `School ${urn}` };
    }
    case 'local-authority': {
      const laCode = readDigits(fields['establishmentnumber'], /^\d{3}$/);
      return laCode === null ? null : { kind, laCode, name: name ?? `Local authority ${laCode}` };
    }
    default: {
      const uid = readDigits(fields['uid'], UID) ?? readDigits(fields['groupuid'], UID);
      return uid === null ? null : { kind, uid, name: name ?? `Trust ${uid}` };
    }
  }
}

const UID = /^[1-9]\d{0,9}$/;

/** What kind the category makes it. Some services are given no category: with a URN it is a school. */
function readKind(fields: Fields): Kind | null {
  const given = fields['category'] ?? null;
  const id = given === null ? null : (readFields(given) ?? { id: given })['id'];
  if (id === null || id === undefined) return 'school';
  const code = typeof id === 'number' ? String(id).padStart(3, '0') : (readText(id) ?? '');
  return Object.hasOwn(KINDS, code) ? KINDS[code as keyof typeof KINDS] : null;
}

type Fields = Record<string, unknown>;

/** Fields by lower-case name. */
function readFields(value: unknown): Fields | null {
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

const readName = (value: unknown): string | null =>
  readText(value)
    ?.replace(/\p{Cc}+/gu, ' ')
    .slice(0, LONGEST_NAME)
    .trim() || null;

function readDigits(value: unknown, form: RegExp): string | null {
  const text = readText(value);
  return text !== null && form.test(text) ? text : null;
}
