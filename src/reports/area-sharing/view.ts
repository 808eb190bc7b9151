import { STATE_WORDS } from '../../domain/agreement/in-words.ts';
import type { School } from '../../store/school-lookups.ts';
import { isOfPhase } from '../area/phase.ts';
import type { AreaFacts } from '../area-report.ts';
import { countText } from '../figures.ts';
import { type DataTable, type ReportBody, wordsCell, wordsColumn } from '../report-view.ts';
import { sinceText } from '../times.ts';
import type { AreaSharingFacts } from './report.ts';

/** The page of schools that share and schools that do not. */
export function viewAreaSharing(facts: AreaFacts, more: AreaSharingFacts): ReportBody {
  const { selection, visible, organisation } = facts;
  const seen = new Set(visible.map(({ urn }) => urn));
  const schools = more.schools.filter(({ publishedPhase }) => isOfPhase(selection.own['phase'], publishedPhase));
  const [sharing, others] = [schools.filter(({ urn }) => seen.has(urn)), schools.filter(({ urn }) => !seen.has(urn))];
  return {
    message: `${sharing.length} of ${countText(schools.length, 'school')} of ${organisation.name} ${sharing.length === 1 ? 'shares its' : 'share their'} attendance data.`,
    sections: [
      {
        id: 'do-not-share',
        heading: 'Schools that do not share',
        text: [
          others.length === 0
            ? 'Every school shares.'
            : 'Each school decides for itself, and may begin or stop at any time. Whether a school that does not share was asked, and what it answered, is between the school and this service.',
        ],
        tables: others.length === 0 ? [] : [othersTable(others)],
        links: others.length === 0 ? [] : [{ text: 'How a school shares its data', href: '/share-your-data' }],
      },
      {
        id: 'share',
        heading: 'Schools that share',
        text: sharing.length === 0 ? ['None yet.'] : [],
        tables: sharing.length === 0 ? [] : [sharingTable(facts, more, sharing)],
      },
    ],
    workedOut: [
      'The schools are those of the trust or the authority in the published list of schools (Get information about schools) that are open today.',
      ...(more.closed === 0 ? [] : [`${countText(more.closed, 'closed school is', 'closed schools are')} left out.`]),
      'A school shares while its agreement is in force. Of the others nothing is told but that they do not share.',
    ],
    empty: null,
  };
}

const ABOUT = [wordsColumn('urn', 'URN'), wordsColumn('phase', 'Phase'), wordsColumn('town', 'Town')];

const aboutCells = ({ urn, phaseName, publishedPhase, town }: School) =>
  [String(urn), publishedPhase ?? (phaseName === 'Not applicable' ? '' : (phaseName ?? '')), town ?? ''].map((text) =>
    wordsCell(text),
  );

const othersTable = (schools: readonly School[]): DataTable => ({
  id: 'not-sharing',
  caption: 'Schools that do not share their attendance data',
  head: 'School',
  columns: [...ABOUT, wordsColumn('state', 'Sharing')],
  rows: schools.map((school) => ({
    key: String(school.urn),
    head: school.name,
    cells: [
      ...aboutCells(school),
      wordsCell(school.mayShare ? 'does not share' : 'does not share: its kind of school cannot'),
    ],
  })),
});

function sharingTable(
  { now, visible }: AreaFacts,
  { states }: AreaSharingFacts,
  schools: readonly School[],
): DataTable {
  const runs = new Map(visible.map(({ urn, freshness }) => [urn, freshness.lastSucceeded?.startedAt ?? null]));
  return {
    id: 'sharing',
    caption: 'Schools that share their attendance data',
    head: 'School',
    columns: [...ABOUT, wordsColumn('state', 'Sharing'), wordsColumn('age', 'Last collected')],
    rows: schools.map((school) => {
      const [state, run] = [states.get(school.urn), runs.get(school.urn) ?? null];
      return {
        key: String(school.urn),
        head: school.name,
        href: `/schools/${school.urn}`,
        cells: [
          ...aboutCells(school),
          wordsCell(state ? STATE_WORDS[state] : 'sharing'),
          wordsCell(run ? sinceText(run, now) : 'not yet'),
        ],
      };
    }),
  };
}
