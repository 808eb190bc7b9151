import { LEVELS } from '../../statistics/area.ts';
import type { Check } from '../check.ts';

export const levelsAllowed: Check = {
  name: 'levels-allowed',
  says: 'Rows are of the nation, regions and local authorities: never of a school or a trust, and no column is about one.',
  look(file, _context, report) {
    for (const column of file.columns)
      if (/(^|_)(urn|laestab|ukprn|upn|trust|pupil_id)(_|$)|^school_(name|code)$/.test(column))
        report({ line: 1, column }, 'the column is about single schools, trusts or pupils');
    return {
      end: ({ items }) => {
        for (const [level, line] of items.get('geographic_level') ?? [])
          if (!(LEVELS as readonly string[]).includes(level))
            report({ line, column: 'geographic_level' }, `“${level}” is not published`);
      },
    };
  },
};
