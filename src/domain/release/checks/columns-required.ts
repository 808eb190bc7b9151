import type { Check } from '../check.ts';

const REQUIRED = ['time_period', 'time_identifier', 'geographic_level', 'country_code', 'country_name'];
const OF_METADATA = [
  ...['col_name', 'col_type', 'label', 'indicator_grouping', 'indicator_unit', 'indicator_dp'],
  ...['filter_hint', 'filter_grouping_column'],
];

export const columnsRequired: Check = {
  name: 'columns-required',
  says: 'Each file has the columns of time and geography, and at least one indicator; each metadata file has its eight columns.',
  look(file, _context, report) {
    for (const column of REQUIRED) if (!file.columns.includes(column)) report({ column }, 'the column is missing');
    for (const column of OF_METADATA)
      if (file.metadata && !file.metadata.columns.includes(column))
        report({ column }, 'the column is missing from the metadata');
    if (!file.metadata) report({}, 'there is no metadata file');
    return null;
  },
};
