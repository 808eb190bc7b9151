import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marksOf } from '../../../../test/builders.ts';
import { viewMarkGrid } from '../../../reports/pupil/mark-grid-view.ts';
import { drawMarks } from './draw-marks.ts';

test('a week is a row of marks, each with its words; a week without marks says so over its whole width', () => {
  const grid = viewMarkGrid([
    { week: '2026-10-05', marks: marksOf('I\\') },
    { week: '2026-10-19', marks: marksOf('/O') },
  ])!;
  const rows = drawMarks(grid).split('\n');
  assert.equal(rows.length, 3);
  assert.match(rows[0]!, /^<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">19 Oct 2026<\/th>/);
  assert.match(rows[0]!, /<td class="govuk-table__cell app-grid__day"><span class="app-mark app-mark--present"/);
  assert.match(rows[1]!, /colspan="10">No marks<\/td>/);
  assert.match(
    rows[2]!,
    /app-mark--authorised" title="Monday 5 October 2026, morning: Illness[^"]*" aria-hidden="true">I<\/span><span class="govuk-visually-hidden">I, Illness/,
  );
});

test('what a mark says is text, never markup', () => {
  const cell = { text: '<', category: 'present', title: '"a" & <b>', spoken: '<i>', startsDay: true };
  const grid = { caption: '', days: [], halves: [], key: [], rows: [{ head: '<h>', nothing: '', cells: [cell] }] };
  const drawn = drawMarks(grid);
  assert.match(drawn, /&lt;h&gt;/);
  assert.match(drawn, /title="&quot;a&quot; &amp; &lt;b&gt;"/);
  assert.doesNotMatch(drawn, /<[bhi]>/);
});
