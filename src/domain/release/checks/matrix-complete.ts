import { type Check, cellReader, filtersOf, isKey } from '../check.ts';

/** Phases and days that an area has no school for have no row, as in the Department's files; nor have groups that none of its pupils is in. */
const FREE = [
  ...['attendance_date', 'reference_date', 'time_frame', 'school_type', 'education_phase'],
  ...['breakdown_topic', 'breakdown'],
];

export const matrixComplete: Check = {
  name: 'matrix-complete',
  says: 'Each area, phase and time has a row for every combination of the other filters that the file has.',
  look(file, _context, report) {
    const filters = filtersOf(file).filter((column) => !FREE.includes(column));
    if (filters.length === 0) return null;
    const own = filters.map((column) => cellReader(file, column));
    const others = file.columns
      .filter((column) => isKey(column) || FREE.includes(column))
      .map((column) => cellReader(file, column));
    const combinations = new Set<string>();
    const groups = new Map<string, { line: number; rows: number }>();
    return {
      row: (cells, line) => {
        combinations.add(own.map((read) => read(cells)).join('|'));
        const key = others.map((read) => read(cells)).join('|');
        const group = groups.get(key);
        if (group) group.rows++;
        else groups.set(key, { line, rows: 1 });
      },
      end: () => {
        for (const { line, rows } of groups.values())
          if (rows !== combinations.size)
            report({ line }, `the group that begins here has ${rows} of ${combinations.size} combinations`);
      },
    };
  },
};
