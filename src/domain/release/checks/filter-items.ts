import { type Check, filtersOf } from '../check.ts';

export const filterItems: Check = {
  name: 'filter-items',
  says: 'Items of filters are never blank, and have no space at their ends, no two together and no line break.',
  look: (file, _context, report) => ({
    end: ({ items }) => {
      for (const column of filtersOf(file))
        for (const [item, line] of items.get(column) ?? []) {
          if (item === '') report({ line, column }, 'an item is blank');
          else if (item !== item.trim() || /\s{2}|[\t\r\n]/.test(item))
            report({ line, column }, `“${item}” has white space where none belongs`);
        }
    },
  }),
};
