import { possible } from '../../domain/measures/counts.ts';
import { inShort } from '../../domain/sessions/in-words.ts';
import type { AreaFacts } from '../area-report.ts';
import { countText } from '../figures.ts';
import { nameText } from '../pupil-name.ts';
import {
  type Cell,
  type DataTable,
  numberColumn,
  type ReportBody,
  rateCell,
  wordsCell,
  wordsColumn,
} from '../report-view.ts';
import type { Move, Moves } from './find-moves.ts';
import type { SharedStay } from './query.ts';

/** The page of moves between schools. */
export function viewAreaMoves(facts: AreaFacts, moves: Moves): ReportBody {
  const shown = new Set(facts.schools.map(({ urn }) => urn));
  const isShown = ({ from, to }: Move) => shown.has(from.urn) && shown.has(to.urn);
  const { from, to } = facts.period;
  const moved = moves.moved.filter((move) => isShown(move) && move.to.firstDay >= from && move.to.firstDay <= to);
  const both = moves.both.filter(
    (move) =>
      isShown(move) && move.to.firstDay <= to && (move.from.lastDay ?? to) >= from && (move.to.lastDay ?? to) >= from,
  );
  return {
    message: `${countText(moved.length, 'pupil moved', 'pupils moved')} between your schools, and ${both.length === 1 ? '1 is or was' : `${both.length} are or were`} on the roll of two at the same time.`,
    sections: [
      {
        id: 'moved',
        heading: 'Moved from one school to another',
        text: moved.length === 0 ? ['Nobody in this period.'] : [],
        tables: moved.length === 0 ? [] : [movesTable(facts, moved, 'moves', 'Pupils who moved between schools', '>')],
      },
      {
        id: 'at-both',
        heading: 'On the roll of two schools at the same time',
        text:
          both.length === 0
            ? ['Nobody in this period.']
            : ['This is dual registration, or one of the two schools has not recorded that the pupil left.'],
        tables: both.length === 0 ? [] : [movesTable(facts, both, 'both', 'Pupils on the roll of two schools', '+')],
      },
    ],
    workedOut: [
      'Pupils are found by their UPN: the same at two of your schools, with a stay at each in the academic year. A pupil without a UPN, or with another one at the new school, is not found; a move to or from a school that you do not see is not either.',
      ...(moves.shared === 0
        ? []
        : [
            `${countText(moves.shared, 'UPN')} ${moves.shared === 1 ? 'is' : 'are'} held by two pupils of one school, and left out: nobody can be told by ${moves.shared === 1 ? 'it' : 'them'}. “Data received” of the school names them.`,
          ]),
      'A move is a stay that begins on or after the last day of the stay before, at a school where the pupil had a session in the academic year. Stays that have days in common are dual registrations.',
      'Attendance at each school is of all the pupil’s possible sessions there in the academic year.',
    ],
    empty: null,
  };
}

function movesTable(facts: AreaFacts, moves: readonly Move[], id: string, caption: string, between: string): DataTable {
  const names = new Map(facts.schools.map(({ urn, name }) => [urn, name]));
  const school = (stay: SharedStay): Cell =>
    wordsCell(names.get(stay.urn)!, `/schools/${stay.urn}/pupils/${stay.pupil}`);
  return {
    id,
    caption,
    names: true,
    head: 'Pupil',
    columns: [
      wordsColumn('from', 'From'),
      wordsColumn('last_day', 'Last day there'),
      wordsColumn('to', 'To'),
      wordsColumn('first_day', 'First day there'),
      numberColumn('attendance_from', 'Attendance at the first'),
      numberColumn('attendance_to', 'Attendance at the second'),
    ],
    rows: moves.map(({ from, to }) => ({
      key: `${from.urn}:${from.pupil}${between}${to.urn}:${to.pupil}:${to.firstDay}`,
      head: nameText(to),
      href: `/schools/${to.urn}/pupils/${to.pupil}`,
      cells: [
        school(from),
        wordsCell(from.lastDay === null ? 'still on roll' : inShort(from.lastDay)),
        school(to),
        wordsCell(inShort(to.firstDay)),
        rateCell(from.attended, possible(from)),
        rateCell(to.attended, possible(to)),
      ],
    })),
  };
}
