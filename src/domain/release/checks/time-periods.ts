import { TERMS } from '../../statistics/period.ts';
import { type Check, cellReader } from '../check.ts';

const OF_YEARS = new Set<string>(['Academic year', ...TERMS]);

export const timePeriods: Check = {
  name: 'time-periods',
  says: 'Time is an academic year or a term with six digits of two years that follow each other, or Week 1 to Week 52 with the four of its year.',
  look(file, _context, report) {
    const [period, identifier] = [cellReader(file, 'time_period'), cellReader(file, 'time_identifier')];
    let last = '';
    return {
      row: (cells, line) => {
        const time = `${period(cells)} ${identifier(cells)}`;
        if (time === last) return;
        last = time;
        const why = whyWrong(period(cells), identifier(cells));
        if (why !== null) report({ line, column: 'time_period' }, why);
      },
    };
  },
};

function whyWrong(period: string, identifier: string): string | null {
  if (OF_YEARS.has(identifier)) {
    const follow = (Number(period.slice(0, 4)) + 1) % 100 === Number(period.slice(4));
    return /^20\d{4}$/.test(period) && follow ? null : `“${period}” is no academic year`;
  }
  const week = Number(/^Week ([1-9]\d?)$/.exec(identifier)?.[1]);
  // The standard has no Week 53; the one of 2026 lies in the holidays.
  if (!(week >= 1 && week <= 52)) return `“${identifier}” is no kind of time that is published`;
  return /^20\d\d$/.test(period) ? null : `“${period}” is no calendar year`;
}
