import { type Check, cellReader, filtersOf, TIME_COLUMNS } from '../check.ts';
import { GroupSums } from './sums-of-groups.ts';

export const areaSums: Check = {
  name: 'area-sums',
  says: 'Sessions of the nation are those of its regions together, and of a region those of its authorities, where none of them is hidden.',
  look(file, _context, report) {
    const sums = new GroupSums(file);
    if (!sums.isOfUse) return null;
    const [level, region] = [cellReader(file, 'geographic_level'), cellReader(file, 'region_code')];
    const others = [...TIME_COLUMNS.filter((column) => file.columns.includes(column)), ...filtersOf(file)].map(
      (column) => cellReader(file, column),
    );
    return {
      row: (cells, line) => {
        const rest = others.map((read) => read(cells)).join('|');
        const of = level(cells);
        if (of === 'National') sums.addWhole(`|${rest}`, cells, line);
        if (of === 'Regional') {
          sums.addPart(`|${rest}`, cells);
          sums.addWhole(`${region(cells)}|${rest}`, cells, line);
        }
        if (of === 'Local authority') sums.addPart(`${region(cells)}|${rest}`, cells);
      },
      end: () =>
        sums.compare((line, column, whole, sum) =>
          report({ line, column }, `it is ${whole}, and the areas in it have ${sum} together`),
        ),
    };
  },
};
