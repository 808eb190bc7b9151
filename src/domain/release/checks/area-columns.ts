import { type Check, cellReader } from '../check.ts';
import { eachArea } from './each-area.ts';

const REGION = ['region_code', 'region_name'];
const AUTHORITY = ['new_la_code', 'la_name', 'old_la_code'];

/** The columns that rows of a level fill. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  National: [],
  Regional: REGION,
  'Local authority': [...REGION, ...AUTHORITY],
};

export const areaColumns: Check = {
  name: 'area-columns',
  says: 'Each row fills the columns of its level, an authority those of its region too, and leaves the others blank.',
  look(file, _context, report) {
    const readers = [...REGION, ...AUTHORITY].map((column) => ({ column, read: cellReader(file, column) }));
    const level = cellReader(file, 'geographic_level');
    return eachArea(file, (cells, line) => {
      const filled = FILLED[level(cells)] ?? [];
      for (const { column, read } of readers) {
        if (filled.includes(column) && read(cells) === '') report({ line, column }, 'it is blank');
        if (!filled.includes(column) && read(cells) !== '')
          report({ line, column }, `it is filled in a row of level ${level(cells)}`);
      }
    });
  },
};
