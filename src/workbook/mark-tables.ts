import {
  getCellAddress,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeAttributeValue,
} from 'write-excel-file/utility';
import type { WorkbookFeature } from './workbook-feature.ts';

/** Where a sheet's table is: its heads are in `headRow`, counted from 0, from the first column on. */
export interface MarkedTable {
  /** Letters, digits and underscores, unique in the file. */
  readonly name: string;
  readonly headRow: number;
  readonly heads: readonly string[];
  /** At least one. */
  readonly rows: number;
}

const SHEET = 'xl/worksheets/sheet{id}.xml';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/table';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml';

/**
 * Marks each sheet's cells as a table with a header row, so that a screen reader says which column a number is in (Analysis
 * Function: “mark up tables”). @param tables one for each sheet, in order; null where a sheet has none
 */
export function markTables(tables: readonly (MarkedTable | null)[]): WorkbookFeature {
  const marked = tables.flatMap((table, index) => (table ? [{ table, id: index + 1 }] : []));
  return {
    files: {
      transform: {
        '[Content_Types].xml': {
          insert: () =>
            marked
              .map(({ id }) => `<Override ContentType="${CONTENT}" PartName="/xl/tables/table${id}.xml"/>`)
              .join(''),
        },
        'xl/worksheets/_rels/sheet{id}.xml.rels': {
          insert: (_, { sheetIndex }) =>
            tables[sheetIndex]
              ? `<Relationship Id="rId-table-1" Type="${RELATION}" Target="../tables/table${sheetIndex + 1}.xml"/>`
              : '',
        },
        [SHEET]: {
          transform: (xml, _, { sheetIndex }) =>
            tables[sheetIndex]
              ? insertElementMarkupAccordingToOrderOfSiblings(
                  xml,
                  '<tableParts count="1"><tablePart r:id="rId-table-1"/></tableParts>',
                  getOrderOfSiblings(SHEET, 'worksheet') ?? [],
                  'worksheet',
                )
              : xml,
        },
      },
      write: {
        files: () =>
          Object.fromEntries(marked.map(({ table, id }) => [`xl/tables/table${id}.xml`, tableXml(table, id)])),
      },
    },
  };
}

function tableXml({ name, headRow, heads, rows }: MarkedTable, id: number): string {
  const ref = `${getCellAddress(headRow, 0)}:${getCellAddress(headRow + rows, heads.length - 1)}`;
  const columns = heads.map((head, index) => `<tableColumn id="${index + 1}" name="${sanitizeAttributeValue(head)}"/>`);
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    `<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="${id}" name="${name}" displayName="${name}" ref="${ref}" totalsRowShown="0">` +
    `<tableColumns count="${heads.length}">${columns.join('')}</tableColumns>` +
    '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>'
  );
}
