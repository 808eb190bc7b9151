import { type Check, metadataCell } from '../check.ts';

const UNITS = ['', '£', '£m', '%', 'pp', 'numberstring'];

export const metadataUnits: Check = {
  name: 'metadata-units',
  says: 'Indicators have a unit of the standard and a whole number of decimals or none; filters have neither.',
  look(file, _context, report) {
    const { metadata } = file;
    for (const row of metadata?.rows ?? []) {
      const cell = (column: string) => metadataCell(metadata!, row, column);
      const column = cell('col_name');
      if (!UNITS.includes(cell('indicator_unit'))) report({ column }, `“${cell('indicator_unit')}” is no unit`);
      if (!/^\d{0,2}$/.test(cell('indicator_dp')))
        report({ column }, `“${cell('indicator_dp')}” is no number of decimals`);
      const ofIndicators = ['indicator_grouping', 'indicator_unit', 'indicator_dp'];
      if (cell('col_type') === 'Filter' && ofIndicators.some((each) => cell(each) !== ''))
        report({ column }, 'a filter has the unit, decimals or grouping of an indicator');
      if (cell('col_type') === 'Indicator' && (cell('filter_hint') !== '' || cell('filter_grouping_column') !== ''))
        report({ column }, 'an indicator has the hint or grouping of a filter');
    }
    return null;
  },
};
