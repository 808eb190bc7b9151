import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { buildIssue, buildMarkChange, buildRegister, buildRun, buildSchool, marksOf } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import type { Scope } from '../store/database.ts';
import { readDataReceived } from './data-received/report.ts';
import { readPupilReport } from './pupil/report.ts';
import { viewPupil } from './pupil/view-model.ts';
import { numbersOf, tableOf } from './report-facts.fixture.ts';
import { REPORTS } from './reports.ts';
import { schoolOverview } from './school-overview/report.ts';
import { readReport } from './school-report.ts';
import { readSelection } from './selection/selection.ts';

const URN = 900001;
const WEEKS = ['2026-11-09', '2026-11-16'] as const;
const NOW = new Date('2026-11-23T17:00:00Z');
const SEEN = ['2026-11-17T16:30:00Z', '2026-11-18T16:30:00Z', '2026-11-19T16:30:00Z'] as const;
const { owner, viewer } = await testDatabase({ after });
const [WITHOUT, WITH] = [{ urns: [URN] }, { urns: [URN], sensitive: true }];

/** The register of two pupils: their weeks, and what the first session of the first pupil's last week was before. */
interface Register {
  readonly weeks: readonly string[];
  readonly was: readonly string[];
}

async function build({ weeks, was }: Register): Promise<void> {
  await sql`TRUNCATE school, agreement, collection_run, profile, pupil, pupil_identity, enrolment, register_week, mark_change, issue,
    tally_session, tally_week, enrolment_year, tally_year CASCADE`.execute(owner);
  await buildSchool(owner);
  // As the collector does: a mark that stays the same is no change, and is counted in no run.
  const isChange = was.map((mark, index) => mark !== (was[index + 1] ?? weeks[1]![0]));
  for (const [index, started_at] of SEEN.entries())
    await buildRun(owner, URN, { started_at, changed: 3 + Number(isChange[index] ?? false) });
  await buildRegister(owner, URN, [
    { id: 1, weeks: { [WEEKS[0]]: weeks[0]!, [WEEKS[1]]: weeks[1]! }, characteristics: { lookedAfter: true } },
    { id: 2, weeks: { [WEEKS[0]]: weeks[2]!, [WEEKS[1]]: weeks[3]! } },
  ]);
  for (const [index, mark] of was.entries())
    if (isChange[index])
      await buildMarkChange(owner, URN, { pupil: 1, week: WEEKS[1], session: 0, was: mark, seenAt: SEEN[index]! });
  await buildIssue(owner, URN, {
    code: 'mark-changed-late',
    place: 'a',
    detail: { week: WEEKS[1], session: 0, was: was[0]!, now: weeks[1]![0]! },
  });
}

const readAll = (scope: { urns: number[]; sensitive?: boolean }) =>
  Promise.all(REPORTS.map(({ read }) => read(viewer, scope, URN, { pupil: 1 }, NOW)));

const mark = fc.constantFrom('w', 'y', 'w', 'y', '/', 'I', '.');
const week = fc.array(mark, { minLength: 10, maxLength: 10 }).map((marks) => marksOf(marks.join('')));
const register = fc.record({
  weeks: fc.array(week, { minLength: 4, maxLength: 4 }),
  was: fc.array(mark, { minLength: 1, maxLength: 3 }),
});
const exchanged = (text: string) => text.replace(/[wy]/g, (each) => (each === 'w' ? 'y' : 'w'));

describe('sensitive items', () => {
  it('property: registers that differ only in Y5 against Y7 give equal facts without the right', async () => {
    await fc.assert(
      fc.asyncProperty(register, fc.boolean(), async ({ weeks, was }, one) => {
        await build({ weeks, was });
        const before = await readAll(WITHOUT);
        // Each Y5 for a Y7 and the reverse; or every Y5 for a Y7.
        const change = one ? exchanged : (text: string) => text.replaceAll('w', 'y');
        await build({ weeks: weeks.map(change), was: was.map(change) });
        assert.deepEqual(await readAll(WITHOUT), before);
      }),
      { numRuns: 12 },
    );
  });

  it('are nowhere in what is read without the right, and are there with it', async () => {
    await build({ weeks: [marksOf('ww', '/\\'), marksOf('y/'), marksOf('/\\'), marksOf('/\\')], was: ['w'] });
    const text = JSON.stringify(await readAll(WITHOUT));
    assert.doesNotMatch(text, /"was":"[wy]"|"marks":"[^"]*[wy]|"counts":"[^"]*[wy]|ookedAfter/);
    const changed = async (scope: Scope) =>
      (await readDataReceived(viewer, scope, URN, NOW))?.runs.map((run) => run.changed);
    // Y5 became Y7 as the first run saw.
    assert.deepEqual(
      [await changed(WITH), await changed(WITHOUT)],
      [
        [3, 3, 4],
        [3, 3, 3],
      ],
    );
    const facts = await readPupilReport(viewer, WITH, URN, 1, NOW);
    assert.deepEqual(facts?.sensitive, { lookedAfter: true, previouslyLookedAfter: false });
    assert.deepEqual([facts?.weeks[0]?.marks.slice(0, 2), facts?.changes.length], ['ww', 1]);
  });

  it('are shown as Y together without the right: in marks, in codes and in reasons', async () => {
    await build({ weeks: [marksOf('wy', '/\\'), marksOf('y/'), marksOf('/\\'), marksOf('/\\')], was: ['w'] });
    const pupil = viewPupil((await readPupilReport(viewer, WITHOUT, URN, 1, NOW))!);
    assert.deepEqual(pupil.codes.rows.find(({ head }) => head === 'Y')?.cells, [
      'Unable to attend: reason not shown',
      'Not a possible session',
      '3',
      'Not counted',
    ]);
    assert.deepEqual(
      pupil.grid?.rows[1]?.cells?.[0],
      pupil.grid?.rows[1]?.cells?.[1] && {
        ...pupil.grid.rows[1].cells[1],
        title: 'Monday 9 November 2026, morning: Unable to attend: reason not shown',
        startsDay: true,
      },
    );
    assert.equal(pupil.changes, null);
    assert.deepEqual([pupil.sensitive.items, pupil.sensitive.ask?.href], [null, '/rights']);
    const others = async (scope: Scope) => {
      const selection = readSelection({});
      const asked = { database: viewer, statistics: null, scope, urn: URN, selection, now: NOW };
      return numbersOf(tableOf((await readReport(schoolOverview, asked))!, 'other-codes'));
    };
    assert.deepEqual(await others(WITHOUT), {
      Y5_Y7: ['Unable to attend: reason not shown', 'Not a possible session', 3],
    });
    assert.deepEqual(Object.keys(await others(WITH)).sort(), ['Y5', 'Y7']);
  });

  it('opens the view of looked after to no other school, whatever the scope is said to be', async () => {
    await build({ weeks: [marksOf('//'), marksOf('//'), marksOf('//'), marksOf('//')], was: ['N'] });
    assert.equal(
      (await readPupilReport(viewer, { urns: [900002], sensitive: true }, URN, 1, NOW))?.sensitive,
      undefined,
    );
    assert.equal((await readPupilReport(owner, WITHOUT, URN, 1, NOW))?.sensitive, null);
  });
});
