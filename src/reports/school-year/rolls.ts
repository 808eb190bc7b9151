import type { RollStay } from './query.ts';

/** Whether a pupil is on roll after a day: who left on it is not. */
export const isOnRoll = (stays: readonly RollStay[] = [], day: string): boolean =>
  stays.some(({ firstDay, lastDay }) => firstDay <= day && (lastDay === null || lastDay > day));
