import type writeExcelFile from 'write-excel-file/node';

type WorkbookOptions = NonNullable<Parameters<typeof writeExcelFile>[1]>;

/** What is added to the parts of a workbook that the library does not write itself. */
export type WorkbookFeature = NonNullable<WorkbookOptions['features']>[number];

export type WorkbookSheet = Parameters<typeof writeExcelFile>[0][number];
