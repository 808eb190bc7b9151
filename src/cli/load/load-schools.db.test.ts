import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../../test/database.ts';
import { collectedSchools } from '../../store/agreements.ts';
import { type LoadOptions, loadSchools } from './load-schools.ts';

const logins = await testDatabase({ after });
const { owner, url } = logins;
const options: LoadOptions = {
  schools: 3,
  pupils: 170,
  days: 20,
  seed: 1,
  authority: '330',
  now: new Date('2026-11-25T18:00:00Z'),
  signal: new AbortController().signal,
};
const rowsOf = async (query: ReturnType<typeof sql>) => (await query.execute(owner)).rows;
const loaded = await loadSchools(owner, url, options);

test('three schools are loaded with exactly as many pupils as asked for, in the last twenty school days', async () => {
  assert.deepEqual(
    [loaded.schools, loaded.kept, loaded.pupils, loaded.firstUrn, loaded.lastUrn],
    [3, 0, 170, 950_001, 950_003],
  );
  const [taught] = await rowsOf(sql`
    SELECT min(days)::integer AS least, max(days)::integer AS most, max(last)::text AS last FROM (
      SELECT count(DISTINCT day) AS days, max(day) AS last FROM tally_session
      WHERE attended + authorised + unauthorised > 0 GROUP BY school_urn) AS school`);
  assert.deepEqual(taught, { least: 20, most: 20, last: '2026-11-25' });
});

test('what read models say equals the register', async () => {
  const [register] = await rowsOf(sql`
    SELECT sum(attended)::integer AS attended, sum(authorised)::integer AS authorised, sum(unauthorised)::integer AS unauthorised
    FROM register_week`);
  const figures = ['attended', 'authorised', 'unauthorised'].map(
    (name) => sql`sum(${sql.ref(name)})::integer AS ${sql.ref(name)}`,
  );
  const totalOf = async (table: string, where = sql`true`) =>
    (await rowsOf(sql`SELECT ${sql.join(figures)} FROM ${sql.table(table)} WHERE ${where}`))[0];
  assert.deepEqual(await totalOf('tally_session'), register);
  assert.deepEqual(await totalOf('tally_week', sql`pupil_group = 'all'`), register);
  assert.deepEqual(await totalOf('enrolment_year'), register);
  const [bands] = await rowsOf(sql`
    SELECT sum(count[1]::integer)::integer AS pupils FROM tally_week CROSS JOIN regexp_matches(bands, '[0-9]+', 'g') AS count
    WHERE pupil_group = 'all' AND week = (SELECT max(week) FROM register_week)`);
  const [pupils] = await rowsOf(
    sql`SELECT count(*)::integer AS pupils FROM enrolment_year WHERE attended + authorised + unauthorised > 0`,
  );
  assert.deepEqual(bands, pupils);
  const [marks] = await rowsOf(sql`SELECT sum(length(replace(marks, '.', '')))::integer AS marks FROM register_week`);
  assert.deepEqual(marks, { marks: loaded.marks });
  assert.ok(loaded.marks > 5000);
});

test('every pupil has a name apart, a profile, an enrolment; every school an agreement in force, a run and the authority', async () => {
  const [counts] = await rowsOf(sql`
    SELECT (SELECT count(*)::integer FROM pupil JOIN pupil_identity USING (school_urn, pupil_id) JOIN profile USING (school_urn, profile)) AS pupils,
      (SELECT count(DISTINCT (school_urn, pupil_id))::integer FROM enrolment) AS enrolled,
      (SELECT count(*)::integer FROM agreement WHERE state = 'receiving' AND events = 2) AS agreements,
      (SELECT count(*)::integer FROM collection_run WHERE kind = 'first' AND outcome = 'succeeded' AND complete) AS runs,
      (SELECT count(*)::integer FROM school_area WHERE urn > 950000 AND la_code = '330' AND valid_to IS NULL) AS areas,
      (SELECT count(*)::integer FROM school WHERE urn > 950000 AND invented AND may_share AND published_phase IS NOT NULL) AS schools`);
  assert.deepEqual(counts, { pupils: 170, enrolled: 170, agreements: 3, runs: 3, areas: 3, schools: 3 });
});

test('they have no source that could be asked', async () => {
  assert.deepEqual(await collectedSchools(owner), []);
});

test('the same again changes nothing, and a run that was cut short goes on', async () => {
  await sql`DELETE FROM agreement WHERE school_urn = 950002`.execute(owner);
  for (const table of [
    'agreement_event',
    'collection_run',
    'profile',
    'pupil',
    'pupil_identity',
    'enrolment',
    'register_week',
  ])
    await sql`DELETE FROM ${sql.table(table)} WHERE school_urn = 950002`.execute(owner);
  const again = await loadSchools(owner, url, options);
  assert.deepEqual([again.schools, again.kept], [1, 2]);
  const same = await loadSchools(owner, url, options);
  assert.deepEqual([same.schools, same.kept, same.marks], [0, 3, 0]);
});

test('other data under the same URNs are never overwritten, and an authority must be known', async () => {
  await assert.rejects(loadSchools(owner, url, { ...options, seed: 2 }), {
    code: 'sandbox-refused',
    message: /is there already/,
  });
  await assert.rejects(loadSchools(owner, url, { ...options, authority: '999' }), {
    code: 'command-invalid',
    message: /--authority is "999"/,
  });
});

test('nothing is loaded beside real schools that share', async () => {
  await sql`INSERT INTO agreement (school_urn, state, source, changed_at) SELECT min(urn), 'receiving', 'wonde', now() FROM school WHERE NOT invented`.execute(
    owner,
  );
  await assert.rejects(loadSchools(owner, url, options), { code: 'sandbox-refused', message: /Real schools share/ });
});
