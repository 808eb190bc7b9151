import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { type Json, type Page, type Tried, trySandbox } from '../try-sandbox.ts';
import type { Fault } from './faults.ts';

let tried: Tried;
let school: string;
let marks: string;
let students: string;

before(async () => {
  tried = await trySandbox();
  await tried.put('/sandbox/clock', { now: '2026-11-23T16:30:00Z', frozen: true });
  school = `/v1.0/schools/${tried.id(900_001)}`;
  marks = `${school}/attendance/session?per_page=100&cursor=true&updated_after=2026-11-01`;
  students = `${school}/students?per_page=10&include=education_details,extended_details`;
});
afterEach(() => tried.put('/sandbox/faults', {}));
after(() => tried.sandbox.close());

const make = (...faults: Fault[]) => tried.put('/sandbox/faults', { seed: 3, faults });
const ids = (rows: readonly Json[]) => rows.map(({ id }) => String(id));
const statuses = async (path: string, times: number) => {
  const found: number[] = [];
  for (let i = 0; i < times; i++) found.push((await tried.ask(path)).status);
  return found;
};
const counted = () => tried.get<Record<string, number>>('/sandbox/faults/count');

test('server errors come once, so often, or by chance, and are counted', async () => {
  await make({ kind: 'server-error', times: 1 });
  assert.deepEqual(await statuses(students, 3), [500, 200, 200]);
  await make({ kind: 'server-error', status: 503, times: 2, after: 1 });
  assert.deepEqual(await statuses(students, 4), [200, 503, 503, 200]);
  assert.deepEqual(await counted(), { 'server-error': 2 });
  await make({ kind: 'server-error', status: 502, probability: 0.5 });
  const drawn = await statuses(students, 40);
  const broken = drawn.filter((status) => status === 502).length;
  assert.ok(broken > 8 && broken < 32);
  await make({ kind: 'server-error', status: 502, probability: 0.5 });
  assert.deepEqual(await statuses(students, 40), drawn);
});

test('a fault can be for one school and one path alone', async () => {
  await make({ kind: 'forbidden', school: 900_001, path: 'attendance/session' });
  assert.deepEqual(await statuses(marks, 1), [403]);
  assert.deepEqual(await statuses(students, 1), [200]);
  assert.deepEqual(await statuses(`/v1.0/schools/${tried.id(900_002)}/attendance/session`, 1), [200]);
});

test('a kind that does not exist is refused, and an empty body clears all', async () => {
  assert.equal((await tried.put('/sandbox/faults', { faults: [{ kind: 'nonsense' }] }))['success'], false);
  await make({ kind: 'forbidden' });
  await tried.put('/sandbox/faults', {});
  assert.deepEqual(await tried.get('/sandbox/faults'), { seed: 1, faults: [] });
  assert.deepEqual(await statuses(students, 1), [200]);
});

test('too many requests say when to come again', async () => {
  await make({ kind: 'too-many-requests', retry_after: 7, times: 1 });
  const answer = await tried.ask(students);
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '7']);
});

test('slow answers wait, hung ones never come, cut connections break', async () => {
  await make({ kind: 'slow', ms: 120, times: 1 });
  const start = performance.now();
  assert.equal((await tried.ask(students)).status, 200);
  assert.ok(performance.now() - start >= 115);
  await make({ kind: 'hang', times: 1 });
  await assert.rejects(tried.ask(students, { signal: AbortSignal.timeout(150) }));
  await make({ kind: 'reset', times: 1 });
  await assert.rejects(tried.ask(students), TypeError);
});

test('truncated JSON and HTML pages cannot be parsed', async () => {
  await make({ kind: 'truncated-json', times: 1 });
  const cut = await tried.ask(students);
  assert.match(cut.headers.get('content-type')!, /json/);
  await assert.rejects(cut.json(), SyntaxError);
  await make({ kind: 'html-page', status: 502, times: 1 });
  const page = await tried.ask(students);
  assert.deepEqual([page.status, page.headers.get('content-type')], [502, 'text/html; charset=utf-8']);
});

