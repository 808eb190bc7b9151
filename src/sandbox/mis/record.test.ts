import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Json, type Tried, trySandbox } from '../try-sandbox.ts';
import type { RecordLine } from './record.ts';

let tried: Tried;

before(async () => {
  // The first sixteen schools have every MIS's habits: codes with blanks, unknown ones, `-` for no mark.
  tried = await trySandbox({ schools: 16, sizes: Array.from({ length: 16 }, () => 24) });
});
after(() => tried.sandbox.close());

async function readRecord(urn: number, query = ''): Promise<RecordLine[]> {
  const text = await (await tried.ask(`/sandbox/mis/schools/${urn}/record${query}`)).text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordLine);
}

/** Every mark as the API gives it: student, day, half and the national code. */
async function readFromApi(urn: number, from: string): Promise<string[]> {
  const path = `/v1.0/schools/${tried.id(urn)}`;
  const codes = new Map(
    (await tried.all(`${path}/attendance-codes?per_page=200`)).map(({ id, code }) => [id, String(code).trim()]),
  );
  const rows = [
    ...(await tried.all(`${path}/attendance/session?per_page=200&cursor=true`)),
    ...(await tried.all(`${path}/attendance-leavers/session?per_page=200`)),
  ];
  const spell = ({ student, date, session, attendance_code }: Json) => {
    const code = codes.get(attendance_code as string)!;
    return `${student} ${(date as { date: string }).date.slice(0, 10)} ${session} ${['ZZ', 'Q9', 'n'].includes(code) ? `?${code}` : code}`;
  };
  const marks = rows.map(spell).filter((mark) => !mark.endsWith(' -') && mark.split(' ')[1]! >= from);
  return [...new Set(marks)].sort();
}

test('the record is what the API serves at the same moment, for every MIS', async () => {
  for (const now of ['2026-10-05T08:30:00Z', '2026-11-23T16:30:00Z', '2026-08-20T12:00:00Z']) {
    await tried.put('/sandbox/clock', { now, frozen: true });
    for (const urn of [900_001, 900_003, 900_005, 900_007, 900_008, 900_015]) {
      const from = now.startsWith('2026-08') ? '2026-08-03' : '2026-09-01';
      const lines = await readRecord(urn);
      const api = await readFromApi(urn, from);
      const students = new Set(api.map((mark) => mark.split(' ')[0]));
      const record = lines.flatMap(({ student_ids, marks }) =>
        marks.flatMap(([date, half, events]) => {
          const code = events.at(-1)![1];
          return code === null ? [] : student_ids.map((id) => `${id} ${date} ${half} ${code}`);
        }),
      );
      // A pupil who came back has two ids: a mark is under one of them.
      const returned = new Set(
        lines.filter(({ student_ids }) => student_ids.length > 1).flatMap(({ student_ids }) => student_ids),
      );
      const once = (mark: string) => !returned.has(mark.split(' ')[0]!);
      assert.deepEqual(api.filter(once), record.filter(once).sort(), `${urn} at ${now}`);
      assert.ok(api.every((mark) => record.includes(mark)));
      assert.ok(now.startsWith('2026-08') || students.size > 10);
    }
  }
});

test('the record goes back to last year when asked, and forward only until told', async () => {
  await tried.put('/sandbox/clock', { now: '2026-11-23T16:30:00Z', frozen: true });
  const [week] = await Promise.all([readRecord(900_001, '?from=2026-03-02&to=2026-03-06')]);
  const dates = new Set(week.flatMap(({ marks }) => marks.map(([date]) => date)));
  assert.deepEqual([...dates].sort(), ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06']);
  const early = await readRecord(900_001, '?until=2026-09-10T10:00:00Z');
  const events = early.flatMap(({ marks }) => marks.flatMap(([, , list]) => list.map(([at]) => at)));
  assert.ok(events.length > 100 && events.every((at) => at <= '2026-09-10T10:00:00Z'));
});

test('nursery pupils have marks in the record but are not to be collected', async () => {
  const lines = await readRecord(900_006);
  const nursery = lines.filter(({ collected }) => !collected);
  assert.ok(nursery.length > 3 && nursery.every(({ characteristics }) => characteristics.ncYear.startsWith('N')));
  assert.ok(nursery.some(({ marks }) => marks.length > 50));
});

test('a pupil who left and came back is one line with both ids and both stays', async () => {
  await tried.put('/sandbox/clock', { now: '2027-06-30T16:30:00Z', frozen: true });
  const lines = (
    await Promise.all([900_002, 900_005, 900_009, 900_013].map((urn) => readRecord(urn, '?from=2025-09-01')))
  ).flat();
  const returned = lines.filter(({ student_ids }) => student_ids.length === 2);
  assert.ok(returned.length > 0);
  assert.ok(returned.every(({ on_roll: [first, second] }) => first![1] !== null && first![1]! < second![0]));
});
