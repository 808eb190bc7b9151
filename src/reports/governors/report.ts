import { NOT_ALLOWED } from '../../access/purposes.ts';
import type { SchoolYear } from '../../domain/register/school-year.ts';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import type { ReportBody } from '../report-view.ts';
import type { MoreParts, ReportFacts, SchoolReport } from '../school-report.ts';
import { readKnownYear } from '../school-year/read-known-year.ts';
import { addressOf, sameSelectionAt } from '../selection/selection.ts';
import {
  attendanceSentences,
  changeSentences,
  persistenceSentences,
  standingSentence,
} from './attendance-sentences.ts';
import { countSummary } from './count-summary.ts';
import { differingGroups, groupSentences } from './group-sentences.ts';
import { type LookAt, lookAt, NOTHING_TO_LOOK_AT } from './look-at.ts';
import { reasonSentences } from './reason-sentences.ts';
import { attendanceTable, groupsTable, reasonsTable } from './summary-tables.ts';
import { FEWEST } from './too-few.ts';

/** A school's attendance in sentences, for its governors: no pupil's name, no group of fewer than 10 pupils. */
export const governorsSummary: SchoolReport<SchoolYear | null> = {
  name: 'Governors’ summary',
  path: '/governors',
  names: false,
  choices: [],
  more: readLastYear,
  view: viewGovernors,
};

async function readLastYear({ transaction, facts }: MoreParts): Promise<SchoolYear | null> {
  const { schoolYear, knownAt, sensitive } = facts;
  const year = academicYear(schoolYear.year.startYear - 1);
  const found = await readKnownYear(transaction, schoolYear.urn, year, knownAt, sensitive);
  return found.pupils.length === 0 ? null : found;
}

/** Makes the page, and what the document is made of. */
export function viewGovernors(facts: ReportFacts, lastYear: SchoolYear | null): ReportBody {
  const figures = countSummary(facts, lastYear);
  // Without a possible session the page says what every report says then.
  if (figures === null || figures.year.pupils === 0) return { message: '', sections: [], workedOut: [], empty: null };
  if (figures.year.pupils < FEWEST) return { message: '', sections: [], workedOut: WORKED_OUT, empty: TOO_FEW_PUPILS };
  const found = lookAt(figures);
  const { selection, school } = facts;
  const root = `/schools/${school.urn}`;
  const section = (id: string, heading: string, text: readonly string[]) => ({ id, heading, text, tables: [] });
  return {
    message: standingSentence(figures),
    sections: [
      {
        ...section('attendance', 'Attendance', attendanceSentences(figures)),
        tables: [attendanceTable(figures)],
        links: [
          {
            text: 'Download this summary as a Word document',
            href: addressOf(`${root}/governors/document`, selection),
          },
        ],
      },
      section('persistence', 'Persistent and severe absence', persistenceSentences(figures)),
      {
        ...section('groups', 'Groups that differ most from all other pupils', groupSentences(figures)),
        tables: differingGroups(figures).length > 0 ? [groupsTable(differingGroups(figures))] : [],
      },
      {
        ...section('reasons', 'Reasons', reasonSentences(figures)),
        tables: figures.reasons.length > 0 ? [reasonsTable(figures)] : [],
      },
      section('changes', 'What changed since the half term before', changeSentences(figures)),
      {
        ...section(
          'look-at',
          'What the school could look at',
          found.length > 0 ? found.map(({ text }) => text) : [NOTHING_TO_LOOK_AT],
        ),
        links: linksOf(found, root, facts),
      },
      section('use', 'What this summary may not be used for', [
        `It is made to help pupils attend. It must not be used for inspection or to judge the school: not for ${NOT_ALLOWED.join('; ')}.`,
        'The figures say what was recorded, not why, and not how well anybody works. A difference between groups is no finding about its cause.',
      ]),
    ],
    workedOut: WORKED_OUT,
    empty: null,
  };
}

const linksOf = (found: readonly LookAt[], root: string, { selection }: ReportFacts) =>
  [...new Map(found.map(({ path, link }) => [path, link]))].map(([path, text]) => ({
    text,
    href: sameSelectionAt(`${root}${path}`, selection),
  }));

const TOO_FEW_PUPILS = {
  text: `There are fewer than ${FEWEST} pupils to count, too few for a summary that leaves the school.`,
  next: 'The other reports show the school what it holds. If you narrowed the pupils, remove a filter.',
};

const WORKED_OUT: readonly string[] = [
  'The summary reaches to the last school day of the period chosen: to the latest when none is. Attendance is sessions attended of possible sessions, pooled over all pupils; absence is the rest, authorised or not.',
  'A pupil is persistently absent who missed 10% or more of their own possible sessions of the days told, severely absent at 50% or more.',
  'A half term is a term of the census cut at the longest run of whole weeks without a possible session. “This half term” is its part up to the last day. Last year is counted to the same day of the same week of the academic year.',
  `No pupil is named. Groups of fewer than ${FEWEST} pupils are not told apart, nor groups outside which there are fewer; where one such group could be worked out from the others, another is left out too. Who is or was looked after is not in this summary.`,
  'A group is said to differ when its attendance is 1.0 percentage points or more from that of all other pupils; of two groups that make up the whole, the smaller is named. A reason is told apart when at least 10 pupils have it.',
  'Differences are in percentage points, worked out from the whole numbers and rounded once.',
  'To keep this page as a PDF, print it: filters and links are left away on paper.',
];
