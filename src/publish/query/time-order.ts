import type { TimeMeta } from '../released/describe-data-set.ts';

/** A number by which times follow each other: years, and within a year weeks or terms by their number. */
export const timeOrder = ({ period, code }: Pick<TimeMeta, 'period' | 'code'>): number =>
  Number(period.slice(0, 4)) * 100 + Number(code.slice(1).replace('Y', '0'));
