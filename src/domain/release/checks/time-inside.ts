import { seriesStart } from '../../measures/published-definition.ts';
import { academicYear } from '../../sessions/academic-year.ts';
import { addDays } from '../../sessions/dates.ts';
import { mondayOfWeek } from '../../statistics/period.ts';
import { type Check, cellReader } from '../check.ts';

export const timeInside: Check = {
  name: 'time-inside',
  says: 'All days and weeks lie between the first full week of the academic year and the last day of the release; terms and years are of that academic year.',
  look(file, { startYear, asOf }, report) {
    const year = academicYear(startYear);
    const first = seriesStart(year);
    const [period, identifier] = [cellReader(file, 'time_period'), cellReader(file, 'time_identifier')];
    const dates = ['attendance_date', 'reference_date'].map((column) => [column, cellReader(file, column)] as const);
    const checkDay = (day: string, line: number, column: string) => {
      if (day < first || day > asOf) report({ line, column }, `${day} lies outside ${first} to ${asOf}`);
    };
    let last = '';
    return {
      row: (cells, line) => {
        const time = [period(cells), identifier(cells), ...dates.map(([, read]) => read(cells))].join('|');
        if (time === last) return;
        last = time;
        const week = /^Week (\d+)$/.exec(identifier(cells))?.[1];
        if (week !== undefined) {
          const monday = mondayOfWeek({ year: Number(period(cells)), week: Number(week) });
          checkDay(monday, line, 'time_identifier');
          checkDay(addDays(monday, 4), line, 'time_identifier');
        } else if (period(cells) !== year.code)
          report({ line, column: 'time_period' }, `${period(cells)} is not ${year.code}`);
        for (const [column, read] of dates) if (read(cells) !== '') checkDay(read(cells), line, column);
      },
    };
  },
};
