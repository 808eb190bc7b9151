import type { ReleasedFile } from '../../publish/released/released-files.ts';
import { numberText } from '../../reports/figures.ts';

/** What each data set of a release is, by the name of its file without ending, in the order in which they are listed. */
export const DATA_SETS: Readonly<Record<string, string>> = {
  'year-to-date': 'The academic year to date: sessions, rates, schools and pupils by area and type of school',
  weekly: 'Each week, in the same columns',
  daily: 'Each day, in the same columns',
  'autumn-term': 'The autumn term, or as much of it as there is, in the same columns',
  'spring-term': 'The spring term, likewise',
  'summer-term': 'The summer term, likewise',
  'attendance-reasons': 'Days, weeks and the year to date by reason, one row for each (tidy layout)',
  'persistent-absence': 'Persistent and severe absence of terms and the year to date (tidy layout)',
  'attendance-by-characteristic':
    'Weeks, terms and the year to date by sex, special educational needs and free school meals (tidy layout)',
  revisions: 'What changed in headline rates since the release before',
};
const OTHERS: Readonly<Record<string, string>> = {
  'attendance-statistics.xlsx': 'All tables in one accessible spreadsheet',
};

/** What a file of a release is. */
export function fileWords(name: string): string {
  const metadata = /^(.*)\.meta\.csv$/.exec(name)?.[1];
  if (metadata !== undefined) return `Metadata of ${metadata}.csv: its columns and what they say`;
  if (name.startsWith('partners-pack')) return 'Pack for partners: tables with commentary';
  return OTHERS[name] ?? DATA_SETS[name.replace(/\.csv$/, '')] ?? 'Data of the release';
}

/** Data sets in the order of `DATA_SETS`, each followed by its metadata, after files that are read as they are. */
export const inOrder = (files: readonly ReleasedFile[]): ReleasedFile[] =>
  files.toSorted((a, b) => placeOf(a.name) - placeOf(b.name) || a.name.localeCompare(b.name, 'en-GB'));

function placeOf(name: string): number {
  const place = Object.keys(DATA_SETS).indexOf(name.replace(/(\.meta)?\.csv$/, ''));
  return place * 2 + (name.endsWith('.meta.csv') ? 1 : 0);
}

/** `1.7 MB` */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${numberText(Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
