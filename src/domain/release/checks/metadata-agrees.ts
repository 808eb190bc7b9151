import { type Check, isKey, metadataCell } from '../check.ts';

export const metadataAgrees: Check = {
  name: 'metadata-agrees',
  says: 'Metadata names the columns of its file, each once, as Filter or Indicator; none of geography and time; a column that it does not name has one item or groups a filter.',
  look(file, _context, report) {
    const { metadata } = file;
    if (!metadata) return null;
    const names = metadata.rows.map((row) => metadataCell(metadata, row, 'col_name'));
    const groups = new Set(metadata.rows.map((row) => metadataCell(metadata, row, 'filter_grouping_column')));
    for (const [index, row] of metadata.rows.entries()) {
      const column = names[index]!;
      const wrong = (why: string) => report({ column }, `${why}, in the metadata, line ${index + 2}`);
      if (!file.columns.includes(column)) wrong('no column of the file has this name');
      if (names.indexOf(column) !== index) wrong('the column stands twice');
      if (isKey(column)) wrong('columns of geography and time are never');
      if (!['Filter', 'Indicator'].includes(metadataCell(metadata, row, 'col_type')))
        wrong('it is neither Filter nor Indicator');
      if (metadataCell(metadata, row, 'label') === '') wrong('there is no label');
      const group = metadataCell(metadata, row, 'filter_grouping_column');
      if (group !== '' && !file.columns.includes(group)) wrong(`it is grouped by ${group}, which is no column`);
    }
    const unnamed = file.columns.filter((column) => !isKey(column) && !names.includes(column) && !groups.has(column));
    return {
      end: ({ items }) => {
        for (const column of unnamed)
          if ((items.get(column)?.size ?? 0) > 1) report({ column }, 'the metadata does not name it');
      },
    };
  },
};
