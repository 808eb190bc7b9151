import { codeOfMark, NO_MARK } from '../../domain/codes/codes.ts';
import { HIDDEN_DISPLAY, HIDDEN_MARK } from '../../domain/codes/sensitive-marks.ts';
import { countPupils, countSessions } from '../../domain/measures/count-year.ts';
import { possible } from '../../domain/measures/counts.ts';
import { isPersistent, isSevere } from '../../domain/measures/persistent-absence.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { profileAt, type SchoolYear, sessionOf } from '../../domain/register/school-year.ts';
import { addDays } from '../../domain/sessions/dates.ts';
import { inShort } from '../../domain/sessions/in-words.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { countText, percentText } from '../figures.ts';
import { nameText } from '../pupil-name.ts';
import {
  countCell,
  type DataTable,
  type Fraction,
  gapCell,
  numberColumn,
  type ReportBody,
  rateCell,
  wordsCell,
  wordsColumn,
} from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import { addressOf } from '../selection/selection.ts';
import type { ChangedMark } from './compare-years.ts';
import type { ChangesMore } from './report.ts';

/** So many changes of a pupil are told one by one. */
const TOLD = 6;

/** The page of changes: the figures then and now, the marks that changed, and whose they are. */
export function viewChanges(facts: ReportFacts, { names, since, before, compared, wasKnown }: ChangesMore): ReportBody {
  const { changes, added } = compared;
  const [then, now] = [figuresOf(facts, before), figuresOf(facts, facts.schoolYear)];
  const byPupil = Map.groupBy(changes, ({ pupil }) => pupil);
  return {
    message: wasKnown
      ? messageOf(changes, byPupil.size, since.words, then.attendance, now.attendance)
      : `Nothing of this school was known at ${since.moment}, so there is nothing to compare with.`,
    sections: [
      {
        id: 'figures-then-and-now',
        heading: 'Figures then and now',
        text: [
          ...(since.instead === null ? [] : [since.instead]),
          wasKnown
            ? `Then: as they were known at ${since.moment}. Both are of the year to date.`
            : 'The school had not been collected by then. Choose a later time to compare with.',
        ],
        links: linksOf(facts),
        tables: [figuresTable(then, now)],
      },
      {
        id: 'marks-that-changed',
        heading: 'Marks that changed',
        text: [
          ...(changes.length === 0
            ? [wasKnown ? 'No mark that was known then has changed.' : 'There is nothing to compare with.']
            : []),
          ...(added === 0
            ? []
            : [
                `${countText(added, 'mark')} of sessions held since then ${added === 1 ? 'is' : 'are'} new. New marks are no changes.`,
              ]),
        ],
        tables: changes.length === 0 ? [] : [marksTable(changes)],
      },
      ...(changes.length === 0
        ? []
        : [
            {
              id: 'whose-marks',
              heading: 'Whose marks changed',
              text: [],
              tables: [pupilsTable(facts, byPupil, names)],
            },
          ]),
    ],
    workedOut: [
      'A change is a session that had been held when the registers were last collected before that time, and whose mark is another now: replaced, added late, or taken out. A mark that was replaced and put back is no change. Marks are counted for all year groups, unless a group is chosen.',
      'Figures then are worked out from the register as it was known then, by the same definition. They are of the year to date as it was then, so they also differ by the sessions held since.',
      '“You last looked” is the last time before today at which you looked at a page of this school’s pupils or figures, as it is on record.',
    ],
    empty: null,
  };
}

interface Figures {
  readonly attendance: Fraction;
  readonly authorised: Fraction;
  readonly unauthorised: Fraction;
  readonly persistent: Fraction;
  readonly severe: Fraction;
}

function figuresOf({ choice }: ReportFacts, year: SchoolYear): Figures {
  const counts = countSessions(year, choice);
  const pupils = countPupils(year, choice);
  const sessions = (numerator: number) => ({ numerator, denominator: possible(counts) });
  const share = (numerator: number) => ({ numerator, denominator: pupils.length });
  return {
    attendance: sessions(counts.attended),
    authorised: sessions(counts.authorised),
    unauthorised: sessions(counts.unauthorised),
    persistent: share(pupils.filter(isPersistent).length),
    severe: share(pupils.filter(isSevere).length),
  };
}

function messageOf(
  changes: readonly ChangedMark[],
  pupils: number,
  since: string,
  then: Fraction,
  now: Fraction,
): string {
  const marks =
    changes.length === 0
      ? `No mark has changed since ${since}.`
      : `${countText(changes.length, 'mark')} of ${countText(pupils, 'pupil')} ${changes.length === 1 ? 'has' : 'have'} changed since ${since}.`;
  if (then.denominator === 0 || now.denominator === 0) return marks;
  const [was, is] = [percentText(then.numerator, then.denominator), percentText(now.numerator, now.denominator)];
  return `${marks} ${was === is ? `Attendance was ${was} then, as it is now.` : `Attendance was ${was} then and is ${is} now.`}`;
}

