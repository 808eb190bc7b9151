import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { londonInstant } from '../domain/sessions/london.ts';
import { createLog } from '../log.ts';
import { startWorker } from './worker.ts';

const logins = await testDatabase({ after });
const { owner } = logins;
const log = createLog('silent');

/** A clock that shows a London time now and runs on. */
function clockAt(date: string, time: string) {
  const offset = londonInstant(date, time).getTime() - Date.now();
  return { now: () => new Date(Date.now() + offset) };
}

test('collects when its time comes, and queues the next school day', async () => {
  // The first look is half a second before its time, however long the start took; the later ones are at it.
  const due = londonInstant('2026-10-23', '16:30');
  let looks = 0;
  const soon = { now: () => new Date(due.getTime() - (looks++ === 0 ? 500 : 0)) };
  let collected = 0;
  const done = Promise.withResolvers<void>();
  const worker = await startWorker({
    owner,
    ownerUrl: logins.url,
    clock: soon,
    log,
    collectAt: ['16:30'],
    remindApprovers: async () => {},
    sendWeeklyEmails: async () => {},
    makeRelease: async () => {},
    publishReleases: async () => {},
    collectAgreed: async () => {
      collected++;
      done.resolve();
      return 0;
    },
  });
  await done.promise;
  const { rows } = await sql<{
    run_at: Date;
    key: string;
  }>`SELECT run_at, key FROM graphile_worker.jobs WHERE locked_by IS NULL`.execute(owner);
  await worker.stop();
  assert.equal(collected, 1);
  // The Friday before the clocks go back: the next is Monday at 16:30 in London, which is 16:30 in UTC.
  const ahead = rows[0]!.run_at.getTime() - Date.now();
  const wanted = londonInstant('2026-10-26', '16:30').getTime() - due.getTime();
  assert.ok(Math.abs(ahead - wanted) < 5000, `${ahead} against ${wanted}`);
});

test('the jobs of a worker that no longer says that it lives are released', async () => {
  await sql`UPDATE graphile_worker._private_jobs SET locked_by = 'worker-dead', locked_at = now()`.execute(owner);
  const worker = await startWorker({
    owner,
    ownerUrl: logins.url,
    clock: clockAt('2026-10-23', '18:00'),
    log,
    collectAt: ['16:30'],
    remindApprovers: async () => {},
    sendWeeklyEmails: async () => {},
    makeRelease: async () => {},
    publishReleases: async () => {},
    collectAgreed: async () => 0,
  });
  const { rows } = await sql<{
    locked: number;
  }>`SELECT count(*)::int AS locked FROM graphile_worker.jobs WHERE locked_by = 'worker-dead'`.execute(owner);
  await worker.stop();
  assert.equal(rows[0]!.locked, 0);
});

test('a service that was down at its time collects at once when it starts, and once a day only', async () => {
  // A job of the tests before may have been released while it ran, and would run a second time: that is harmless, and not what is asked here.
  await sql`DELETE FROM graphile_worker._private_jobs`.execute(owner);
  const clock = clockAt('2026-10-23', '18:00');
  const startedToday = async (wait: number) => {
    let collected = 0;
    const first = Promise.withResolvers<void>();
    const worker = await startWorker({
      owner,
      ownerUrl: logins.url,
      clock,
      log,
      collectAt: ['16:30'],
      collectNow: true,
      remindApprovers: async () => {},
      sendWeeklyEmails: async () => {},
      makeRelease: async () => {},
      publishReleases: async () => {},
      collectAgreed: async () => {
        collected++;
        first.resolve();
        return 0;
      },
    });
    await Promise.race([first.promise, sleep(wait, undefined, { ref: false })]);
    await worker.stop();
    return collected;
  };
  assert.equal(await startedToday(15_000), 1);
  await sql`INSERT INTO collection_run (school_urn, kind, source, window_from, window_to, started_at, outcome)
    VALUES (900001, 'first', 'wonde', '2026-08-03', '2027-08-01', ${clock.now()}, 'succeeded')`.execute(owner);
  assert.equal(await startedToday(500), 0);
});

test('a collection in which a school failed is tried again, and the next day stays queued', async () => {
  await sql`DELETE FROM graphile_worker._private_jobs`.execute(owner);
  await sql`DELETE FROM collection_run`.execute(owner);
  let calls = 0;
  const again = Promise.withResolvers<void>();
  const worker = await startWorker({
    owner,
    ownerUrl: logins.url,
    clock: clockAt('2026-10-23', '18:00'),
    log,
    collectAt: ['16:30'],
    collectNow: true,
    remindApprovers: async () => {},
    sendWeeklyEmails: async () => {},
    makeRelease: async () => {},
    publishReleases: async () => {},
    collectAgreed: async () => {
      calls++;
      if (calls === 2) again.resolve();
      return calls === 1 ? 3 : 0;
    },
  });
  await again.promise;
  await sleep(300);
  await worker.stop();
  const { rows } = await sql<{ key: string }>`SELECT key FROM graphile_worker.jobs`.execute(owner);
  assert.equal(calls, 2);
  assert.deepEqual(
    rows.map(({ key }) => key),
    ['collect-agreed 2026-10-26T16:30:00.000Z'],
  );
});
