import type { Area } from './area.ts';

/** A day that published series leave out. */
interface DroppedDay {
  readonly date: string;
  readonly why: string;
  /** `daily`: weeks and years to date keep its sessions. */
  readonly from: 'all' | 'daily';
  /** Regions whose rows, with those of their authorities, and the nation's leave it out; none named: everybody's. */
  readonly regions?: readonly string[];
}

const [NORTH_EAST, NORTH_WEST, YORKSHIRE] = ['E12000001', 'E12000002', 'E12000003'] as const;
const [EAST_MIDLANDS, WEST_MIDLANDS, EAST] = ['E12000004', 'E12000005', 'E12000006'] as const;
const [LONDON, SOUTH_EAST, SOUTH_WEST] = ['E12000007', 'E12000008', 'E12000009'] as const;

const strike = (date: string): DroppedDay => ({ date, why: 'national teachers’ strike', from: 'daily' });
const regionalStrike = (date: string, ...regions: string[]): DroppedDay => ({
  date,
  why: 'regional teachers’ strike',
  from: 'daily',
  regions,
});

/** Days that the Department left out of its series (configuration and code of its public dashboard). */
export const DROPPED_DAYS: readonly DroppedDay[] = [
  { date: '2022-09-19', why: 'state funeral of Queen Elizabeth II', from: 'all' },
  ...['2023-02-01', '2023-03-15', '2023-03-16', '2023-04-27', '2023-05-02', '2023-07-05', '2023-07-07'].map(strike),
  regionalStrike('2023-02-28', NORTH_EAST, NORTH_WEST, YORKSHIRE),
  regionalStrike('2023-03-01', EAST_MIDLANDS, WEST_MIDLANDS, EAST),
  regionalStrike('2023-03-02', LONDON, SOUTH_EAST, SOUTH_WEST),
];

/** Whether a series leaves out an area's rows of a day. @param series the daily one, or those that are summed over days */
export const isDropped = (date: string, area: Area, series: 'daily' | 'summed'): boolean =>
  DROPPED_DAYS.some(
    (day) =>
      day.date === date &&
      (day.from === 'all' || series === 'daily') &&
      (day.regions === undefined || area.level === 'National' || day.regions.includes(area.regionCode)),
  );

/** Whether every series of every area leaves out a day. */
export const isDroppedFromAll = (date: string): boolean =>
  DROPPED_DAYS.some((day) => day.date === date && day.from === 'all' && day.regions === undefined);
