import { type Check, filtersOf, MOST_ITEMS, metadataCell } from '../check.ts';

/** The most characters that the public data API takes (analysts’ guide of the Department, API data standards). */
const LONGEST = { code: 30, column: 50, label: 80, item: 120 } as const;
const CODES = ['country_code', 'region_code', 'new_la_code', 'old_la_code'];

export const apiLimits: Check = {
  name: 'api-limits',
  says: 'Codes of areas have at most 30 characters, names of columns 50, labels 80 and items 120; a filter has at most 25,000 items.',
  look(file, _context, report) {
    const tooLong = (text: string, most: number, where: Parameters<typeof report>[0]) => {
      if (text.length > most) report(where, `“${text}” has more than ${most} characters`);
    };
    for (const column of file.columns) tooLong(column, LONGEST.column, { line: 1, column });
    for (const row of file.metadata?.rows ?? []) {
      const column = metadataCell(file.metadata!, row, 'col_name');
      tooLong(metadataCell(file.metadata!, row, 'label'), LONGEST.label, { column });
    }
    return {
      end: ({ items }) => {
        for (const column of CODES)
          for (const [code, line] of items.get(column) ?? []) tooLong(code, LONGEST.code, { line, column });
        for (const column of filtersOf(file)) {
          const own = items.get(column) ?? new Map<string, number>();
          if (own.size > MOST_ITEMS) report({ column }, `the filter has more than ${MOST_ITEMS} items`);
          for (const [item, line] of own) tooLong(item, LONGEST.item, { line, column });
        }
      },
    };
  },
};
