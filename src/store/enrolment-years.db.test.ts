import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { buildRegister, buildSchool, FULL_WEEK, marksOf } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { readPupilYears } from './enrolment-years.ts';
import { ProfileNumbers, readProfiles, writeProfiles } from './pupils.ts';
import { rebuildReadModels } from './read-models.ts';
import { writeRegister } from './register.ts';

const { owner } = await testDatabase({ after });
const ILL = marksOf('II', 'I\\', '/\\', '..', '/\\');
const SATURDAY = marksOf('/\\', '/\\', '/\\', '/\\', '/\\', '/.');

test('a pupil’s year is in one row, with the profiles that were in force; the migration makes the same of what was there before', async () => {
  const urn = await buildSchool(owner);
  await buildRegister(owner, urn, [
    { id: 1, weeks: { '2026-08-31': FULL_WEEK, '2026-09-07': ILL, '2026-09-21': FULL_WEEK } },
    { id: 2, weeks: { '2026-09-07': FULL_WEEK, '2026-09-14': SATURDAY, '2027-08-02': FULL_WEEK } },
  ]);
  const profiles = new ProfileNumbers(await readProfiles(owner, urn));
  const [known] = profiles.all.values();
  const changed = profiles.numberOf({ ...known!, freeSchoolMeals: true });
  await writeProfiles(owner, urn, profiles.added);
  await writeRegister(owner, urn, [{ pupil: 1, week: '2026-09-21', profile: changed, marks: FULL_WEEK }]);
  await rebuildReadModels(owner, urn, ['2026-09-21'], profiles.all);

  const years = await readPupilYears(owner, urn, 2026, true);
  const empty = '.'.repeat(14);
  assert.equal(years[0]!.marks, empty.repeat(4) + FULL_WEEK + ILL + empty + FULL_WEEK);
  assert.deepEqual(years[0]!.runs, [
    [4, 1],
    [7, changed],
  ]);
  assert.equal(years[1]!.marks, empty.repeat(5) + FULL_WEEK + SATURDAY);

  const all = () =>
    owner.selectFrom('enrolment_year').selectAll().orderBy('academic_year').orderBy('pupil_id').execute();
  const built = await all();
  await owner.updateTable('enrolment_year').set({ marks: '', profiles: [] }).execute();
  const migration = readFileSync(join(import.meta.dirname, 'migrations/0012-enrolment-year-marks.sql'), 'utf8');
  await sql.raw(migration.slice(migration.indexOf('WITH year'))).execute(owner);
  assert.deepEqual(await all(), built);
});
