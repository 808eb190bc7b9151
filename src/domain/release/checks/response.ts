import { PHASES } from '../../statistics/phase.ts';
import { type Check, cellReader, numberIn } from '../check.ts';
import { headlineReader } from '../headlines.ts';

export const response: Check = {
  name: 'response',
  says: 'Of the schools that share their data enough have registers in the last week, in each phase of the nation (`ROLLCALL_RELEASE_LEAST_RESPONSE`).',
  look(file, { sharing, limits }, report) {
    if (file.name !== 'weekly') return null;
    const read = headlineReader(file);
    const level = cellReader(file, 'geographic_level');
    const last = new Map<string, { line: number; schools: string; week: string }>();
    return {
      row: (cells, line) => {
        if (level(cells) !== 'National') return;
        const { week, phase, schools } = read(cells);
        if (week >= (last.get(phase)?.week ?? '')) last.set(phase, { line, schools, week });
      },
      end: () => {
        for (const phase of PHASES) {
          const share = sharing.get(phase) ?? 0;
          const found = last.get(phase);
          const schools = numberIn(found?.schools ?? '');
          if (found === undefined || schools === null || share === 0) continue;
          if (100 * schools < limits.leastResponsePercent * share)
            report(
              { line: found.line, column: 'num_schools' },
              `${phase}: registers of ${schools} schools on a day, of ${share} that share: less than ${limits.leastResponsePercent} %`,
            );
        }
      },
    };
  },
};
