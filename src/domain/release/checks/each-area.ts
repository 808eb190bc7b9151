import { AREA_COLUMNS } from '../../statistics/area.ts';
import { type CheckedFile, cellReader, type Look } from '../check.ts';

/** Shows the first row of each area, however often it comes. */
export function eachArea(
  file: CheckedFile,
  show: (cells: readonly string[], line: number) => void,
): Look & { readonly row: NonNullable<Look['row']> } {
  const readers = AREA_COLUMNS.map((column) => cellReader(file, column));
  const seen = new Set<string>();
  let last = '';
  return {
    row: (cells, line) => {
      const area = readers.map((read) => read(cells)).join('|');
      if (area === last) return;
      last = area;
      if (seen.has(area)) return;
      seen.add(area);
      show(cells, line);
    },
  };
}
