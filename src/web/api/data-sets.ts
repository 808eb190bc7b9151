import type { ApiFile } from '../../publish/released/api-files.ts';
import { uuid } from '../../publish/released/public-ids.ts';

/** What a data set is called; its file has the name. */
export interface NamedDataSet {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly summary: string;
}

const AREAS = 'England, its regions and local authorities';
const named = (name: ApiFile, title: string, summary: string): NamedDataSet => ({
  id: uuid('data set', name),
  name,
  title,
  summary,
});

/** The tidy files of a release. Those that the newest has are data sets of the API. */
export const DATA_SETS: readonly NamedDataSet[] = [
  named(
    'attendance-reasons',
    'Attendance and reasons for absence',
    `Sessions by attendance, absence and reason, and their share of possible sessions, by day, week and year to date and by phase of school: ${AREAS}.`,
  ),
  named(
    'persistent-absence',
    'Persistent absence',
    `The share of pupils who were persistently absent in a term or the year to date, by phase of school: ${AREAS}.`,
  ),
  named(
    'attendance-by-characteristic',
    'Attendance by characteristic of pupils',
    `Attendance and absence by sex, special educational needs and free school meals, by week, term and year to date and by phase of school: ${AREAS}.`,
  ),
  named(
    'revisions',
    'Revisions of headline rates',
    'Attendance and absence rates of weeks as they were published before and as they are now, by phase of school: England and its regions.',
  ),
];

/** The one publication that the data sets belong to. */
export const PUBLICATION = {
  id: uuid('publication'),
  title: 'Pupil attendance in schools',
  slug: 'pupil-attendance-in-schools',
  summary:
    'Attendance and absence in state-funded schools in England, from their registers, published every fortnight.',
} as const;
