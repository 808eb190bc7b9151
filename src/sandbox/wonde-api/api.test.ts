import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Json, type Page, type Tried, trySandbox } from '../try-sandbox.ts';
import { createSettings } from './settings.ts';

let tried: Tried;
let school: string;

before(async () => {
  tried = await trySandbox();
  school = `/v1.0/schools/${tried.id(900_001)}`;
});
beforeEach(async () => {
  await tried.put('/sandbox/clock', { now: '2026-11-23T16:30:00Z', frozen: true });
  await tried.put('/sandbox/settings', createSettings());
});
after(() => tried.sandbox.close());

const ids = (rows: readonly Json[]) => rows.map(({ id }) => String(id));

test('every row comes exactly once, the same in both ways of paging and any size of page', async () => {
  const cursor = ids(await tried.all(`${school}/attendance/session?cursor=true&per_page=200`));
  const pages = ids(await tried.all(`${school}/attendance/session/?per_page=137`));
  assert.ok(cursor.length > 4000);
  assert.equal(new Set(cursor).size, cursor.length);
  assert.deepEqual(pages, cursor);
});

test('a read that has begun goes on with what it began with while the clock moves', async () => {
  const whole = ids(await tried.all(`${school}/attendance/session?per_page=200&cursor=1`));
  for (const mode of ['cursor=true', 'page=1']) {
    await tried.put('/sandbox/clock', { now: '2026-11-23T16:30:00Z', frozen: true });
    const first = await tried.get<Page>(`${school}/attendance/session?per_page=200&${mode}`);
    await tried.put('/sandbox/clock', { now: '2026-12-01T10:00:00Z', frozen: true });
    const rest = await tried.all(first.meta.pagination.next!);
    assert.deepEqual([...ids(first.data), ...ids(rest)], whole);
  }
});

test('pages have at most 200 rows, 50 unless told, and the last one has no next', async () => {
  const usual = await tried.get(`${school}/attendance/session`);
  const cut = await tried.get(`${school}/attendance/session?per_page=1000`);
  const last = await tried.get(`${school}/students?per_page=200`);
  assert.deepEqual([usual.data.length, cut.data.length, cut.meta.pagination.per_page], [50, 200, 200]);
  assert.deepEqual(last.meta.pagination, { next: null, previous: null, more: false, per_page: 200, current_page: 1 });
  assert.match(
    usual.meta.pagination.next!,
    new RegExp(`^${tried.sandbox.wondeUrl}/v1.0/schools/A\\d+/attendance/session\\?`),
  );
});

test('the documented short form leaves pagination out', async () => {
  await tried.put('/sandbox/settings', { omit_short_pagination: true });
  const { meta } = await tried.get<Json>(`${school}/students?per_page=200`);
  assert.deepEqual(Object.keys(meta as Json), ['includes']);
});

test('updated_after and updated_before share out the rows without gap or overlap', async () => {
  const all = ids(await tried.all(`${school}/attendance/session?per_page=200`));
  const at = '2026-10-27 05:10:39';
  const query = (name: string) => new URLSearchParams({ per_page: '200', cursor: 'true', [name]: at });
  const newer = ids(await tried.all(`${school}/attendance/session?${query('updated_after')}`));
  const older = ids(await tried.all(`${school}/attendance/session?${query('updated_before')}`));
  assert.ok(newer.length > 100 && older.length > 1000);
  assert.deepEqual([...older, ...newer].sort(), all.sort());
  const iso = ids(await tried.all(`${school}/attendance/session?per_page=200&updated_after=2026-10-27T05:10:39Z`));
  assert.deepEqual(iso, newer);
});

test('time stamps come only when switched on, and fit updated_after', async () => {
  const [plain] = (await tried.get(`${school}/attendance/session?per_page=1`)).data;
  assert.equal('updated_at' in plain!, false);
  await tried.put('/sandbox/settings', { mark_timestamps: true });
  const rows = await tried.all(`${school}/attendance/session?per_page=200&updated_after=2026-11-20`);
  const stamps = rows.map(({ updated_at }) => (updated_at as { date: string }).date);
  assert.ok(
    rows.length > 50 && stamps.filter((date) => date >= '2026-11-20 00:00:00.000000').length > rows.length * 0.98,
  );
});

test('there is no filter by attendance date until it is switched on under chosen names', async () => {
  const query = '?per_page=200&since=2026-11-16&till=2026-11-20';
  const unfiltered = await tried.all(`${school}/attendance/session${query}`);
  await tried.put('/sandbox/settings', { date_filter: { from: 'since', to: 'till' } });
  const filtered = await tried.all(`${school}/attendance/session${query}`);
  const dates = new Set(filtered.map(({ date }) => (date as { date: string }).date));
  assert.ok(unfiltered.length > filtered.length * 10);
  assert.deepEqual(
    [...dates].sort(),
    [16, 17, 18, 19, 20].map((day) => `2026-11-${day} 00:00:00.000000`),
  );
});

