/**
 * The phases that are published: a school's deemed phase. Pupil referral units and academies for alternative provision, nurseries and
 * independent schools are collected and not published (pupil attendance in schools, methodology).
 */
export const PHASES = ['Primary', 'Secondary', 'Special'] as const;
export type Phase = (typeof PHASES)[number];

/** All three phases together, as published files write it. */
export const ALL_PHASES = 'Total';

/** Phases of the pipeline that no published figure counts. */
export const UNPUBLISHED_PHASES: readonly string[] = [
  'PRU/Academy/Free school AP',
  'State-funded nursery',
  'Independent school',
];
