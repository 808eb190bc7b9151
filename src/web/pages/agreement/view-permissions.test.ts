import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ITEMS } from '../what-we-collect/collected-items.ts';
import { ITEM_CODES, viewPermissions } from './view-permissions.ts';

type State = 'granted' | 'missing' | 'unknown';
const items = (states: Record<string, State> = {}) =>
  [...ITEM_CODES, 'marks'].map((item) => ({ item, state: states[item] ?? ('granted' as State) }));

test('every item of the list “What we collect” has its own row, and the marks one', () => {
  const { rows, wider, hidden } = viewPermissions({ items: items(), wider: [], hiddenPupils: null });
  assert.deepEqual(
    rows.map(({ item }) => item),
    [...ITEMS.map(({ item }) => item), 'The attendance marks'],
  );
  assert.deepEqual([wider, hidden], [[], null]);
  assert.equal(rows.find(({ item }) => item === 'Free school meals')?.status.text, 'Shared');
});

test('what is missing says what that means, what is not known says so', () => {
  const view = viewPermissions({
    items: items({ marks: 'missing', ethnicity: 'missing', upn: 'unknown' }),
    wider: [
      { name: 'contacts', description: 'Parents' },
      { name: 'photo', description: null },
    ],
    hiddenPupils: 2,
  });
  assert.match(view.summary, /^2 items are not shared\. You can grant them/);
  const row = (name: string) => view.rows.find(({ item }) => item === name)!;
  assert.deepEqual(
    [row('Ethnicity').status.text, row('Ethnicity').meaning],
    ['Not shared', 'Your reports cannot show this group of pupils'],
  );
  assert.match(row('The attendance marks').meaning, /nothing to show/);
  assert.equal(row('Unique pupil number (UPN)').status.text, 'Not known');
  assert.deepEqual(view.wider, ['contacts (Parents)', 'photo']);
  assert.match(view.hidden!, /hides 2 pupils/);
  assert.match(
    viewPermissions({ items: items({ upn: 'missing' }), wider: [], hiddenPupils: 0 }).summary,
    /^1 item is not shared\. You can grant it/,
  );
});
