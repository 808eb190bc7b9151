import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawReleases } from './draw-releases.ts';
import { probeDisclosure } from './probe-disclosure.ts';

const asked = { signal: new AbortController().signal, progress: () => {} };

describe('tables at random', () => {
  it('give nothing away that is hidden, also with the releases before', async () => {
    const { tables, releases, cells, cells_hidden, recovered, small, findings } = await probeDisclosure({
      n: 120,
      seed: 4,
      ...asked,
    });
    assert.deepEqual(findings, []);
    assert.equal(recovered, 0);
    assert.deepEqual([tables, releases > tables, cells_hidden > 0, cells > 2 * cells_hidden], [120, true, true, true]);
    assert.equal(small.least <= small.hidden && small.least > 0, true);
  });

  it('are the same for the same seed, and have sums, changes and rows that nobody publishes', () => {
    assert.deepEqual(drawReleases(2, 7), drawReleases(2, 7));
    const rows = Array.from({ length: 60 }, (_, number) => drawReleases(2, number))
      .flat()
      .flatMap((table) => table.rows);
    const kinds = new Set(rows.map(({ kind, of }) => `${kind} ${of}`));
    assert.deepEqual([...kinds].sort(), [
      'change sessions',
      'published pupils',
      'published sessions',
      'rest pupils',
      'rest sessions',
    ]);
  });
});
