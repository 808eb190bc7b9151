import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { checkUpn } from '../../../domain/pupils/upn.ts';
import type { IssueCode } from '../../../domain/quality/issues.ts';
import { createLog } from '../../../log.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/start-sandbox.ts';
import { type RecordedPupil, type Standing, sourceContract } from '../../source.contract.ts';
import type { Read, Source, SourceMark } from '../../source.ts';
import { createWondeClient, type WondeClientOptions } from './client.ts';
import { readApprovals } from './schools.ts';
import { createWondeSource, type WondeSourceOptions } from './source.ts';

const NOW = '2026-11-24T16:30:00Z';
const WINDOW = { from: '2026-10-12', to: '2027-07-30' };
const never = new AbortController().signal;
const clock = { now: () => new Date(NOW) };

/** Options of the client and the source, and which school is read. */
type Way = Partial<WondeClientOptions & WondeSourceOptions> & { readonly urn?: number };
/** Faults of the sandbox, or settings of it that a fault stands for. */
interface Fault {
  readonly faults?: readonly Record<string, unknown>[];
  readonly settings?: Record<string, unknown>;
  readonly state?: string;
}

const EMPTY = 900017;
/** They share out evenly over each school's years, so that nobody loses a place by moving up. */
const SIZES = [21, 21, 22, 22, 23, 23, 22, 14, 19, 22, 25, 17, 23, 21, 19, 25, 0];
/** One of each MIS, all of which write years, codes and flags in their own way. */
const SCHOOLS = Array.from({ length: 16 }, (_, place) => 900001 + place);
const USUAL = {
  omit_short_pagination: false,
  mark_timestamps: false,
  date_filter: null,
  birth_date_as_text: false,
  not_granted: 'null',
};

interface Sharing {
  readonly sandbox: Sandbox;
  readonly schools: readonly { readonly id: string; readonly urn: number }[];
  /** The one that is read unless another is named. */
  readonly urn: number;
}

const findSchool = ({ schools, urn }: Sharing, other = urn) => schools.find((each) => each.urn === other)!;

async function open(urn: number): Promise<Sharing> {
  const sandbox = await startSandbox({
    wondePort: 0,
    signInPort: 0,
    schools: SIZES.length,
    sizes: SIZES,
    seed: 3,
    clock,
    log: createLog('silent'),
  });
  await put(sandbox, 'clock', { now: NOW, frozen: true });
  const { schools } = (await get(sandbox, 'status')) as { schools: { id: string; urn: number }[] };
  return { sandbox, schools, urn };
}

const get = async ({ wondeUrl }: Sandbox, path: string): Promise<unknown> =>
  (await fetch(`${wondeUrl}/sandbox/${path}`)).json();

