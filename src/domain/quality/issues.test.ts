import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { explainIssue, findRule, ISSUES, type IssueCode, makeIssue } from './issues.ts';

const explain = (code: IssueCode, detail: Record<string, string | number> = {}) => explainIssue({ code, detail });

test('one rule, one file, one code', () => {
  const files = readdirSync(import.meta.dirname).filter(
    (name) => !/^(rule|issues|in-detail)\.ts$|\.test\.ts$/.test(name),
  );
  assert.deepEqual(ISSUES.map(({ code }) => `${code}.ts`).sort(), files.sort());
  assert.equal(new Set(ISSUES.map(({ title }) => title)).size, ISSUES.length);
});

test('a sentence says what was found and where', () => {
  assert.equal(
    explain('code-unknown', { code: 'ZZ', date: '2026-10-05', half: 'AM' }),
    'The code “ZZ” is not a national attendance code. Marks with it on Monday 5 October 2026, morning are kept as unreadable and count nowhere.',
  );
  assert.equal(
    explain('mark-changed-late', { week: '2026-10-05', session: 3, was: 'N', now: 'c' }),
    'A mark on Tuesday 6 October 2026, afternoon was changed from N to C1 after its refresh period had closed. It is counted here and not stored.',
  );
  assert.match(explain('mark-changed-late', { was: 'I', now: '.' }), /from I to no mark/);
  assert.match(
    explain('pupil-not-collected', { pupils: 1, year: 'N2' }),
    /^1 pupil is in year N2, which is not collected/,
  );
});

test('a date that is none is not made into another', () => {
  assert.match(explain('mark-date-invalid', { date: '2026-02-30' }), /“2026-02-30”/);
  assert.match(explain('mark-outside-year', { date: '2026-02-30' }), /dated “2026-02-30”/);
  assert.doesNotMatch(explain('mark-conflict', { date: '2026-02-30', half: 'AM' }), /March|February/);
});

test('a rule of a newer version is shown by its code', () => {
  assert.equal(findRule('from-the-future'), undefined);
  assert.equal(explainIssue({ code: 'from-the-future', detail: {} }), 'from-the-future');
});

for (const rule of ISSUES) {
  test(`${rule.code} has a whole sentence, without details too`, () => {
    const sentence = explain(rule.code);
    assert.match(sentence, /^[A-Z“].*\.$/);
    assert.doesNotMatch(sentence, /undefined|NaN|null| {2}| ,| \.|“”/);
    assert.match(rule.toDo, /^[A-Z].*\.$/);
    assert.match(rule.code, /^[a-z]+(-[a-z]+)*$/);
  });
}

test('details are short: 60 characters, no control characters, no half of a character', () => {
  const { detail } = makeIssue('code-unknown', 'mark', { code: `\u0000a${'é'.repeat(100)}`, seen: 3 });
  assert.deepEqual(detail, { code: ` a${'é'.repeat(58)}`, seen: 3 });
  assert.deepEqual(makeIssue('code-unknown', 'mark', { code: '🎒'.repeat(70) }).detail, { code: '🎒'.repeat(60) });
});

test('property: any text from a source makes an issue that can be stored and explained', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ISSUES),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('code', 'date', 'half', 'week', 'session', 'was', 'now', 'pupils', 'missing'),
      (rule, text, key) => {
        const issue = makeIssue(rule.code, 'somewhere', { [key]: text });
        const kept = String(issue.detail[key]);
        assert.ok([...kept].length <= 60 && kept.isWellFormed() && !kept.includes('\u0000'));
        assert.equal(typeof explainIssue(issue), 'string');
      },
    ),
  );
});