test('a repeated next leads back to its own page for ever', async () => {
  await make({ kind: 'repeated-next' });
  const first = await tried.get<Page>(marks);
  const second = await tried.get<Page>(first.meta.pagination.next!);
  const third = await tried.get<Page>(second.meta.pagination.next!);
  assert.deepEqual(ids(third.data), ids(second.data));
});

test('a missing page leaves its rows out while next goes on', async () => {
  const whole = ids(await tried.all(marks));
  await make({ kind: 'missing-page', page: 2 });
  const found = ids(await tried.all(marks));
  assert.deepEqual(found, [...whole.slice(0, 100), ...whole.slice(200)]);
});

test('rows come twice, in a page or across two', async () => {
  const whole = ids(await tried.all(marks));
  await make({ kind: 'duplicate-rows', every: 4 });
  const twice = ids(await tried.all(marks));
  assert.ok(twice.length > whole.length * 1.2);
  assert.deepEqual(new Set(twice), new Set(whole));
  await make({ kind: 'overlapping-pages', rows: 5 });
  for (const path of [marks, marks.replace('cursor=true', 'page=1')]) {
    const across = ids(await tried.all(path));
    assert.equal(across.length, whole.length + 5 * (Math.ceil(whole.length / 100) - 1));
    assert.deepEqual(new Set(across), new Set(whole));
  }
});

