import { addCounts, type Counts } from '../../domain/measures/counts.ts';
import { isPersistent, isSevere } from '../../domain/measures/persistent-absence.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import {
  PUPIL_COLUMNS,
  pupilCells,
  RATE_COLUMNS,
  rateCells,
  SESSION_COLUMNS,
  sessionCells,
} from '../measure-columns.ts';
import { pupilsAddress } from '../pupils/pupils-address.ts';
import { countCell, type DataTable, numberColumn, rateCell } from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import { sameSelectionAt } from '../selection/selection.ts';
import type { OverviewFigures } from './count-overview.ts';
import type { PeriodView } from './tiles.ts';

/** The numbers of the tiles of attendance. */
export function headlinesTable(figures: OverviewFigures, periods: readonly PeriodView[]): DataTable {
  const { taught, total, pupils, fullWeek, day } = figures;
  const parts: (readonly [string, Counts, number])[] = [
    ...(taught ? [['period', total, pupils.length] as const] : []),
    ...(fullWeek ? [['week', fullWeek.counts, fullWeek.pupils] as const] : []),
    ...(day ? [['day', addCounts(day.AM, day.PM), day.pupils] as const] : []),
  ];
  return {
    id: 'headlines',
    caption: 'Attendance at a glance',
    head: 'Period',
    fixedOrder: true,
    columns: [...RATE_COLUMNS, numberColumn('pupils', 'Pupils')],
    rows: parts.map(([key, counts, count], index) => ({
      key,
      head: `${periods[index]!.heading}, ${periods[index]!.period}`,
      cells: [...rateCells(counts), countCell(count)],
    })),
  };
}

/** The numbers of the tiles of persistence. */
export function persistenceTable({ pupils }: OverviewFigures): DataTable {
  return {
    id: 'persistence',
    caption: 'Persistent and severe absence',
    head: 'Absence',
    fixedOrder: true,
    columns: [numberColumn('rate', 'Share of pupils')],
    rows: [
      { key: 'persistent', head: 'Persistent', cells: [rateCell(pupils.filter(isPersistent).length, pupils.length)] },
      { key: 'severe', head: 'Severe', cells: [rateCell(pupils.filter(isSevere).length, pupils.length)] },
    ],
  };
}

/** Every year group of the selection, and all together. */
export function yearGroupsTable(facts: ReportFacts, figures: OverviewFigures): DataTable {
  const { school, selection, population } = facts;
  const list = (year: string) => (facts.conversion?.joined ? undefined : pupilsAddress(facts, { groups: { year } }));
  return {
    id: 'year-groups',
    caption: 'Attendance by year group',
    head: 'Year group',
    columns: [...SESSION_COLUMNS, ...PUPIL_COLUMNS],
    rows: figures.yearGroups.map(({ values: [year], sessions, pupils }) => ({
      key: year!,
      head: groupLabel(`nc_year=${year}`),
      href: sameSelectionAt(`/schools/${school.urn}/groups`, selection, {
        groups: { ...selection.groups, year: year! },
      }),
      cells: [...sessionCells(sessions), ...pupilCells(pupils, list(year!))],
    })),
    total: {
      key: 'all',
      head: population === 'all' ? 'All year groups' : 'Years 1 to 11',
      cells: [...sessionCells(figures.total), ...pupilCells(figures.pupils)],
    },
  };
}
