import { type AcademicYear, academicYear } from '../../domain/sessions/academic-year.ts';
import { ENGLAND } from '../../domain/statistics/area.ts';
import { keepDataSets, type ReadDataSet } from '../../publish/released/keep-data-sets.ts';
import { keepWideFiles, type ReadWideFile } from '../../publish/released/keep-wide-files.ts';
import type { ReleasedFiles, Releases } from '../../publish/released/released-files.ts';
import type { WideFile } from '../../publish/released/wide-file.ts';

/** What the pages of statistics read: published releases, and their files, which are kept in memory once read. */
export interface Released {
  readonly releases: Releases;
  readonly readWideFile: ReadWideFile;
  readonly readDataSet: ReadDataSet;
}

export const openReleased = (releases: Releases): Released => ({
  releases,
  readWideFile: keepWideFiles(),
  readDataSet: keepDataSets(),
});

/** The files of a release that every page of figures needs. */
export interface ReleaseFigures {
  readonly release: ReleasedFiles;
  readonly year: AcademicYear;
  readonly weekly: WideFile;
  readonly yearToDate: WideFile;
  /** The last week that is counted, as `periodKey` writes it, and the year to date. */
  readonly lastWeek: string;
  readonly wholeYear: string;
}

/** The nation, as a release has it. @throws when it has not: no release is made without */
export function nationOf({ weekly, release }: ReleaseFigures) {
  const nation = weekly.areas.get(ENGLAND.code);
  if (!nation) throw new Error(`The release ${release.id} has no figures of the nation.`);
  return nation;
}

/** The figures by week and of the year to date of a release. @throws when it lacks them: no release is made without */
export async function readFigures(released: Released, release: ReleasedFiles): Promise<ReleaseFigures> {
  const [weekly, yearToDate] = await Promise.all([
    released.readWideFile(release, 'weekly'),
    released.readWideFile(release, 'year-to-date'),
  ]);
  if (!weekly || !yearToDate) throw new Error(`The release ${release.id} has no weekly or year to date figures.`);
  return {
    release,
    year: academicYear(release.startYear),
    weekly,
    yearToDate,
    lastWeek: weekly.periods.at(-1)!,
    wholeYear: yearToDate.periods.at(-1)!,
  };
}
