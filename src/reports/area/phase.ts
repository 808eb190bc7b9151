import type { PageChoice } from '../selection/selection.ts';
import type { AreaSchool } from './query.ts';

/** The phases of published statistics, and what has none of them. */
export const PHASES = [
  { value: 'primary', phase: 'Primary', name: 'Primary schools' },
  { value: 'secondary', phase: 'Secondary', name: 'Secondary schools' },
  { value: 'special', phase: 'Special', name: 'Special schools' },
  { value: 'other', phase: null, name: 'Other schools' },
] as const;

/** What every page of several schools can be narrowed by, besides pupils and period. */
export const AREA_CHOICES: readonly PageChoice[] = [
  {
    name: 'phase',
    label: 'Schools',
    options: [{ value: 'all', text: 'All schools' }, ...PHASES.map(({ value, name }) => ({ value, text: name }))],
  },
];

/** @param chosen a value of `phase` in the address; undefined for all */
export const isOfPhase = (chosen: string | undefined, phase: AreaSchool['phase']): boolean =>
  chosen === undefined || PHASES.find(({ value }) => value === chosen)?.phase === phase;
