/** The levels of published statistics, as their files write them. Schools and trusts are never among them. */
export const LEVELS = ['National', 'Regional', 'Local authority'] as const;
export type Level = (typeof LEVELS)[number];

export const ENGLAND = { code: 'E92000001', name: 'England' } as const;

/** An area of published statistics. What does not apply to its level is empty. */
export interface Area {
  readonly level: Level;
  readonly regionCode: string;
  readonly regionName: string;
  /** Nine characters: `E08000026`. */
  readonly newLaCode: string;
  readonly laName: string;
  /** Three digits: `331`. */
  readonly oldLaCode: string;
}

/** An area by its codes; names may be spelled in several ways. */
export const areaKey = ({ level, regionCode, newLaCode }: Area): string =>
  level === 'National' ? ENGLAND.code : level === 'Regional' ? regionCode : newLaCode;

/** An area as somebody reads it. */
export const areaName = ({ level, regionName, laName }: Area): string =>
  level === 'National' ? ENGLAND.name : level === 'Regional' ? regionName : laName;
