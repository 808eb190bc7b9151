import { ENGLAND } from '../../domain/statistics/area.ts';
import { ALL_PHASES, PHASES } from '../../domain/statistics/phase.ts';
import type { Figure, WideArea, WideFile, WideKey } from '../../publish/released/wide-file.ts';
import { figureOf } from '../../publish/released/wide-file.ts';
import { ATTENDANCE } from './measures.ts';

/** All schools first, then each phase. */
export const ALL_AND_PHASES = [ALL_PHASES, ...PHASES] as const;

export const phaseWords = (phase: string): string => (phase === ALL_PHASES ? 'All schools' : `${phase} schools`);

/** Names that have an article in a sentence. */
const WITH_THE = /^(Isles? of|City of|East Riding|(North|South) (East|West)$|(East|West) Midlands$|East of England$)/;

/** `in England`, `in the North East`, `in the City of Bristol`: as it stands in a sentence. */
export function inArea({ name }: WideArea): string {
  const [, place, kind] = /^(.+), (City|County) of$/.exec(name) ?? [];
  const spoken = place === undefined ? name : kind === 'City' ? `City of ${place}` : place;
  return `in ${WITH_THE.test(spoken) ? 'the ' : ''}${spoken}`;
}

/** `in England` of all schools, `in primary schools in England` of one phase. */
export const inSchoolsOf = (area: WideArea, phase: string): string =>
  phase === ALL_PHASES ? inArea(area) : `in ${phaseWords(phase).toLowerCase()} ${inArea(area)}`;

/** The phase by which an area is told first: all schools; up to 2024/25 authorities have no row of these. */
export const firstPhase = (file: WideFile, area: string, period: string): string =>
  ALL_AND_PHASES.find((phase) => figureOf(file, { area, phase, period }, ATTENDANCE.rate) !== null) ?? ALL_PHASES;

/** The areas that an area lies in, the nearest first. */
export function parentsOf(file: WideFile, area: WideArea): WideArea[] {
  const codes =
    area.level === 'Local authority'
      ? [area.regionCode, ENGLAND.code]
      : area.level === 'Regional'
        ? [ENGLAND.code]
        : [];
  return codes.map((code) => file.areas.get(code)).filter((each) => each !== undefined);
}

/** The areas that an area is made of: authorities of a region, regions of the nation. */
export const childrenOf = (file: WideFile, area: WideArea): WideArea[] =>
  [...file.areas.values()]
    .filter(({ level, regionCode }) =>
      area.level === 'National'
        ? level === 'Regional'
        : area.level === 'Regional' && level === 'Local authority' && regionCode === area.code,
    )
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));

/** Whether a file has any figure of an area, phase and time, hidden or not. */
export const hasRow = (file: WideFile, key: WideKey): boolean => figureOf(file, key, ATTENDANCE.rate) !== null;

export const isShown = (figure: Figure): figure is number => typeof figure === 'number';