test('meta is left out, and next points elsewhere', async () => {
  await make({ kind: 'missing-meta' });
  assert.deepEqual(Object.keys(await tried.get<Json>(marks)), ['data']);
  await make({ kind: 'foreign-next', host: 'other.invalid' });
  assert.match((await tried.get(marks)).meta.pagination.next!, /^http:\/\/other\.invalid\/v1\.0\//);
});

test('empty and partial answers look like success', async () => {
  const [roll, rows] = [await tried.all(students), await tried.all(marks)];
  await make({ kind: 'empty-data' });
  assert.deepEqual(await tried.all(marks), []);
  await make({ kind: 'partial-roll', path: 'students' });
  assert.equal((await tried.all(students)).length, Math.ceil(roll.length / 2));
  const counts = await tried.get<{ data: Record<string, { data: { count: number } }> }>(
    `${school}/counts?include=students`,
  );
  assert.equal(counts.data['students']!.data.count, roll.length);
  await make({ kind: 'half-marks' });
  const half = (await tried.all(marks)).length;
  assert.ok(half > rows.length * 0.4 && half < rows.length * 0.6);
});

test('forms of values flip: dates, numbers, spelling', async () => {
  await make({ kind: 'string-dates' }, { kind: 'integer-codes' }, { kind: 'british-spelling' });
  assert.match(String((await tried.get(marks)).data[0]!['date']), /^\d{4}-\d\d-\d\d$/);
  assert.match(String((await tried.get(students)).data[0]!['date_of_birth']), /^\d{4}-\d\d-\d\d$/);
  const { data } = await tried.get<{ data: Json }>(school);
  assert.deepEqual([typeof data['la_code'], typeof data['urn']], ['number', 'string']);
  assert.ok('unauthorised_absences' in (await tried.get(`${school}/attendance-summaries`)).data[0]!);
});

test('codes are unknown, or point nowhere', async () => {
  await make({ kind: 'unknown-code', share: 0.2 }, { kind: 'missing-code', share: 0.1 });
  const codes = new Map((await tried.all(`${school}/attendance-codes?per_page=200`)).map(({ id, code }) => [id, code]));
  const rows = (await tried.all(marks)).map(({ attendance_code }) => codes.get(attendance_code));
  const share = (wanted: unknown) => rows.filter((code) => code === wanted).length / rows.length;
  assert.ok(Math.abs(share('XX') - 0.2) < 0.06 && Math.abs(share(undefined) - 0.1) < 0.05);
});

test('fields not granted are null or absent', async () => {
  await make({ kind: 'not-granted', fields: ['ethnicity_code', 'upn'] });
  const details = async () =>
    (await tried.get(students)).data.map((row) => ({
      ...(row['extended_details'] as { data: Json }).data,
      ...(row['education_details'] as { data: Json }).data,
    }));
  assert.ok((await details()).every((row) => row['ethnicity_code'] === null && row['upn'] === null));
  await tried.put('/sandbox/settings', { not_granted: 'absent' });
  assert.ok((await details()).every((row) => !('ethnicity_code' in row) && !('upn' in row)));
  await tried.put('/sandbox/settings', { not_granted: 'null' });
});

test('an include is refused by name, and the rest still works', async () => {
  await make({ kind: 'invalid-include', includes: ['extended_details'] });
  assert.deepEqual(await statuses(students, 1), [400]);
  assert.deepEqual(await statuses(`${school}/students?include=education_details`, 1), [200]);
});

test('an access list hides pupils with their marks, and tells how many', async () => {
  const roll = ids(await tried.all(students));
  await make({ kind: 'acl', share: 0.3 });
  const shown = ids(await tried.all(students));
  const { data } = await tried.get<{ data: { ids: string[] } }>(`/v1.0/meta/schools/${tried.id(900_001)}/acl`);
  assert.deepEqual([...shown, ...data.ids].sort(), roll.sort());
  assert.ok(data.ids.length > 3);
  const marked = new Set((await tried.all(marks)).map(({ student }) => String(student)));
  assert.ok(data.ids.every((id) => !marked.has(id)));
});

test('after a change of MIS all ids are others, the UPNs the same, and marks follow', async () => {
  const upn = (row: Json) => (row['education_details'] as { data: Json }).data['upn'];
  const before = await tried.all(students);
  await make({ kind: 'mis-migration' });
  const now = await tried.all(students);
  assert.deepEqual(now.map(upn), before.map(upn));
  assert.ok(now.every(({ id, upi }, i) => id !== before[i]!['id'] && upi !== before[i]!['upi']));
  assert.ok((await tried.all(marks)).every(({ student }) => ids(now).includes(String(student))));
});

test('a school revokes in the middle of a read', async () => {
  await make({ kind: 'revoked', school: 900_002, after: 2, times: 1 });
  assert.deepEqual(await statuses(`/v1.0/schools/${tried.id(900_002)}/students`, 4), [200, 200, 403, 403]);
  assert.ok((await tried.all('/v1.0/schools/revoked')).some(({ urn }) => urn === 900_002));
  await tried.put('/sandbox/schools/900002/state', { state: 'approved' });
});

test('a school is shown as offline', async () => {
  await make({ kind: 'offline', school: 900_001 });
  const { data } = await tried.get<{ data: Json }>(`/v1.0/meta/schools/${tried.id(900_001)}`);
  assert.deepEqual([data['online'], data['approved']], [false, true]);
});

test('rows that cannot be right come besides the right ones', async () => {
  const whole = await tried.all(marks);
  await make({ kind: 'two-marks', share: 0.1 });
  const doubled = await tried.all(marks);
  const session = ({ student, date, session: half }: Json) => `${student} ${JSON.stringify(date)} ${half}`;
  assert.ok(doubled.length > whole.length * 1.05);
  assert.deepEqual(new Set(doubled.map(session)), new Set(whole.map(session)));
  await make({ kind: 'date-outside-year' }, { kind: 'invalid-date' }, { kind: 'invalid-session' });
  const { data } = await tried.get(marks);
  const extra = data
    .slice(100)
    .map(({ date, session: half }) => `${(date as { date: string }).date.slice(0, 10)} ${half}`);
  assert.deepEqual(
    [data.length, extra[0]!.slice(0, 10), extra[1]!.slice(0, 10), extra[2]!.slice(-2)],
    [103, '2006-10-05', '2026-02-30', 'XX'],
  );
  await make({ kind: 'pupil-twice' });
  const roll = (await tried.get(students)).data;
  assert.deepEqual(
    [roll.length, roll.at(-1)!['surname'], roll.at(-1)!['id'] === roll[0]!['id']],
    [11, roll[0]!['surname'], false],
  );
});
