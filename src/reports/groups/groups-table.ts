import { possible } from '../../domain/measures/counts.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { countText } from '../figures.ts';
import { attendanceOf, PUPIL_COLUMNS, pupilCells, SESSION_COLUMNS, sessionCells } from '../measure-columns.ts';
import { pupilsAddress } from '../pupils/pupils-address.ts';
import {
  type Cell,
  type DataColumn,
  type DataTable,
  gapCell,
  noneCell,
  numberColumn,
  rateCell,
} from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import { groupKey } from '../selection/choice.ts';
import { type CharacteristicName, sameSelectionAt } from '../selection/selection.ts';
import type { Group } from './count-groups.ts';

/** In a group smaller than this one pupil moves the rate by points: said, since a school sees its own pupils. */
export const FEW_PUPILS = 10;

const [ATTENDANCE, ...OTHERS] = SESSION_COLUMNS as [DataColumn, ...DataColumn[]];

/** The words of a table of groups. */
export interface GroupsTableWords {
  readonly id: string;
  readonly caption: string;
  readonly head: string;
}

/** One row a group: the measures, and its attendance beside that of all other pupils of the selection. */
export function groupsTable(
  facts: ReportFacts,
  names: readonly CharacteristicName[],
  groups: readonly Group[],
  words: GroupsTableWords,
): DataTable {
  const { school, selection } = facts;
  const few = groups.filter(({ pupils }) => pupils.length > 0 && pupils.length < FEW_PUPILS);
  return {
    ...words,
    columns: [
      // The gap stands beside the rates that it is made of: on a phone the rest is out of sight.
      ATTENDANCE,
      numberColumn('rest', 'Attendance of the rest'),
      numberColumn('gap', 'Gap to the rest'),
      ...OTHERS,
      ...PUPIL_COLUMNS,
    ],
    rows: groups.map((group) => {
      const chosen = Object.fromEntries(names.map((name, index) => [name, group.values[index]!]));
      const [attendance, ...others] = sessionCells(group.sessions) as [Cell, ...Cell[]];
      return {
        key: names.length === 1 ? group.values[0]! : names.map((name, i) => `${name}=${group.values[i]}`).join('&'),
        head: labelOf(names, group),
        href: sameSelectionAt(`/schools/${school.urn}/groups`, selection, {
          groups: { ...selection.groups, ...chosen },
        }),
        cells: [
          attendance,
          rateCell(group.rest.attended, possible(group.rest)),
          gapOf(group),
          ...others,
          ...pupilCells(group.pupils, pupilsAddress(facts, { groups: chosen })),
        ],
      };
    }),
    ...(few.length > 0 && { note: noteOf(few.map((group) => [labelOf(names, group), group.pupils.length])) }),
  };
}

/** `Year 9, Free school meals` */
export const labelOf = (names: readonly CharacteristicName[], { values }: Pick<Group, 'values'>): string =>
  names.map((name, index) => groupLabel(groupKey(name, values[index]!))).join(', ');

function gapOf({ sessions, rest }: Group): Cell {
  if (possible(sessions) === 0) return noneCell('No possible sessions');
  return possible(rest) === 0 ? noneCell('No others') : gapCell(attendanceOf(sessions), attendanceOf(rest));
}

const noteOf = (few: readonly (readonly [string, number])[]): string =>
  `Fewer than ${FEW_PUPILS} pupils: ${few
    .map(([label, pupils]) => `${label} (${countText(pupils, 'pupil')})`)
    .join('; ')}. One pupil moves such a rate a lot.`;
