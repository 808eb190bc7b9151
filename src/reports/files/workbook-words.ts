import { inWords } from '../../domain/sessions/in-words.ts';
import type { DataTable } from '../report-view.ts';
import { type Stamp, stampCells } from '../stamp.ts';
import { momentText } from '../times.ts';
import type { FileFacts } from './file-facts.ts';

/** The symbol for not applicable (Government Statistical Service), explained on the cover and over each table. */
export const NOT_APPLICABLE = '[z]';
const SYMBOL = `${NOT_APPLICABLE} means not applicable: there is nothing to divide by, or nothing to show.`;

/** A heading of the cover and the lines under it. */
export interface CoverPart {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** The document's title: what, whose, of when. */
export const workbookTitle = ({ title, schoolName, period, invented }: FileFacts): string =>
  [`${title}: ${schoolName}`, ...(period ? [period.words] : []), ...(invented ? ['invented data'] : [])].join(', ');

/** Everything that is true of all the tables, in one column. */
export function coverParts(
  facts: FileFacts,
  stamp: Stamp,
  sheets: readonly { name: string; title: string }[],
): CoverPart[] {
  const { period } = facts;
  const cells = stampCells(stamp);
  return [
    {
      heading: 'Period',
      lines: [
        period ? `${inWords(period.from)} to ${inWords(period.to)} (${period.words})` : 'No period: see each table.',
      ],
    },
    { heading: 'Pupils counted', lines: [facts.population, ...facts.filters.map((filter) => `Only: ${filter}`)] },
    { heading: 'Definition', lines: [facts.definition] },
    {
      heading: 'Source',
      lines: [
        facts.invented
          ? 'Invented data of an invented school, made to try the service out.'
          : `Attendance registers of ${facts.schoolName}${facts.urn === null ? '' : ` (URN ${facts.urn})`}, collected with the school’s agreement.`,
        facts.asKnownAt ? `As known ${momentText(facts.asKnownAt)}.` : 'Nothing had been collected yet.',
      ],
    },
    ...(facts.notes.length > 0 ? [{ heading: 'How the figures are worked out', lines: facts.notes }] : []),
    {
      heading: 'Symbols and numbers',
      lines: [SYMBOL, 'Percentages and percentage points are rounded to one decimal, half up, from whole numbers.'],
    },
    {
      heading: 'Who took this file out, and what for',
      lines: [takenOut(stamp), `Conditions of use: ${cells.conditions_of_use}`],
    },
    { heading: 'Contents', lines: sheets.map(({ name, title }) => `Worksheet “${name}”: ${title}`) },
  ];
}

/** The line between a sheet's title and its table: it holds what a reader of this sheet alone must know. */
export const notesLine = (table: DataTable, stamp: Stamp): string =>
  [
    `This worksheet has one table.`,
    ...(table.note ? [table.note] : []),
    SYMBOL,
    takenOut(stamp),
    stampCells(stamp).conditions_of_use,
  ].join(' ');

function takenOut(stamp: Stamp): string {
  const cells = stampCells(stamp);
  return `Downloaded by ${cells.downloaded_by} for ${cells.downloaded_for}, ${momentText(stamp.at)}. Purpose: ${cells.purpose}.`;
}