test('how far back marks go can be set', async () => {
  await tried.put('/sandbox/settings', { marks_from: '2026-11-16' });
  const rows = await tried.all(`${school}/attendance/session?per_page=200`);
  const dates = rows.map(({ date }) => (date as { date: string }).date).sort();
  assert.equal(dates[0], '2026-11-16 00:00:00.000000');
  assert.ok(rows.length > 200);
});

test('includes are wrapped in data; one that does not exist is a 400 invalid_include', async () => {
  const { data } = await tried.get(`${school}/students?per_page=1&include=education_details%2Cextended_details,year`);
  assert.ok('upn' in (data[0]!['education_details'] as { data: Json }).data);
  assert.ok('ethnicity_code' in (data[0]!['extended_details'] as { data: Json }).data);
  const marks = await tried.get(`${school}/attendance/session?per_page=1&include=student,attendance_code,employee`);
  assert.equal(typeof (marks.data[0]!['attendance_code'] as { data: Json }).data['code'], 'string');
  const wrong = await tried.ask(`${school}/students?include=sen-needs`);
  assert.equal(wrong.status, 400);
  assert.match(await wrong.text(), /invalid_include/);
});

test("a mark has its day in local time and points to a code of the school's own list", async () => {
  const codes = new Set(ids(await tried.all(`${school}/attendance-codes?per_page=200`)));
  const rows = await tried.all(`${school}/attendance/session?per_page=200`);
  assert.ok(rows.every(({ attendance_code }) => codes.has(String(attendance_code))));
  assert.match(
    JSON.stringify(rows[0]!['date']),
    /^\{"date":"2025-09-\d\d 00:00:00.000000","timezone_type":3,"timezone":"Europe\/London"\}$/,
  );
});

test("all public clients' ways to send the token are taken, wrong ones are 401", async () => {
  const { token } = tried.sandbox;
  const basic = Buffer.from(`${token}:`).toString('base64');
  const status = async (authorization: string) =>
    (await tried.ask('/v1.0/schools', { headers: { authorization } })).status;
  const good = [`Bearer ${token}`, `bearer ${token}`, `Basic ${basic}`, `Basic ${token}`, token];
  assert.deepEqual(await Promise.all(good.map(status)), [200, 200, 200, 200, 200]);
  assert.deepEqual(
    await Promise.all(['Bearer wrong', 'Basic d3Jvbmc6', `Bearer ${basic}`].map(status)),
    [401, 401, 401],
  );
  assert.equal((await fetch(`${tried.sandbox.wondeUrl}/v1.0/schools`)).status, 401);
  await tried.put('/sandbox/settings', { lenient_auth: false });
  assert.deepEqual(await Promise.all(good.map(status)), [200, 200, 200, 401, 401]);
});

test('a school that has not agreed gives nothing: 403 on every data path', async () => {
  for (const urn of [900_901, 900_902, 900_903, 900_904, 900_906])
    for (const path of [
      'students',
      'students-leaver',
      'attendance/session',
      'attendance-leavers/session',
      'attendance-codes',
      'counts',
      'deletions',
      'groups',
    ]) {
      const answer = await tried.ask(`/v1.0/schools/${tried.id(urn)}/${path}`);
      assert.equal(answer.status, 403, `${urn} ${path}`);
    }
});

test('the lists of schools follow their states, and requests are counted by school', async () => {
  const urns = async (list: string) => (await tried.all(`/v1.0/schools${list}`)).map(({ urn }) => urn);
  assert.deepEqual(await urns(''), [900_001, 900_002, 900_904]);
  assert.deepEqual(await urns('/pending'), [900_901]);
  assert.deepEqual(await urns('/declined/'), [900_902]);
  assert.deepEqual(await urns('/revoked'), [900_903]);
  assert.deepEqual(await urns('/audited'), [900_001, 900_002]);
  assert.deepEqual(await urns('?urn=900002'), [900_002]);
  assert.equal((await urns('/all')).length, 9);
  assert.deepEqual(await urns('/all?urn=900906'), [900_906]);
  assert.deepEqual(await urns('/all?urn=900909'), []);
  const requests = await tried.get<Record<string, Record<string, number>>>('/sandbox/requests');
  assert.equal(requests[tried.id(900_901)]!['students'], 1);
});

test('a state can be changed: revoked at once, and offline shows what was known then', async () => {
  const second = tried.id(900_002);
  await tried.put(`/sandbox/schools/900002/state`, { state: 'revoked' });
  assert.equal((await tried.ask(`/v1.0/schools/${second}/students`)).status, 403);
  await tried.put(`/sandbox/schools/${second}/state`, { state: 'offline' });
  const before = await tried.all(`/v1.0/schools/${second}/attendance/session?per_page=200`);
  await tried.put('/sandbox/clock', { now: '2026-11-25T16:30:00Z', frozen: true });
  assert.equal((await tried.all(`/v1.0/schools/${second}/attendance/session?per_page=200`)).length, before.length);
  assert.equal((await tried.get<{ data: Json }>(`/v1.0/meta/schools/${second}`)).data['online'], false);
  await tried.put(`/sandbox/schools/${second}/state`, { state: 'approved' });
  assert.ok((await tried.all(`/v1.0/schools/${second}/attendance/session?per_page=200`)).length > before.length);
});

