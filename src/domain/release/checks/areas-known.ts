import { AREA_COLUMNS, type Area, areaCells, areaKey, type Level } from '../../statistics/area.ts';
import { type Check, cellReader } from '../check.ts';
import { eachArea } from './each-area.ts';

export const areasKnown: Check = {
  name: 'areas-known',
  says: 'Codes and names of areas are those of the list of areas, spelled as there, and each authority lies in its region.',
  look(file, { areas }, report) {
    const known = new Map(areas.map((area) => [areaKey(area), area]));
    const readers = AREA_COLUMNS.map((column) => ({ column, read: cellReader(file, column) }));
    const codes = {
      level: cellReader(file, 'geographic_level'),
      region: cellReader(file, 'region_code'),
      authority: cellReader(file, 'new_la_code'),
    };
    return eachArea(file, (cells, line) => {
      const key = areaKey({
        level: codes.level(cells) as Level,
        regionCode: codes.region(cells),
        newLaCode: codes.authority(cells),
      });
      const area = known.get(key);
      if (!area) report({ line, column: 'geographic_level' }, `${key || 'an empty code'} is not in the list of areas`);
      else compare(area, cells, line);
    });

    function compare(area: Area, cells: readonly string[], line: number): void {
      const wanted = areaCells(area);
      for (const { column, read } of readers)
        if (read(cells) !== wanted[column])
          report({ line, column }, `it is “${read(cells)}” where the list of areas has “${wanted[column]}”`);
    }
  },
};
