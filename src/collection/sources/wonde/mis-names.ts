import { MIS_NAMES, type MisName } from '../../../domain/mis/mis-names.ts';

/** Other names under which vendors and partners list them, by the letters and digits that they begin with. */
const OTHER_NAMES: readonly [string, MisName][] = [
  ['simsprimary', 'SIMS Primary'],
  ['sims8', 'SIMS Primary'],
  ['capitasims', 'SIMS'],
  ['esssims', 'SIMS'],
  ['rmintegris', 'Integris'],
  ['progresso', 'Cloud School'],
  ['advancedcloudschool', 'Cloud School'],
  ['cmis', 'Facility'],
  ['advancedlearning', 'Facility'],
  ['serco', 'Facility'],
  ['horizons', 'PupilAsset'],
  ['juniper', 'PupilAsset'],
  ['furlong', 'SchoolBase'],
  ['wcbs', 'WBCS'],
  ['3sys', 'WBCS'],
  ['hubmis', 'WBCS'],
  ['doublefirst', 'Engage'],
];

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** By what a raw name begins with; longer names come first, so that SIMS Primary is not taken for SIMS. */
const BEGINNINGS = [...OTHER_NAMES, ...MIS_NAMES.map((name) => [plain(name), name] as const)].sort(
  ([a], [b]) => b.length - a.length,
);

/**
 * One of the sixteen names for what Wonde says in `mis`, of whose strings only `SIMS` is documented: case, spaces and signs do not
 * matter, and what follows a name neither. Any other text is given back as it is.
 */
export function nameMis(raw: string): string {
  const text = plain(raw);
  return BEGINNINGS.find(([beginning]) => text.startsWith(beginning))?.[1] ?? raw;
}
