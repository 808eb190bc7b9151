import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createWondeClient, type WondeClient, type WondeRequest } from '../src/collection/sources/wonde/client.ts';
import { parsePupil } from '../src/collection/sources/wonde/parse.ts';
import { readDeletions } from '../src/collection/sources/wonde/read-deletions.ts';
import type { SchoolReader } from '../src/collection/sources/wonde/read-school.ts';
import { createWondeSource } from '../src/collection/sources/wonde/source.ts';
import { trySandbox } from '../src/sandbox/try-sandbox.ts';
import { ITEMS, MARKS, TECHNICAL_KEYS } from '../src/web/pages/what-we-collect/collected-items.ts';

const tried = await trySandbox();
after(() => tried.sandbox.close());

/** Every field of the source that a whole reading touches, as `list.field` or `list.include.field`. */
const touched = new Set<string>();
const asked = new Set<string>();

/** An answer that remembers which of its fields were looked at. Wrappings (`data`) and places in lists are no fields. */
function watch(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, name) {
      const inner: unknown = Reflect.get(target, name);
      if (typeof name === 'symbol' || typeof inner === 'function' || /^(data|length|\d+)$/.test(name))
        return watch(inner, path);
      const field = `${path}.${name}`;
      if (typeof inner !== 'object' || inner === null) touched.add(field);
      return watch(inner, field);
    },
  });
}

/** Leavers are read like the others. */
const listOf = ({ path }: WondeRequest) =>
  path
    .replace(/^(meta\/)?schools\/[^/]+\//, '')
    .replace('-leavers', '')
    .replace('-leaver', '');

/** The real client over HTTP, whose answers are watched. */
function watched(client: WondeClient): WondeClient {
  return {
    ...client,
    async *readPages(request, signal) {
      for (const include of request.includes ?? []) asked.add(`${listOf(request)}.${include}`);
      for await (const page of client.readPages(request, signal))
        yield { ...page, rows: page.rows.map((row) => watch(row, listOf(request))) };
    },
  };
}

async function readEverything(urn: number): Promise<void> {
  const client = createWondeClient({
    baseUrl: tried.sandbox.wondeUrl,
    token: tried.sandbox.token,
    hosts: [],
    auth: 'bearer',
    paging: 'cursor',
    pageSize: 200,
    timeoutMs: 30_000,
    retries: 0,
    pauseMs: 0,
  });
  const source = createWondeSource({ client: watched(client), school: { id: tried.id(urn), urn, host: null } });
  const { signal } = new AbortController();
  await source.readRoll(signal);
  for await (const _ of source.readMarks({ from: '2026-11-16', to: '2026-11-23', since: null }, signal));
}

const listed = [...ITEMS, ...MARKS, ...TECHNICAL_KEYS].flatMap(({ asked: fields = [] }) => fields);

test('the fields that are read at Wonde are those that “What we collect” lists, no more and no fewer', async () => {
  for (const urn of [900_001, 900_002]) await readEverything(urn);
  // What a school does not grant is looked for in other places, which count too.
  const fields = ['ethnicity_code', 'current_nc_year'];
  await tried.put('/sandbox/faults', { faults: [{ kind: 'not-granted', fields }] });
  for (const urn of [900_001, 900_002]) await readEverything(urn);
  // Rare forms of an answer, which the sandbox's schools do not have: a year group without a name, a pupil who was deleted.
  parsePupil(
    watch({ id: 'A1', education_details: {}, extended_details: {}, year: { data: { code: '4' } } }, 'students'),
    true,
  );
  const deleted = [watch({ id: 'A1', type: 'student' }, 'deletions')];
  const reader = {
    readOptional: async function* () {
      yield { rows: deleted, refusedIncludes: [] };
    },
  };
  await readDeletions(reader as unknown as SchoolReader);
  assert.deepEqual([...touched].sort(), [...new Set(listed)].sort());
});

test('nothing is asked for to be included but what those fields are in', () => {
  const parts = new Set(listed.map((field) => field.split('.').slice(0, 2).join('.')));
  assert.deepEqual(
    [...asked].filter((include) => !parts.has(include)),
    [],
  );
});
