import { parse } from 'csv-parse/sync';
import { RollcallError } from '../../errors.ts';

/** A row of a metadata file (Department for Education, open data standard). */
export interface MetadataRow {
  readonly column: string;
  readonly isIndicator: boolean;
  readonly label: string;
  readonly grouping: string;
  readonly unit: string;
  readonly decimals: number;
  readonly hint: string;
  readonly groupedBy: string;
}

/** The columns that a data set's metadata file describes. @throws file-invalid */
export function readMetadata(text: string): MetadataRow[] {
  try {
    const records = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    return records.map((record) => ({
      column: record['col_name']!,
      isIndicator: record['col_type'] === 'Indicator',
      label: record['label']!,
      grouping: record['indicator_grouping'] ?? '',
      unit: record['indicator_unit'] ?? '',
      decimals: Number(record['indicator_dp'] ?? 0),
      hint: record['filter_hint'] ?? '',
      groupedBy: record['filter_grouping_column'] ?? '',
    }));
  } catch (error) {
    throw new RollcallError('file-invalid', `Metadata of a data set cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