const FIGURES: readonly (readonly [keyof Figures, string])[] = [
  ['attendance', 'Attendance'],
  ['authorised', 'Authorised absence'],
  ['unauthorised', 'Unauthorised absence'],
  ['persistent', 'Persistently absent pupils'],
  ['severe', 'Severely absent pupils'],
];

function figuresTable(then: Figures, now: Figures): DataTable {
  const rate = ({ numerator, denominator }: Fraction) => rateCell(numerator, denominator);
  return {
    id: 'figures',
    caption: 'Figures of the year to date, then and now',
    head: 'Figure',
    fixedOrder: true,
    columns: [numberColumn('then', 'Then'), numberColumn('now', 'Now'), numberColumn('gap', 'Difference')],
    rows: FIGURES.map(([key, head]) => ({
      key,
      head,
      cells: [rate(then[key]), rate(now[key]), gapCell(now[key], then[key])],
    })),
  };
}

/** A mark's code as it stands in a register, `none` without one. */
function codeKey(mark: string): string {
  if (mark === NO_MARK) return 'none';
  return mark === HIDDEN_MARK ? 'Y5_Y7' : (codeOfMark(mark)?.code ?? mark);
}

function codeWords(mark: string): { code: string; meaning: string } {
  if (mark === NO_MARK) return { code: 'no mark', meaning: 'no mark' };
  if (mark === HIDDEN_MARK) return HIDDEN_DISPLAY;
  return codeOfMark(mark) ?? { code: '?', meaning: 'a code that could not be read' };
}

const pairText = ({ was, became }: ChangedMark): string => `${codeWords(was).code} became ${codeWords(became).code}`;

function marksTable(changes: readonly ChangedMark[]): DataTable {
  const pairs = Map.groupBy(changes, ({ was, became }) => `${codeKey(was)}>${codeKey(became)}`);
  return {
    id: 'marks',
    caption: 'Changes of marks, by what they were and became',
    head: 'Change',
    columns: [wordsColumn('meaning', 'In words'), numberColumn('changes', 'Changes'), numberColumn('pupils', 'Pupils')],
    rows: [...pairs]
      .map(([key, own]) => ({ key, own, pupils: new Set(own.map(({ pupil }) => pupil)).size }))
      .sort((a, b) => b.own.length - a.own.length || (a.key < b.key ? -1 : 1))
      .map(({ key, own, pupils }) => ({
        key,
        head: pairText(own[0]!),
        cells: [
          wordsCell(`From “${codeWords(own[0]!.was).meaning}” to “${codeWords(own[0]!.became).meaning}”`),
          countCell(own.length),
          countCell(pupils),
        ],
      })),
  };
}

function pupilsTable(
  { school, schoolYear }: ReportFacts,
  byPupil: ReadonlyMap<number, readonly ChangedMark[]>,
  names: ChangesMore['names'],
): DataTable {
  const groups = new Map(
    schoolYear.pupils.map((each) => [each.pupil, schoolYear.profiles.get(profileAt(each, 99) ?? -1)?.ncYear]),
  );
  const told = (change: ChangedMark) => {
    const { date, half } = sessionOf(schoolYear.year, change.place);
    return `${inShort(date)} ${half}: ${pairText(change)}`;
  };
  return {
    id: 'pupils',
    caption: 'Pupils whose marks changed',
    head: 'Pupil',
    names: true,
    columns: [
      wordsColumn('year_group', 'Year group'),
      numberColumn('changes', 'Changes'),
      wordsColumn('which', 'Which'),
    ],
    rows: [...byPupil]
      .sort(([a, own], [b, other]) => other.length - own.length || a - b)
      .map(([pupil, own]) => ({
        key: String(pupil),
        head: nameText(names.get(pupil) ?? { forename: null, surname: null }),
        href: `/schools/${school.urn}/pupils/${pupil}`,
        cells: [
          wordsCell(groupLabel(`nc_year=${groups.get(pupil)}`)),
          countCell(own.length),
          wordsCell(
            [...own.slice(0, TOLD).map(told), ...(own.length > TOLD ? [`and ${own.length - TOLD} more`] : [])].join(
              '; ',
            ),
          ),
        ],
      })),
  };
}

/** Other times to compare with, one click away. */
function linksOf({ school, selection, knownAt, now }: ReportFacts) {
  const today = londonDate(knownAt ?? now);
  const { since: asked = 'yesterday', ...others } = selection.own;
  const to = (since: string) =>
    addressOf(`/schools/${school.urn}/changes`, selection, {
      own: since === 'yesterday' ? others : { ...others, since },
    });
  return [
    ['yesterday', 'Since yesterday'],
    ['seen', 'Since you last looked, before today'],
    [addDays(today, -7), 'Since a week ago'],
    [addDays(today, -28), 'Since four weeks ago'],
  ].flatMap(([since, text]) => (since === asked ? [] : [{ text: text!, href: to(since!) }]));
}
