import type { DataSet } from '../../publish/released/data-set.ts';
import type { WideArea } from '../../publish/released/wide-file.ts';
import { phaseWords } from './area-figures.ts';
import { MARKS } from './figure-words.ts';
import { figureIn, findRows, pupilMeasuresOf, pupilRate, tidyPhase } from './pupil-rates.ts';
import { makeSection, type StatSection } from './section.ts';
import { drawTable, rateCell, type StatTable } from './stat-table.ts';

const TOPIC = 'breakdown_topic';
const GROUP = 'breakdown';
const SESSIONS = ['attendance', 'overall_absence'] as const;

/** Sex, special educational needs and free school meals of an area in the year to date; null where the release has no breakdowns of it. */
export function groupsSection(set: DataSet | null, area: WideArea, phase: string): StatSection | null {
  if (!set) return null;
  const rows = findRows(set, area.code, { time_frame: 'Year to date', education_phase: tidyPhase(phase) });
  const topics = set.filters.find(({ column }) => column === TOPIC);
  const groups = set.filters.find(({ column }) => column === GROUP);
  if (rows.length === 0 || !topics || !groups) return null;
  const byTopic = Map.groupBy(rows, (row) => topics.options[topics.of[row]!]!);
  byTopic.delete('Total');
  const tables = [...byTopic].map(([topic, own], place) =>
    topicTable(set, `groups-${place + 1}`, topic, own, (row) => groups.options[groups.of[row]!]!),
  );
  const section = { id: 'groups', heading: 'Groups of pupils' };
  return tables.some(hasFigures)
    ? makeSection({
        ...section,
        text: [
          `${phaseWords(phase)}, the year to date. A group counts the sessions of the weeks in which pupils were in it.`,
        ],
        tables: tables.map(drawTable),
      })
    : makeSection({ ...section, text: [notPublished(area)] });
}

const notPublished = ({ name }: WideArea): string =>
  `No figures of groups of pupils are published of ${name}: some groups are too small for it to be safe. Where it is safe, they are published of England and the regions.`;

const hasFigures = ({ rows }: StatTable): boolean =>
  rows.some(({ cells }) => cells.some(({ text }) => text !== MARKS.x.mark));

function topicTable(
  set: DataSet,
  id: string,
  topic: string,
  rows: readonly number[],
  nameOf: (row: number) => string,
): StatTable {
  return {
    id,
    caption: topic,
    heads: ['Group', 'Attendance', 'Absence', ...pupilMeasuresOf(set).map(({ text }) => text)],
    rows: rows.map((row) => ({
      head: nameOf(row),
      href: null,
      cells: [
        ...SESSIONS.map((name) =>
          rateCell({
            percent: figureIn(set, row, `${name}_percent`),
            numerator: figureIn(set, row, `${name}_session_count`),
            denominator: figureIn(set, row, 'possible_session_count'),
          }),
        ),
        ...pupilMeasuresOf(set).map((measure) => rateCell(pupilRate(set, row, measure))),
      ],
    })),
  };
}
