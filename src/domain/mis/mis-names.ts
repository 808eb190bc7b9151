/** The sixteen MIS that the Department's collection has named. */
export const MIS_NAMES = [
  'Arbor',
  'Bromcom',
  'Cloud School',
  'Engage',
  'Facility',
  'Integris',
  'iSAMS',
  'PupilAsset',
  'ScholarPack',
  'SIMS',
  'SIMS Primary',
  'SchoolBase',
  'SchoolPod',
  'Teacher Centre',
  'WBCS',
  'Wonde Generic',
] as const;

export type MisName = (typeof MIS_NAMES)[number];
