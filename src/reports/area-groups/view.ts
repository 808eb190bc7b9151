import { possible } from '../../domain/measures/counts.ts';
import { gapPoints } from '../../domain/measures/gap-points.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { MEASURE_COLUMNS, type Measured, measureCells, pupilsOf } from '../area/measures.ts';
import type { AreaFacts } from '../area-report.ts';
import { percentText } from '../figures.ts';
import { attendanceOf } from '../measure-columns.ts';
import {
  type DataRow,
  type DataTable,
  type Fraction,
  gapCell,
  noneCell,
  numberColumn,
  type ReportBody,
  rateCell,
} from '../report-view.ts';
import { groupKey } from '../selection/choice.ts';
import { CHARACTERISTICS, type CharacteristicName, sameSelectionAt } from '../selection/selection.ts';
import { CHARACTERISTIC_LABELS } from '../selection/view-selection.ts';
import type { AreaGroupsFacts } from './report.ts';

const NOTHING: Measured = { attended: 0, authorised: 0, unauthorised: 0, enrolments: new Array<number>(11).fill(0) };

/** The page of groups across schools. */
export function viewAreaGroups(facts: AreaFacts, more: AreaGroupsFacts): ReportBody {
  const tables = more.characteristics
    .filter((name) => facts.selection.groups[name] === undefined)
    .map((name) => ({ name, table: groupTable(facts, more, name) }))
    .filter(({ table }) => table.rows.length > 0);
  return {
    message: messageOf(more),
    sections: tables.map(({ name, table }) => ({
      id: `by-${name.replaceAll('_', '-')}`,
      heading: CHARACTERISTIC_LABELS[name],
      text: [],
      tables: [table],
    })),
    workedOut: [
      'All schools are pooled: all sessions of a group’s pupils together, and all its pupils. A pupil enrolled at two schools counts at each.',
      'The rest: attendance of all other pupils of the selection, those whose characteristic is not known among them. The gap is the group’s attendance less that of the rest, in percentage points.',
      'Sessions count in the group that the pupil was in that week; pupils in that of the last week of the period. The name of a group leads to its schools.',
    ],
    empty: null,
  };
}

function groupTable({ selection }: AreaFacts, { groups }: AreaGroupsFacts, name: CharacteristicName): DataTable {
  const all = groups.get('all') ?? NOTHING;
  const rows = CHARACTERISTICS[name].flatMap((value): DataRow[] => {
    const own = groups.get(groupKey(name, value));
    if (!own || (possible(own) === 0 && pupilsOf(own) === 0)) return [];
    const rest = restOf(all, own);
    const hasBoth = possible(own) > 0 && rest.denominator > 0;
    return [
      {
        key: value,
        head: groupLabel(groupKey(name, value)),
        href: sameSelectionAt('/schools', selection, { groups: { ...selection.groups, [name]: value } }),
        cells: [
          ...measureCells(own),
          rateCell(rest.numerator, rest.denominator),
          hasBoth ? gapCell(attendanceOf(own), rest) : noneCell('nothing to compare with'),
        ],
      },
    ];
  });
  return {
    id: name,
    caption: `${CHARACTERISTIC_LABELS[name]}: attendance and persistent absence`,
    head: CHARACTERISTIC_LABELS[name],
    columns: [
      ...MEASURE_COLUMNS,
      numberColumn('rest', 'Attendance of the rest'),
      numberColumn('gap', 'Gap to the rest'),
    ],
    rows,
  };
}

const restOf = (all: Measured, own: Measured): Fraction => ({
  numerator: all.attended - own.attended,
  denominator: possible(all) - possible(own),
});

/** The group that is furthest behind the rest, of those that say something about many: not year groups, nor what is not known. */
function messageOf({ groups }: AreaGroupsFacts): string {
  const all = groups.get('all') ?? NOTHING;
  if (possible(all) === 0) return 'No school has a possible session in this selection.';
  const behind = [...groups]
    .filter(([key, own]) => key !== 'all' && !/^nc_year=|=unknown$/.test(key) && pupilsOf(own) >= FEWEST)
    .flatMap(([key, own]) => {
      const rest = restOf(all, own);
      if (possible(own) === 0 || rest.denominator === 0) return [];
      return [{ key, own, rest, gap: own.attended / possible(own) - rest.numerator / rest.denominator }];
    })
    .sort((a, b) => a.gap - b.gap)[0];
  if (!behind || behind.gap >= 0) return `Attendance of all pupils is ${percentText(all.attended, possible(all))}.`;
  const points = gapPoints(attendanceOf(behind.own), behind.rest)!.replace('-', '');
  return `The group furthest behind the rest is “${groupLabel(behind.key)}”: ${percentText(behind.own.attended, possible(behind.own))}, ${points} percentage points below all others.`;
}

/** Pupils that a group must have to be named in the message. */
const FEWEST = 10;