async function put({ wondeUrl }: Sandbox, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${wondeUrl}/sandbox/${path}`, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  });
  assert.equal(response.status, 200, `PUT ${path}`);
  await response.arrayBuffer();
}

function clientOf(sandbox: Sandbox, way: Way = {}) {
  const usual = {
    auth: 'bearer',
    paging: 'cursor',
    pageSize: 200,
    timeoutMs: 800,
    retries: 3,
    pauseMs: 0,
    backoffMs: 4,
    mostRetryAfterMs: 20,
  } as const;
  return createWondeClient({ baseUrl: sandbox.wondeUrl, hosts: [], token: sandbox.token, ...usual, ...way });
}

function sourceOf(sharing: Sharing, way: Way = {}): Source {
  const { sandbox } = sharing;
  return createWondeSource({
    client: clientOf(sandbox, way),
    school: { ...findSchool(sharing, way.urn), host: new URL(sandbox.wondeUrl).host },
    ...way,
  });
}

async function makeFault(sharing: Sharing, fault: Fault | null): Promise<void> {
  const { sandbox } = sharing;
  await put(sandbox, 'settings', { ...USUAL, ...fault?.settings });
  await put(sandbox, `schools/${findSchool(sharing).id}/state`, { state: fault?.state ?? 'approved' });
  await put(sandbox, 'faults', { faults: fault?.faults ?? [] });
}

interface RecordLine extends Omit<RecordedPupil, 'keys' | 'onRoll'> {
  readonly student_ids: readonly string[];
  readonly on_roll: readonly (readonly [string, string | null])[];
}

async function readRecord({ sandbox, urn }: Sharing, other = urn): Promise<RecordedPupil[]> {
  const response = await fetch(`${sandbox.wondeUrl}/sandbox/mis/schools/${other}/record`);
  const lines = (await response.text()).trim().split('\n');
  return lines.map((line) => {
    const pupil = JSON.parse(line) as RecordLine;
    const checked = checkUpn(pupil.upn ?? '');
    return {
      ...pupil,
      keys: pupil.student_ids.map((id) => `id:${id}`),
      upn: 'upn' in checked ? checked.upn : null,
      onRoll: pupil.on_roll.at(-1)![1] === null,
    };
  });
}

async function openStanding(): Promise<Standing<Way, Fault>> {
  const sharing = await open(900006);
  const canaries = (await get(sharing.sandbox, 'canaries')) as { marker: string; birth_dates: string[] };
  return {
    window: WINDOW,
    secret: sharing.sandbox.token,
    source: (way) => sourceOf(sharing, way),
    record: (way) => readRecord(sharing, way?.urn),
    makeFault: (fault) => makeFault(sharing, fault),
    faultsMade: async () => Object.keys((await get(sharing.sandbox, 'faults/count')) as object).length,
    findForbidden: (text) => {
      const dates = new Set(text.match(/\d{4}-\d\d-\d\d/g));
      return [
        ...(text.includes(canaries.marker) ? [canaries.marker] : []),
        ...canaries.birth_dates.filter((date) => dates.has(date)),
      ];
    },
    close: () => sharing.sandbox.close(),
  };
}

const once = (kind: string, more: Record<string, unknown> = {}): Fault => ({
  faults: [{ kind, times: 2, after: 3, ...more }],
});
const always = (kind: string, more: Record<string, unknown> = {}): Fault => ({ faults: [{ kind, ...more }] });

sourceContract<Way, Fault>('wonde', {
  open: openStanding,
  ways: {
    'bearer, by cursor': {},
    'basic, by page': { auth: 'basic', paging: 'page' },
    'small pages': { pageSize: 37 },
    'more a page than the source gives': { pageSize: 1000, paging: 'page' },
    'dates of queries in ISO form': { queryDates: 'iso' },
    'a filter that the source does not know': { dateFilter: { from: 'date_from', to: 'date_to' } },
    'a pause between pages': { pauseMs: 2 },
    ...Object.fromEntries(SCHOOLS.map((urn) => [`as the MIS of ${urn} writes`, { urn }])),
  },
  variants: {
    'no pagination on short lists': { settings: { omit_short_pagination: true } },
    'time stamps on marks': { settings: { mark_timestamps: true } },
    'a filter by date': { settings: { date_filter: { from: 'date_from', to: 'date_to' } } },
    'birth dates as text': { settings: { birth_date_as_text: true } },
    'lost its link to the MIS': { state: 'offline' },
  },
  harmless: {
    'dates as text': always('string-dates'),
    'rows twice in a page': always('duplicate-rows', { every: 3 }),
    'pages that overlap': always('overlapping-pages', { rows: 20 }),
    'no meta at all': always('missing-meta'),
    'no meta on a page in the middle': once('missing-meta', { path: 'attendance/session', times: 1 }),
    'slow answers': always('slow', { ms: 10 }),
    'rows dated twenty years ago': always('date-outside-year'),
    'rows dated 30 February': always('invalid-date'),
    'rows of no session': always('invalid-session'),
    'an include that is refused': always('invalid-include', { includes: ['year'] }),
    'an access list that cannot be had': always('server-error', { path: 'meta/acl' }),
    'counts that are not permitted': always('forbidden', { path: 'counts' }),
    'no list of codes of its own': always('forbidden', { path: 'attendance-codes', school: 900006 }),
    'no list of codes at all': always('forbidden', { path: 'attendance-codes' }),
    'an empty list of codes': always('empty-data', { path: 'attendance-codes' }),
  },
  healing: {
    'an error of the server': once('server-error'),
    'a bad gateway': once('server-error', { status: 502 }),
    'too many requests': once('too-many-requests', { retry_after: 1 }),
    'connections cut': once('reset'),
    'no answer in time': once('hang', { times: 1 }),
    'JSON cut short': once('truncated-json'),
    'a page of HTML': once('html-page'),
    'a page of HTML with 502': once('html-page', { status: 502 }),
    'now and then any of them': {
      faults: ['server-error', 'reset', 'truncated-json', 'html-page', 'too-many-requests'].map((kind) => ({
        kind,
        probability: 0.03,
        retry_after: 0,
      })),
    },
  },
  fatal: {
    'errors of the server': { fault: always('server-error'), code: 'source-unavailable' },
    'errors after some pages': {
      fault: always('server-error', { path: 'attendance/session', after: 2 }),
      code: 'source-unavailable',
    },
    'too many requests for good': { fault: always('too-many-requests'), code: 'source-unavailable' },
    'connections cut': { fault: always('reset', { path: 'students' }), code: 'source-unavailable' },
    'no answer': { fault: always('hang', { path: 'attendance/session' }), code: 'source-unavailable' },
    'HTML in place of JSON': { fault: always('html-page', { path: 'students' }), code: 'source-unreadable' },
    'JSON cut short': { fault: always('truncated-json', { path: 'attendance/session' }), code: 'source-unreadable' },
    'the roll not permitted': { fault: always('forbidden', { path: 'students' }), code: 'source-refused' },
    'marks not permitted': { fault: always('forbidden', { path: 'attendance/session' }), code: 'source-refused' },
    'a page that points to itself': {
      fault: always('repeated-next', { path: 'attendance/session' }),
      code: 'source-unreadable',
    },
    'a page that points elsewhere': {
      fault: always('foreign-next', { host: 'wonde.com.invalid' }),
      code: 'source-untrusted',
    },
    'approval withdrawn in the middle': { fault: always('revoked', { after: 6 }), code: 'source-refused' },
    'approval withdrawn before the leavers': {
      fault: always('revoked', { path: 'attendance-leavers/session' }),
      code: 'source-refused',
    },
    'a school that has not agreed': { fault: { state: 'pending' }, code: 'source-refused' },
    'no list of codes and none included': {
      fault: {
        faults: [
          { kind: 'empty-data', path: 'attendance-codes' },
          { kind: 'invalid-include', includes: ['attendance_code'] },
        ],
      },
      code: 'source-refused',
    },
    'no year of any pupil': {
      fault: {
        faults: [
          { kind: 'not-granted', fields: ['current_nc_year'] },
          { kind: 'invalid-include', includes: ['year'] },
        ],
      },
      code: 'source-refused',
    },
  },
  unnoticed: {
    'a page left out': always('missing-page', { path: 'attendance/session' }),
    'half of the marks': always('half-marks'),
    'no rows': always('empty-data'),
    'half of the pupils': always('partial-roll'),
    'leavers not permitted': {
      faults: [
        { kind: 'forbidden', path: 'students-leaver' },
        { kind: 'forbidden', path: 'attendance-leavers/session' },
      ],
    },
    'hidden pupils': always('acl'),
  },
  hang: always('hang'),
});

describe('a school at Wonde', () => {
  let sharing: Sharing;
  before(async () => {
    sharing = await open(900001);
  });
  after(() => sharing.sandbox.close());

  const readPages = async () => {
    const pages: Read<SourceMark>[] = [];
    for await (const page of sourceOf(sharing).readMarks({ from: '2025-08-04', to: '2027-08-01', since: null }, never))
      pages.push(page);
    return pages;
  };
  const issuesOf = async (fault: Fault): Promise<Map<IssueCode, number>> => {
    await makeFault(sharing, fault);
    const roll = await sourceOf(sharing).readRoll(never);
    const issues = [roll, ...(await readPages())].flatMap((each) => each.issues);
    await makeFault(sharing, null);
    return new Map([...Map.groupBy(issues, ({ code }) => code)].map(([code, all]) => [code, all.length]));
  };

  test('tells what it counts on roll, and what came', async () => {
    const whole = await sourceOf(sharing).readRoll(never);
    await makeFault(sharing, always('partial-roll', { path: 'students' }));
    const half = await sourceOf(sharing).readRoll(never);
    await makeFault(sharing, null);
    assert.equal(whole.expected, whole.given);
    assert.equal(half.expected, whole.given);
    assert.ok(half.given! < whole.given! * 0.6);
  });

  test('compares nothing with counts while the access list hides pupils, and says so', async () => {
    await makeFault(sharing, always('acl', { share: 0.3 }));
    const roll = await sourceOf(sharing).readRoll(never);
    await makeFault(sharing, null);
    assert.equal(roll.expected, null);
    assert.ok(Number(roll.issues.find(({ code }) => code === 'pupils-hidden')?.detail['pupils']) > 0);
  });

  test('may have no pupils at all, which is said', async () => {
    const roll = await sourceOf(sharing, { urn: EMPTY }).readRoll(never);
    assert.deepEqual(
      { ...roll, passedOver: [...roll.passedOver] },
      {
        rows: [],
        issues: [{ code: 'school-empty', place: 'roll', detail: {} }],
        passedOver: [],
        given: 0,
        deleted: new Set(),
        expected: 0,
        complete: true,
      },
    );
  });

  test('makes an unknown code a question mark with an issue', async () => {
    await makeFault(sharing, always('unknown-code', { share: 0.1 }));
    const pages = await readPages();
    await makeFault(sharing, null);
    const unknown = pages.flatMap(({ rows }) => rows).filter(({ mark }) => mark === '?').length;
    const issues = pages
      .flatMap(({ issues }) => issues)
      .filter(({ code, detail }) => code === 'code-unknown' && detail['code'] === 'XX');
    assert.ok(unknown > 50);
    assert.equal(issues.length, unknown);
  });

  test('keeps a mark whose code is in no list as a question mark', async () => {
    assert.ok((await issuesOf(always('missing-code', { share: 0.1 }))).get('code-unknown')! > 50);
  });

  test('gives both of two marks for one session', async () => {
    const count = async () => (await readPages()).flatMap(({ rows }) => rows).length;
    const before = await count();
    await makeFault(sharing, always('two-marks', { share: 0.1 }));
    const after = await count();
    await makeFault(sharing, null);
    assert.ok(after > before * 1.05);
  });

  test('says what the school has not permitted', async () => {
    const issues = await issuesOf({
      faults: ['students-leaver', 'attendance-leavers/session'].map((path) => ({ kind: 'forbidden', path })),
    });
    assert.equal(issues.get('endpoint-not-permitted'), 2);
  });

  test('says once, not for each pupil, that an item is not granted', async () => {
    const fields = ['ethnicity_code', 'ethnicity', 'free_school_meals', 'upn'];
    const asNull = await issuesOf(always('not-granted', { fields }));
    const asAbsent = await issuesOf({ ...always('not-granted', { fields }), settings: { not_granted: 'absent' } });
    assert.equal(asNull.get('field-not-granted'), 3);
    assert.equal(asNull.get('upn-missing'), undefined);
    assert.deepEqual(asAbsent, asNull);
  });

  test('reads on without an include that is refused, and says so', async () => {
    const issues = await issuesOf(always('invalid-include', { includes: ['extended_details'] }));
    assert.ok(issues.get('field-not-granted')! >= 5);
  });

  test('tells bad rows one by one', async () => {
    const issues = await issuesOf({
      faults: ['date-outside-year', 'invalid-date', 'invalid-session'].map((kind) => ({ kind, times: 2 })),
    });
    assert.equal(issues.get('mark-outside-year'), 2);
    assert.equal(issues.get('mark-date-invalid'), 2);
    assert.equal(issues.get('mark-session-invalid'), 2);
  });

  test('follows ids that change with the MIS', async () => {
    const before = await sourceOf(sharing).readRoll(never);
    await makeFault(sharing, always('mis-migration'));
    const after = await sourceOf(sharing).readRoll(never);
    await makeFault(sharing, null);
    const upns = (roll: typeof before) => roll.rows.map(({ upn }) => upn).sort();
    assert.deepEqual(upns(after), upns(before));
    assert.notEqual(after.rows[0]!.keys[0], before.rows[0]!.keys[0]);
  });

  test('never sends the token to a host that is not trusted', async () => {
    const asked: string[] = [];
    const watched: typeof fetch = (input, init) => {
      asked.push(new URL(String(input)).host);
      return fetch(input, init);
    };
    const client = clientOf(sharing.sandbox, { fetch: watched });
    const source = createWondeSource({ client, school: { ...findSchool(sharing), host: 'data.wonde.com.invalid' } });
    await assert.rejects(source.readRoll(never), { code: 'source-untrusted' });
    assert.deepEqual([...new Set(asked)], [new URL(sharing.sandbox.wondeUrl).host]);
  });

  test('is refused with a wrong token, which is in no error', async () => {
    const source = sourceOf(sharing, { token: 'not-the-right-token' });
    await assert.rejects(source.readRoll(never), (error: Error) => {
      assert.equal((error as { code?: string }).code, 'source-refused');
      return !JSON.stringify({ ...error, message: error.message, stack: error.stack }).includes('not-the-right-token');
    });
  });
});

describe('all schools at Wonde', () => {
  let sharing: Sharing;
  before(async () => {
    sharing = await open(900001);
  });
  after(() => sharing.sandbox.close());

  test('are each in their state', async () => {
    const { schools } = (await get(sharing.sandbox, 'status')) as {
      schools: { id: string; urn: number; name: string; state: string; mis: string; laCode: string }[];
    };
    await put(sharing.sandbox, `schools/${schools[0]!.id}/state`, { state: 'offline' });
    const approvals = await readApprovals(clientOf(sharing.sandbox), never, { clock });
    await put(sharing.sandbox, `schools/${schools[0]!.id}/state`, { state: 'approved' });
    const states: Record<string, string> = { approved: 'live', unaudited: 'waiting-for-audit' };
    const host = new URL(sharing.sandbox.wondeUrl).host;
    const atWonde = schools.filter(({ state }) => state !== 'unrequested');
    const expected = atWonde.map(({ id, urn, name, mis, laCode, state }, place) => ({
      id,
      urn,
      name,
      mis,
      laCode,
      host,
      state: place === 0 ? 'offline' : (states[state] ?? state),
      readAt: clock.now(),
    }));
    const byId = (list: { id: string }[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    assert.deepEqual(byId(approvals), byId(expected));
  });

  test('come with numbers as text and text as numbers', async () => {
    const plain = await readApprovals(clientOf(sharing.sandbox), never, { clock });
    await put(sharing.sandbox, 'faults', { faults: [{ kind: 'integer-codes' }] });
    const flipped = await readApprovals(clientOf(sharing.sandbox, { paging: 'page', pageSize: 5 }), never, { clock });
    await put(sharing.sandbox, 'faults', {});
    assert.deepEqual(flipped, plain);
  });

  test('are not known at all when one list fails', async () => {
    await put(sharing.sandbox, 'faults', {
      faults: [{ kind: 'forbidden', path: 'schools/revoked' }, { kind: 'server-error' }],
    });
    await assert.rejects(readApprovals(clientOf(sharing.sandbox, { retries: 0 }), never, { clock }), {
      name: 'RollcallError',
    });
    await put(sharing.sandbox, 'faults', {});
  });
});
