import { PHASES } from '../../statistics/phase.ts';
import { tidyReasons } from '../../statistics/tidy-reasons.ts';
import { type Check, cellReader, filtersOf } from '../check.ts';

export const wordsKnown: Check = {
  name: 'words-known',
  says: 'Phases, and statuses, types and reasons of attendance, are those of the Department’s data dictionary, each reason under its type.',
  look(file, { startYear }, report) {
    const filters = filtersOf(file);
    const phase = filters.find((column) => column === 'education_phase' || column === 'school_type');
    const total = file.columns.includes('attendance_reason') || file.columns.includes('time_frame');
    const phases = new Set<string>([...PHASES, total ? 'All schools' : 'Total']);
    const known = new Set(tidyReasons(startYear).map(({ status, type, reason }) => `${status}|${type}|${reason}`));
    const words = ['attendance_status', 'attendance_type', 'attendance_reason'].map((each) => cellReader(file, each));
    const told = new Set<string>();
    return {
      ...(filters.includes('attendance_reason') && {
        row: (cells: readonly string[], line: number) => {
          const text = words.map((read) => read(cells)).join('|');
          if (known.has(text) || told.has(text)) return;
          told.add(text);
          report({ line, column: 'attendance_reason' }, `“${text.replaceAll('|', ', ')}” is not in the dictionary`);
        },
      }),
      end: ({ items }) => {
        for (const [item, line] of (phase && items.get(phase)) || [])
          if (!phases.has(item)) report({ line, column: phase! }, `“${item}” is no phase that is published`);
      },
    };
  },
};
