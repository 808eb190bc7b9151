import { countText, percentText } from '../figures.ts';
import {
  aboutCell,
  type Cell,
  countCell,
  type DataRow,
  noneCell,
  numberColumn,
  rateCell,
  type Section,
} from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import { addressOf } from '../selection/selection.ts';
import { PUBLISHED_YEARS, type PublishedRow, roundPublished, SYMBOL_WORDS } from './published-figures.ts';
import type { CompareFacts } from './report.ts';

const SOURCE =
  'Department for Education, “Pupil attendance in schools” (Explore Education Statistics). Contains public sector information licensed under the Open Government Licence v3.0.';

/** The Department's own figures, apart from ours: another year, other schools. */
export function viewPublished(facts: ReportFacts, { own, published }: CompareFacts): Section[] {
  if (!own?.phase || published.length === 0) return [];
  const byDefinition = facts.selection.definition === 'published';
  const address = `/schools/${facts.school.urn}/compare`;
  return [
    {
      id: 'published-by-the-department',
      heading: 'Published by the Department',
      text: [
        ...(facts.school.invented
          ? ['These are real figures of real schools. Everything else on this page is invented.']
          : []),
        headline(published),
        `They are of other years (${PUBLISHED_YEARS.map(({ label, words }) => `${label}: ${words}`).join('; ')}) and of nearly all schools, while the groups above are the schools that share here, in the period chosen. So a national figure here and a national figure there are not the same figure.`,
        'What the Department counts: pupils aged 5 to 15, from the first full week of the autumn term, without those aged 15 in the second half of the summer term.',
      ],
      links: [
        byDefinition
          ? {
              text: 'This page is worked out by that definition. Show the school’s own figures, from its first session',
              href: addressOf(address, facts.selection, { definition: 'here' }),
            }
          : {
              text: 'Work out this school’s figures by that definition',
              href: addressOf(address, facts.selection, { definition: 'published' }),
            },
      ],
      tables: [
        {
          id: 'published',
          caption: `Published by the Department: ${own.phase.toLowerCase()} schools, year to date`,
          head: 'Area and year',
          fixedOrder: true,
          columns: [
            numberColumn('attendance', 'Attendance'),
            numberColumn('authorised', 'Authorised absence'),
            numberColumn('unauthorised', 'Unauthorised absence'),
            numberColumn('persistent', 'Persistently absent pupils'),
            numberColumn('schools', 'Schools that responded'),
          ],
          rows: published.map(publishedRow),
          note: `${SOURCE} Schools are the mean of each day. Of persistently absent pupils only the share is published.`,
        },
      ],
    },
  ];
}

function headline(rows: readonly PublishedRow[]): string {
  const { year, area, phase, figures } = rows[0]!;
  const what = `Published by the Department, ${year.label} year to date (${area}, ${phase})`;
  if (typeof figures === 'string') return `${what}: ${SYMBOL_WORDS[figures]}.`;
  return `${what}: ${percentText(figures.attended, figures.possible)} attendance, of ${countText(figures.possible, 'possible session')}.`;
}

function publishedRow({ year, level, area, figures }: PublishedRow): DataRow {
  const key = `${level}_${year.code}`;
  const head = `${area}, ${year.label}`;
  if (typeof figures === 'string')
    return { key, head, cells: Array.from({ length: 5 }, (): Cell => noneCell(SYMBOL_WORDS[figures])) };
  const { attended, authorised, unauthorised, possible, persistentPercent, schools } = figures;
  const persistent = /^\d/.test(persistentPercent)
    ? aboutCell(roundPublished(persistentPercent), null)
    : noneCell(SYMBOL_WORDS[persistentPercent as keyof typeof SYMBOL_WORDS]);
  return {
    key,
    head,
    cells: [
      rateCell(attended, possible),
      rateCell(authorised, possible),
      rateCell(unauthorised, possible),
      persistent,
      countCell(schools),
    ],
  };
}
