import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawRows } from './draw-rows.ts';

test('heads, cells, bases and addresses are text and attributes, whatever is in them', () => {
  const row = {
    head: '<b>O’Neil & "Co"</b>',
    href: '/schools/1/pupils/2?a=1&b="x"',
    cells: [
      { text: '93.4%', base: '9 of <10>', href: null, numeric: true },
      { text: '<script>', base: null, href: '/?"', numeric: false },
    ],
  };
  assert.equal(
    drawRows([row], ' app-table__total'),
    '<tr class="govuk-table__row app-table__total">' +
      '<th scope="row" class="govuk-table__header"><a class="govuk-link" href="/schools/1/pupils/2?a=1&amp;b=&quot;x&quot;">' +
      '<bdi>&lt;b&gt;O’Neil &amp; &quot;Co&quot;&lt;/b&gt;</bdi></a></th>' +
      '<td class="govuk-table__cell govuk-table__cell--numeric">93.4% <span class="app-cell__base">9 of &lt;10&gt;</span></td>' +
      '<td class="govuk-table__cell"><a class="govuk-link" href="/?&quot;">&lt;script&gt;</a></td></tr>',
  );
  assert.equal(drawRows([]), '');
});
