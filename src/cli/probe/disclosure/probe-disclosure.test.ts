import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom } from '../../../sandbox/random.ts';
import { drawTable } from './draw-table.ts';
import { probeDisclosure } from './probe-disclosure.ts';

const asked = { signal: new AbortController().signal, progress: () => {} };

describe('tables at random', () => {
  it('give nothing away that is hidden, nor do releases one after the other', async () => {
    const { tables, histories, releases, cells, cells_hidden, recovered, small, findings } = await probeDisclosure({
      n: 120,
      seed: 4,
      ...asked,
    });
    assert.deepEqual(findings, []);
    assert.equal(recovered, 0);
    assert.deepEqual([tables, histories, releases > histories], [120, 12, true]);
    assert.ok(cells_hidden > 0 && cells > 2 * cells_hidden);
    assert.equal(small.least <= small.hidden && small.least > 0, true);
  });

  it('are the same for the same seed, and have sums and rows that nobody publishes', () => {
    const draw = (number: number) => drawTable(createRandom(2, number));
    assert.deepEqual(draw(7), draw(7));
    const rows = Array.from({ length: 60 }, (_, number) => draw(number)).flatMap((table) => table.rows);
    const kinds = new Set(rows.map(({ kind, of }) => `${kind} ${of}`));
    assert.deepEqual([...kinds].sort(), ['published pupils', 'published sessions', 'rest pupils', 'rest sessions']);
  });
});
