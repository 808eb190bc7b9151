import type { Link } from './links.ts';
import type { DrawnTable } from './stat-table.ts';

/** A part of a page of statistics, as the template takes it. */
export interface StatSection {
  readonly id: string;
  readonly heading: string;
  readonly text: readonly string[];
  readonly links: readonly Link[];
  readonly chart: { readonly title: string; readonly subtitle: string; readonly notes: readonly string[] } | null;
  readonly drawing: string | null;
  readonly tables: readonly DrawnTable[];
}

/** A section; what is not given is not in it. */
export const makeSection = (section: Pick<StatSection, 'id' | 'heading'> & Partial<StatSection>): StatSection => ({
  text: [],
  links: [],
  chart: null,
  drawing: null,
  tables: [],
  ...section,
});
