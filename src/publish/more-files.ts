import { PublishedRows } from './files-of-release/published-rows.ts';
import { writePartnersPack } from './files-of-release/write-partners-pack.ts';
import { writeStatisticsWorkbook } from './files-of-release/write-statistics-workbook.ts';
import { metaFiles } from './versions/meta-files.ts';
import type { NamedTable } from './write-statistics.ts';

/** What is told of a release while it is made; of the same release always the same. */
export interface ReleaseInMaking {
  /** `2026-w41` */
  readonly id: string;
  /** The year in which the academic year of its figures begins. */
  readonly startYear: number;
  /** The last day that is counted. */
  readonly asOf: string;
  /** When it is due to be published. */
  readonly dueAt: Date;
  /** True in the sandbox: each file that has room for words says so. */
  readonly invented: boolean;
}

/** A public file of a release besides its tables, such as a spreadsheet. */
export interface MadeFile {
  /** Lower case with its ending: `attendance-statistics.xlsx` */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The public files of a release that are made from its safe tables: the same facts and tables give the same bytes, whenever and wherever, since a release
 * is verified by making it again.
 * @param tables in the order of the release, revisions last
 */
export async function moreFiles(facts: ReleaseInMaking, tables: readonly NamedTable[]): Promise<readonly MadeFile[]> {
  const published = new PublishedRows(tables);
  return [
    { name: 'attendance-statistics.xlsx', bytes: await writeStatisticsWorkbook(facts, published) },
    { name: 'partners-pack.html', bytes: Buffer.from(writePartnersPack(facts, published)) },
    ...(await metaFiles(tables)),
  ];
}
