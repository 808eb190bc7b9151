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

/** The nation as an area. */
export const NATION: Area = {
  level: 'National',
  regionCode: '',
  regionName: '',
  newLaCode: '',
  laName: '',
  oldLaCode: '',
};

/** An area by its codes; names may be spelled in several ways. */
export const areaKey = ({ level, regionCode, newLaCode }: Pick<Area, 'level' | 'regionCode' | 'newLaCode'>): string =>
  level === 'National' ? ENGLAND.code : level === 'Regional' ? regionCode : newLaCode;

/** The cells that say of which area a row is, by column. */
export const areaCells = ({ level, regionCode, regionName, newLaCode, laName, oldLaCode }: Area) => ({
  geographic_level: level,
  country_code: ENGLAND.code,
  country_name: ENGLAND.name,
  region_code: regionCode,
  region_name: regionName,
  new_la_code: newLaCode,
  la_name: laName,
  old_la_code: oldLaCode,
});
export type AreaColumn = keyof ReturnType<typeof areaCells>;

/** In the order of the wide files. The tidy ones have the old code of an authority before the new one. */
export const AREA_COLUMNS: readonly AreaColumn[] = [
  'geographic_level',
  'country_code',
  'country_name',
  'region_code',
  'region_name',
  'new_la_code',
  'la_name',
  'old_la_code',
];
