import { type Check, filtersOf, metadataCell } from '../check.ts';

export const filtersSeveral: Check = {
  name: 'filters-several',
  says: 'A filter that metadata names has more than one item, and no more than the API takes.',
  look(file, _context, report) {
    const { metadata } = file;
    const named = (column: string) =>
      metadata?.rows.some((row) => metadataCell(metadata, row, 'col_name') === column) ?? false;
    return {
      end: ({ items, rows }) => {
        if (rows === 0) report({}, 'the file has no row');
        for (const column of filtersOf(file).filter(named))
          if ((items.get(column)?.size ?? 0) < 2) report({ column }, 'the filter has a single item');
      },
    };
  },
};
