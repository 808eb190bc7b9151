import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { DataSet } from '../released/data-set.ts';
import { parseDataSet } from '../released/parse-data-set.ts';

/** A row of a tidy file by its columns. */
export type TidyRecord = Readonly<Record<string, string>>;

export const TIDY_COLUMNS = [
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name',
  'education_phase,attendance_reason,session_count,session_percent',
].join(',');
export const METADATA = `col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column
education_phase,Filter,Education phase,,,,,
attendance_reason,Filter,Attendance reason,,,,,
session_count,Indicator,Sessions,,,0,,
session_percent,Indicator,Share of sessions,,%,2,,
`;

/** Areas as a row has them, from `geographic_level` to `la_name`. */
export const AREAS = [
  'National,E92000001,England,,,,,',
  'Regional,E92000001,England,E12000007,London,,,',
  'Regional,E92000001,England,E12000001,North East,,,',
  'Local authority,E92000001,England,E12000007,London,301,E09000002,Barking and Dagenham',
  'Local authority,E92000001,England,E12000007,London,201,E09000001,City of London',
  'Local authority,E92000001,England,E12000001,North East,841,E06000005,Darlington',
] as const;

/** A tidy file of rows such as `2025,Week 40`, an area, a phase, a reason, a count and a share: read by the program, and plainly. */
export async function readTidyRows(rows: readonly string[]): Promise<{ dataSet: DataSet; records: TidyRecord[] }> {
  const text = `${[TIDY_COLUMNS, ...rows].join('\n')}\n`;
  return {
    dataSet: await parseDataSet('a-tidy-file', gzipSync(text), METADATA),
    records: parse(text, { columns: true }) as TidyRecord[],
  };
}
