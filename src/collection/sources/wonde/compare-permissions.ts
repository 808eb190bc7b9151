import { readFlag } from '../../../domain/pupils/flags.ts';
import { MEANINGS, type Meaning, PERMISSION_ITEMS, type PermissionItem, WHOLE_RECORDS } from './permission-names.ts';
import { type AccessList, readAccessList } from './read-counts.ts';
import { type Row, readRow, readText } from './read-value.ts';

/** What a school has granted, against what is asked for. */
export interface Permissions {
  readonly items: readonly {
    readonly item: PermissionItem;
    /** `unknown`: no permission has a name that is known to be about it. */
    readonly state: 'granted' | 'missing' | 'unknown';
    /** The permissions that this was told from: those not granted, when it is missing. */
    readonly names: readonly string[];
  }[];
  /** Granted, and either more than is asked for, or of a name that is not known. */
  readonly wider: readonly { readonly name: string; readonly description: string | null }[];
  /** Pupils whom the school's access list hides; null when that cannot be told. */
  readonly hiddenPupils: number | null;
  readonly mode: string | null;
}

interface Permission {
  readonly name: string;
  readonly description: string | null;
  readonly granted: boolean | null;
  readonly meaning: Meaning | null;
  readonly covers: readonly PermissionItem[];
}

/** Kinds of record that hold the items. Under any other, such as contacts or employees, a forename is someone else's. */
const OWN = new Set(
  'student students pupil pupils education_details extended_details education extended attendance core basic'.split(
    ' ',
  ),
);
const ACTIONS = new Set(['read', 'view', 'get', 'list']);

/**
 * Compares the rows of `/meta/schools/{id}/permissions` with the thirteen items and the marks. A permission of a whole kind of
 * record covers its items, unless a finer one is not granted. URN and local authority come with the school itself, whatever is granted.
 * @param list the object of `/meta/schools/{id}/acl`; null where it cannot be had
 * @param names what the operator knows of names (`readPermissionNames`); it comes before what is told from words
 */
export function comparePermissions(
  rows: readonly unknown[],
  list: Row | null = null,
  names: ReadonlyMap<string, Meaning> = new Map(),
): Permissions {
  const permissions = rows.flatMap((row) => readPermission(readRow(row), names) ?? []);
  const { mode, hidden }: AccessList = readAccessList(list);
  return {
    items: PERMISSION_ITEMS.map((item) => ({ item, ...stateOf(item, permissions) })),
    wider: permissions
      .filter(({ granted, meaning, covers }) => granted === true && meaning === null && covers.length === 0)
      .map(({ name, description }) => ({ name, description })),
    hiddenPupils: hidden,
    mode,
  };
}

function stateOf(
  item: PermissionItem,
  permissions: readonly Permission[],
): Pick<Permissions['items'][number], 'state' | 'names'> {
  const own = permissions.filter(({ meaning }) => Array.isArray(meaning) && meaning.includes(item));
  const whole = permissions.filter(({ covers }) => covers.includes(item));
  const namesOf = (list: readonly Permission[]) => list.map(({ name }) => name);
  const refused = own.filter(({ granted }) => granted === false);
  if (refused.length > 0) return { state: 'missing', names: namesOf(refused) };
  const granted = [own, whole]
    .map((list) => list.filter((each) => each.granted === true))
    .find(({ length }) => length > 0);
  if (granted) return { state: 'granted', names: namesOf(granted) };
  if (item === 'school' || item === 'local-authority') return { state: 'granted', names: [] };
  const without = whole.filter((each) => each.granted === false);
  return without.length > 0 ? { state: 'missing', names: namesOf(without) } : { state: 'unknown', names: [] };
}

function readPermission(row: Row | null, names: ReadonlyMap<string, Meaning>): Permission | null {
  const identity = readText(row?.['identity'], 100);
  const name = readText(row?.['name'], 100) ?? identity;
  if (row === null || name === null) return null;
  const told = names.get((identity ?? '').toLowerCase()) ?? names.get(name.toLowerCase());
  const word = wordsOf(identity ?? '', name, row).find((each) => MEANINGS.has(each) || WHOLE_RECORDS.has(each)) ?? '';
  return {
    name,
    description: readText(row['description'], 300),
    granted: readGranted(row),
    meaning: told ?? MEANINGS.get(word) ?? null,
    covers: told === undefined ? (WHOLE_RECORDS.get(word) ?? []) : [],
  };
}

/** What a permission may be called, from its identity first; nothing when it is about another kind of record. */
function wordsOf(identity: string, name: string, row: Row): string[] {
  const parts = partsOf(identity);
  const [before, parent] = [parts.slice(0, -1), partsOf(readText(row['parent'], 100) ?? '')];
  const group = partsOf(readText(row['group'], 100) ?? '');
  const kind = [before, parent, group].find(({ length }) => length > 0) ?? [];
  if (!kind.every((each) => OWN.has(each))) return [];
  return [parts.at(-1) ?? '', parts.join('_'), plain(name).replace(/^(student|pupil)s?_/, '')];
}

/** `students.extendedDetails.read` as `students`, `extended_details`. */
function partsOf(text: string): string[] {
  const parts = text
    .split(/[.:/]+/)
    .map(plain)
    .filter((part) => part !== '');
  return parts.length > 1 && ACTIONS.has(parts.at(-1)!) ? parts.slice(0, -1) : parts;
}

const plain = (text: string) =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');

/** By the documents `approved` and `declined` do not always both come. */
function readGranted(row: Row): boolean | null {
  const [approved, declined] = [readFlag(row['approved']), readFlag(row['declined'])];
  if (declined === true || approved === false) return false;
  return approved;
}
