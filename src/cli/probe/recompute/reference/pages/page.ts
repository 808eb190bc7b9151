import type { Asked } from '../asked.ts';
import type { Chosen } from '../choose.ts';
import type { ExpectedPage } from '../expected.ts';
import type { Known } from '../known-register.ts';

/** All that a page's figures are worked out from. */
export interface PageFacts {
  readonly known: Known;
  readonly asked: Asked;
  /** Whoever looks may see looked after, previously looked after and code Y5. */
  readonly sensitive: boolean;
  readonly chosen: Chosen;
}

/** Works out every table of a page. */
export type ReferencePage = (facts: PageFacts) => ExpectedPage;