test('nothing can be written, and unknown paths are 404', async () => {
  const post = await tried.ask(`${school}/attendance/session`, {
    method: 'POST',
    body: '{"attendance":[]}',
    headers: { authorization: `Bearer ${tried.sandbox.token}`, 'content-type': 'application/json' },
  });
  assert.equal(post.status, 403);
  for (const path of [
    `${school}/attendance`,
    `${school}//students`,
    '/v1.0/schools/pending/audited/',
    '/v1.0/schools/A1/students',
  ])
    assert.equal((await tried.ask(path)).status, 404, path);
});

test('access can be asked for and ended, with any of the bodies that clients send', async () => {
  const declined = `/v1.0/schools/${tried.id(900_902)}`;
  for (const body of ['[]', '{}', '']) {
    const answer = await tried.ask(`${declined}/request-access`, { method: 'POST', body });
    assert.equal(((await answer.json()) as Json)['state'], 'pending');
  }
  const ended = await tried.ask(`${declined}/revoke-access/`, { method: 'DELETE' });
  assert.deepEqual([ended.status, ((await ended.json()) as Json)['state']], [200, 'revoked']);
});

test('who leaves moves to the leavers with all marks on the day after, and deletions name who came back', async () => {
  const path = `/v1.0/schools/${tried.id(900_002)}`;
  const [current, leavers] = await Promise.all(
    ['students', 'students-leaver'].map((list) => tried.all(`${path}/${list}?per_page=200`)),
  );
  const [here, gone] = await Promise.all(
    ['attendance', 'attendance-leavers'].map((list) => tried.all(`${path}/${list}/session?per_page=200`)),
  );
  const students = (rows: Json[]) => new Set(rows.map(({ student }) => String(student)));
  assert.ok(leavers!.length > 5);
  assert.ok([...students(here!)].every((id) => ids(current!).includes(id)));
  assert.ok([...students(gone!)].every((id) => ids(leavers!).includes(id)));
  const counts = await tried.get<{ data: Record<string, { data: { count: number } }> }>(
    `${path}/counts?include=students`,
  );
  assert.equal(counts.data['students']!.data.count, current!.length);
  const deletions = await tried.all(`${path}/deletions?type=student`);
  assert.ok(deletions.every(({ id }) => ids(leavers!).includes(String(id))));
});

test('what must never be stored is there to be given: comments, addresses, birth dates', async () => {
  const { marker, birth_dates } = await tried.get<{ marker: string; birth_dates: string[] }>('/sandbox/canaries');
  const students = await tried.all(`${school}/students?per_page=200&include=extended_details,contact_details`);
  const marks = await tried.get(`${school}/attendance/session`);
  assert.ok(marks.data.every(({ comment }) => String(comment).startsWith(marker)));
  const details = students.map(
    (row) => JSON.stringify(row['contact_details']) + JSON.stringify(row['extended_details']),
  );
  assert.ok(details.every((text) => text.includes(`"${marker} postcode`) && text.includes(`"${marker} religion`)));
  const births = students.map(({ date_of_birth }) => (date_of_birth as { date: string }).date.slice(0, 10));
  assert.ok(births.every((date) => birth_dates.includes(date)));
});

test('summaries add up to the marks', async () => {
  const [summary] = await tried.all(`${school}/attendance-summaries?per_page=200`);
  const codes = summary!['attendance_codes'] as Record<string, number>;
  const parts = ['present', 'approved_education_activity', 'authorised_absences', 'unauthorized_absences'].map((name) =>
    Number(summary![name]),
  );
  assert.equal(
    parts.reduce((sum, part) => sum + part, 0),
    summary!['possible_marks'],
  );
  assert.equal((codes['/'] ?? 0) + (codes['\\'] ?? 0) + (codes['L'] ?? 0), summary!['present']);
});

test('now and then a session has two rows of different ids: the same code, and with time stamps the later one is right', async () => {
  const session = ({ student, date, session: half }: Json) => `${student} ${JSON.stringify(date)} ${half}`;
  const pairs = (rows: Json[]) =>
    [...Map.groupBy(rows, session).values()].filter((same) => same.length > 1) as [Json, Json][];
  const plain = pairs(await tried.all(`${school}/attendance/session?per_page=200`));
  assert.ok(plain.length > 3);
  assert.ok(plain.every(([one, two]) => one['id'] !== two['id'] && one['attendance_code'] === two['attendance_code']));
  await tried.put('/sandbox/settings', { mark_timestamps: true });
  const stamped = pairs(await tried.all(`${school}/attendance/session?per_page=200`));
  const right = new Map(plain.map(([, two]) => [session(two), two['attendance_code']]));
  const stamp = ({ updated_at }: Json) => (updated_at as { date: string }).date;
  assert.ok(
    stamped.every(([one, two]) => stamp(one) <= stamp(two) && two['attendance_code'] === right.get(session(two))),
  );
});
