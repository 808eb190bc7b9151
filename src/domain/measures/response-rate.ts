import { ratePercent } from './rate-percent.ts';

/** Schools whose registers arrived, per cent of the schools there are, as the dashboard gives it; null when there are none. */
export function responseRate(arrived: number, schools: number, decimals = 2): string | null {
  return ratePercent(arrived, schools, decimals);
}
