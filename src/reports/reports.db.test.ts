import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildIssue, buildMarkChange, buildRegister, buildRun, buildSchool, FULL_WEEK } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import type { Scope } from '../store/database.ts';
import type { Cell, Section } from './report-view.ts';
import { REPORTS } from './reports.ts';

const [OWN, OTHER] = [900001, 900002];
const NOW = new Date('2026-11-23T17:00:00Z');
const CANARY = 'Canary';
const logins = await testDatabase({ after });

/** As if the explicit check of the scope were not there: it says that every school is in it. */
const unchecked = (scope: Scope): Scope => ({
  ...scope,
  urns: Object.assign([...scope.urns], { includes: () => true }),
});
const scopeOf = (urn: number, sensitive = false): Scope => ({
  urns: [urn],
  sensitive,
  organisation: `school:${urn}`,
});
/** Cells of tables that tell of a session or a pupil. */
const figuresOf = (sections: readonly Section[]): Cell[] =>
  sections
    .flatMap(({ tables }) => tables)
    .flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))
    .filter((cell) => (cell.kind === 'rate' && cell.denominator > 0) || (cell.kind === 'count' && cell.value > 0));
const text = (facts: object | null) =>
  JSON.stringify(facts, (_, value) => (value instanceof Map ? [...value] : (value as unknown)));

describe('every report about a school', () => {
  before(async () => {
    for (const [urn, name] of [
      [OWN, 'Own'],
      [OTHER, CANARY],
    ] as const) {
      await buildSchool(logins.owner, { urn, mis: 'Arbor' });
      await buildRun(logins.owner, urn, { error: `${name} error` });
      await buildRegister(logins.owner, urn, [
        { id: 1, forename: name, surname: name, upn: `${name}-upn`, weeks: { '2026-11-16': FULL_WEEK } },
      ]);
      await buildMarkChange(logins.owner, urn, {
        pupil: 1,
        week: '2026-11-16',
        session: 0,
        was: 'N',
        seenAt: '2026-11-18T16:30:00Z',
      });
      await buildIssue(logins.owner, urn, { code: 'code-unknown', place: 'a', detail: { code: name }, pupilId: 1 });
      await logins.owner
        .insertInto('audit_event')
        .values({
          event_id: urn,
          at: NOW,
          what: 'pupil-view',
          person: `oidc:${name}`,
          name,
          organisation: `school:${urn}`,
          school_urn: urn,
          pupil_id: 1,
          outcome: 'done',
          detail: '{}',
          request_id: null,
          digest: 'a',
        })
        .execute();
    }
  });

  for (const { name, read } of REPORTS) {
    it(`${name}: is there for who sees the school`, async () => {
      assert.ok(await read(logins.viewer, scopeOf(OWN), OWN, { pupil: 1 }, NOW));
      assert.ok(await read(logins.viewer, { ...scopeOf(OWN), urns: [OTHER, OWN] }, OWN, { pupil: 1 }, NOW));
    });

    it(`${name}: is not there for who does not`, async () => {
      for (const scope of [scopeOf(OWN), scopeOf(OWN, true), { urns: [] }, { ...scopeOf(OTHER), urns: [OWN] }])
        assert.equal(await read(logins.viewer, scope, OTHER, { pupil: 1 }, NOW), null);
    });

    it(`${name}: the check holds alone, without row-level security`, async () => {
      for (const scope of [scopeOf(OWN), { ...scopeOf(OTHER, true), urns: [OWN] }])
        assert.equal(await read(logins.owner, scope, OTHER, { pupil: 1 }, NOW), null);
      assert.doesNotMatch(text(await read(logins.owner, scopeOf(OWN), OWN, { pupil: 1 }, NOW)), /Canary/);
    });

    it(`${name}: row-level security holds alone, without the check`, async () => {
      const scope = unchecked({ ...scopeOf(OTHER, true), urns: [OWN] });
      const hidden = await read(logins.viewer, scope, OTHER, { pupil: 1 }, NOW);
      assert.doesNotMatch(text(hidden), /Canary/);
      // A report without names shows a leak by its figures: without them there is nothing but words about their absence.
      // An area's are of the schools that are seen, among them never the other one.
      if (name.startsWith('area ')) assert.doesNotMatch(text(hidden), new RegExp(`"key":"${OTHER}`));
      else if (hidden && 'sections' in hidden) assert.deepEqual(figuresOf(hidden.sections as Section[]), []);
      const seen = text(await read(logins.owner, scopeOf(OTHER), OTHER, { pupil: 1 }, NOW));
      // Of one school these have nothing to show: tests of their own have several, and one of somebody else.
      const needsSeveral = ['area area/together', 'area area/moves'].includes(name);
      assert.ok(needsSeveral || seen.includes(CANARY) || seen !== text(hidden), 'a leak would show');
    });
  }
});
