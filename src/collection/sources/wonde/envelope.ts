import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { RollcallError } from '../../../errors.ts';

/** One page: its rows, and the address of the next one. `next` is null on the last page, undefined when nothing tells. */
export interface Page {
  readonly rows: readonly unknown[];
  readonly next: string | null | undefined;
}

const Listing = Type.Object({ data: Type.Array(Type.Unknown()) });
const Single = Type.Object({ data: Type.Record(Type.String(), Type.Unknown()) });
const Next = Type.Object({
  meta: Type.Object({
    pagination: Type.Object({
      next: Type.Optional(Type.Unknown()),
      more: Type.Optional(Type.Unknown()),
    }),
  }),
});

/**
 * Reads the envelope of a list. `meta`, or `pagination` in it, may be missing. A list whose keys are numbers is an object in the
 * JSON of some PHP programs; it is taken as a list.
 * @throws source-unreadable
 */
export function readPage(value: unknown): Page {
  return { rows: readRows(value), next: readNext(value) };
}

function readRows(value: unknown): readonly unknown[] {
  if (Value.Check(Listing, value)) return value.data;
  if (Value.Check(Single, value) && Object.keys(value.data).every((key) => /^\d+$/.test(key)))
    return Object.values(value.data);
  throw unreadable('has no list of rows where one must be');
}

function readNext(value: unknown): string | null | undefined {
  if (!Value.Check(Next, value)) return undefined;
  const { next = null, more } = value.meta.pagination;
  if (typeof next === 'string' && next !== '') return next;
  if (next !== null && next !== '' && next !== false) throw unreadable('has a next page that is not an address');
  if (more === true) throw unreadable('says that there are more pages, but not where');
  return null;
}

/** Reads the envelope of a single object. @throws source-unreadable */
export function readObject(value: unknown): Readonly<Record<string, unknown>> {
  if (Value.Check(Single, value)) return value.data;
  throw unreadable('has no object where one must be');
}

const unreadable = (what: string) => new RollcallError('source-unreadable', `Wonde's answer ${what}.`);
