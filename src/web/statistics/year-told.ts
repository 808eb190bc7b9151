import { academicYearOf } from '../../domain/sessions/academic-year.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import type { ReleaseFacts } from '../../publish/released/released-files.ts';

/** The year in which the academic year begins whose rules the pages tell: that of the newest release, else this one. */
export const yearTold = (latest: Pick<ReleaseFacts, 'startYear'> | null, now: Date): number =>
  latest?.startYear ?? academicYearOf(londonDate(now)).startYear;
