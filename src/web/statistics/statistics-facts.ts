import type { DisclosureSettings } from '../../domain/disclosure/settings.ts';
import type { MapTile } from '../../schools/authority-tiles/read-tiles.ts';
import type { PageContext } from '../page.ts';
import type { Released } from './released.ts';

/** What the pages of statistics read, and the rules in force that they tell. */
export interface StatisticsFacts extends Released {
  /** Thresholds of disclosure control. */
  readonly disclosure: DisclosureSettings;
  /** The squares of the map. */
  readonly tiles: readonly MapTile[];
}

/** What a page of statistics reads. @throws when the application was made without: a fault in a test */
export function publishedOf({ published }: PageContext): StatisticsFacts {
  if (!published) throw new Error('Pages of statistics need published releases.');
  return published;
}
