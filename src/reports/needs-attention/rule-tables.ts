import type { Case } from '../../domain/attention/find-attention.ts';
import type { Share } from '../../domain/attention/pattern.ts';
import type { FoundBy, RuleId } from '../../domain/attention/rules.ts';
import { dateOfPlace } from '../../domain/attention/school-so-far.ts';
import type { NowAndBefore } from '../../domain/attention/share-to-date.ts';
import { sessionsTo } from '../../domain/measures/sessions-to.ts';
import { inWords, rangeInWords, withoutDay } from '../../domain/sessions/in-words.ts';
import { countText } from '../figures.ts';
import {
  type Cell,
  countCell,
  type DataColumn,
  dayCell,
  noneCell,
  numberColumn,
  rateCell,
  wordsCell,
  wordsColumn,
} from '../report-view.ts';

/** How the cases of a rule stand in its table: its own columns, between the year group and whose pattern it is. */
export interface RuleTable<Id extends RuleId> {
  readonly columns: readonly DataColumn[];
  cells(found: FoundBy[Id], facts: { readonly start: string }): readonly Cell[];
  /** Which sessions the pattern is about. */
  readonly stretch: string;
}

const share = ({ missed, possible }: Share): Cell => rateCell(missed, possible);
const counts = ({ missed, possible }: Share) => ({ attended: possible - missed, authorised: missed, unauthorised: 0 });
const onDay = (date: string): Cell => dayCell(inWords(date), date);
const LAST_SCHOOL_SESSIONS = 'the last 20 sessions of the school';

const absence = numberColumn('absence', 'Absence this year');
const before = numberColumn('before', '5 school days ago');

function toLeave({ now }: NowAndBefore, threshold: 'persistent' | 'severe'): Cell {
  const sessions = sessionsTo(counts(now), threshold).attendToLeave!;
  return wordsCell(`Attend ${countText(sessions, 'session')} in a row`);
}

/** The day on which absence would be persistent; only where the pace leads there soon. */
const aboutWhen = (date: string | null): Cell =>
  date === null ? noneCell('not soon') : dayCell(`About ${withoutDay(date)}`, date);

/** `17.5`: a session is half a day. */
const daysOf = (sessions: number): string => `${Math.floor(sessions / 2)}${sessions % 2 === 1 ? '.5' : ''}`;

export const RULE_TABLES: { readonly [Id in RuleId]: RuleTable<Id> } = {
  'ten-days-unauthorised': {
    columns: [
      numberColumn('days', 'School days in a row'),
      numberColumn('sessions', 'Sessions'),
      wordsColumn('since', 'Since'),
    ],
    cells: ({ days, sessions, first }) => [countCell(days), countCell(sessions), onDay(first)],
    stretch: 'the sessions since that day',
  },
  'newly-severe': {
    columns: [absence, before, wordsColumn('way_out', 'To come out of it')],
    cells: (found) => [share(found.now), share(found.before), toLeave(found, 'severe')],
    stretch: LAST_SCHOOL_SESSIONS,
  },
  'newly-persistent': {
    columns: [absence, before, wordsColumn('way_out', 'To come out of it')],
    cells: (found) => [share(found.now), share(found.before), toLeave(found, 'persistent')],
    stretch: LAST_SCHOOL_SESSIONS,
  },
  'about-to-be-persistent': {
    columns: [
      absence,
      numberColumn('last_20', 'Of the last 20'),
      numberColumn('sessions_left', 'Missed in a row makes it persistent'),
      numberColumn('pace', 'Sessions to it at this pace'),
      wordsColumn('date', 'Persistent at this pace'),
    ],
    cells: (found) => [
      share(found.now),
      share(found.last),
      countCell(found.sessionsLeft),
      found.pace === null ? noneCell('not at this pace') : countCell(found.pace),
      aboutWhen(found.date),
    ],
    stretch: 'the sessions since the first of the pupil’s last 20',
  },
  'ten-in-ten-weeks': {
    columns: [
      numberColumn('sessions', 'Unauthorised sessions'),
      numberColumn('of_which_n', 'Of them N'),
      wordsColumn('first', 'The first of them'),
    ],
    cells: ({ sessions, withoutReason, first }) => [countCell(sessions), countCell(withoutReason), onDay(first)],
    stretch: 'the sessions of these weeks in this academic year',
  },
  'sudden-change': {
    columns: [
      numberColumn('last_20', 'Missed of the last 20'),
      numberColumn('before', 'Missed before them'),
      wordsColumn('since', 'The last 20 began'),
    ],
    cells: ({ last, before: past, stretch }, school) => [
      share(last),
      share(past),
      onDay(dateOfPlace(school, stretch.from)),
    ],
    stretch: 'the sessions since the first of the pupil’s last 20',
  },
  'illness-15-days': {
    columns: [
      numberColumn('sessions', 'Sessions of illness'),
      numberColumn('longest', 'Most in a row'),
      wordsColumn('days', 'In days'),
    ],
    cells: ({ sessions, longest }) => [countCell(sessions), countCell(longest), wordsCell(`${daysOf(sessions)} days`)],
    stretch: LAST_SCHOOL_SESSIONS,
  },
  'unexplained-n': {
    columns: [numberColumn('sessions', 'Sessions still N'), wordsColumn('oldest', 'The oldest of them')],
    cells: ({ sessions, oldest }) => [countCell(sessions), onDay(oldest)],
    stretch: LAST_SCHOOL_SESSIONS,
  },
  returned: {
    columns: [
      numberColumn('sessions', 'Sessions missed in a row'),
      wordsColumn('away', 'Away'),
      wordsColumn('back', 'Back since'),
    ],
    cells: ({ sessions, first, last, back }) => [
      countCell(sessions),
      dayCell(rangeInWords(first, last), first),
      onDay(back),
    ],
    stretch: 'the sessions of the absence',
  },
  'came-out': {
    columns: [absence, before, wordsColumn('way_back', 'To stay out of it')],
    cells: ({ now, before: then }) => {
      const left = sessionsTo(counts(now), 'persistent').moreMissed!;
      return [share(now), share(then), wordsCell(`Miss at most ${countText(left - 1, 'session')} in a row`)];
    },
    stretch: LAST_SCHOOL_SESSIONS,
  },
};

/** The cells of any rule's case: a rule's table takes what the same rule found. */
export function ruleCells<Id extends RuleId>(
  id: Id,
  { found }: Case<FoundBy[Id]>,
  facts: { start: string },
): readonly Cell[] {
  return RULE_TABLES[id].cells(found, facts);
}
