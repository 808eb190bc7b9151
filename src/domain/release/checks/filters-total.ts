import { type Check, filtersOf, metadataCell } from '../check.ts';

export const filtersTotal: Check = {
  name: 'filters-total',
  says: 'Each filter has the item Total, or metadata names another item as its default (`filter_default`).',
  look(file, _context, report) {
    const { metadata } = file;
    if (!metadata) return null;
    const rowOf = (column: string) => metadata.rows.find((row) => metadataCell(metadata, row, 'col_name') === column);
    return {
      end: ({ items }) => {
        for (const column of filtersOf(file)) {
          const row = rowOf(column);
          if (!row) continue;
          const item = metadataCell(metadata, row, 'filter_default') || 'Total';
          if (!items.get(column)?.has(item)) report({ column }, `the filter has no item “${item}”`);
        }
      },
    };
  },
};
