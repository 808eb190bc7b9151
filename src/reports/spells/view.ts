import { codeOfMark } from '../../domain/codes/codes.ts';
import {
  REPEATED_SPELLS,
  repeatedShortIllness,
  SHORT_SPELL,
  SPELL_LENGTHS,
  type Spell,
} from '../../domain/measures/spells.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { sessionOf } from '../../domain/register/school-year.ts';
import { inShort, inWords } from '../../domain/sessions/in-words.ts';
import { countText, numberText, percentText } from '../figures.ts';
import { nameText } from '../pupil-name.ts';
import {
  type BarsView,
  countCell,
  type DataRow,
  type DataTable,
  dayCell,
  numberColumn,
  type ReportBody,
  wordsCell,
  wordsColumn,
} from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import type { PupilNames } from '../school-year/query.ts';
import type { PupilSpells } from './pupil-spells.ts';

type Names = ReadonlyMap<number, PupilNames>;
type Own<T> = PupilSpells & { readonly own: T };

/** The page of spells. @param isOnRoll at the end of the period */
export function viewSpells(
  facts: ReportFacts,
  pupils: readonly PupilSpells[],
  names: Names,
  isOnRoll: (pupil: number) => boolean,
): ReportBody {
  const all = pupils.flatMap(({ spells }) => spells);
  const repeated = pupils
    .map((each) => ({ ...each, own: repeatedShortIllness(each.spells) }))
    .filter(({ own }) => own.length > 0)
    .sort((a, b) => b.own.length - a.own.length || total(b.own) - total(a.own));
  const open = pupils
    .flatMap((each) =>
      each.spells
        .filter((spell) => isLongAndOpen(spell) && isOnRoll(each.pupil.pupil))
        .map((own) => ({ ...each, own })),
    )
    .sort((a, b) => b.own.sessions - a.own.sessions);
  return {
    message: messageOf(all, pupils, repeated.length),
    sections: [
      {
        id: 'spells-by-length',
        heading: 'Spells by length',
        text: [],
        ...(all.length > 0 && { chart: drawLengths(facts, all) }),
        tables: [lengthsTable(pupils)],
      },
      {
        id: 'repeated-illness',
        heading: 'Repeated short illness',
        text: [
          repeated.length === 0
            ? `Nobody has ${REPEATED_SPELLS} or more spells of illness of at most ${SHORT_SPELL} sessions each.`
            : `${countText(repeated.length, 'pupil')} with ${REPEATED_SPELLS} or more spells of illness (I throughout) of at most ${SHORT_SPELL} sessions, two days, each. A pattern is worth a conversation; it proves nothing.`,
        ],
        tables: repeated.length === 0 ? [] : [repeatedTable(facts, repeated, names)],
      },
      {
        id: 'open-spells',
        heading:
          facts.period.to === facts.days.at(-1)
            ? 'Longest spells open now'
            : 'Longest spells open at the end of the period',
        text: [
          open.length === 0
            ? `Nobody on roll is in a spell of more than ${SHORT_SPELL} sessions.`
            : `${countText(open.length, 'pupil')} on roll ${open.length === 1 ? 'has' : 'have'} missed more than ${SHORT_SPELL} possible sessions in a row, up to the latest.`,
        ],
        tables: open.length === 0 ? [] : [openTable(facts, open, names)],
      },
    ],
    workedOut: [
      'A spell is a run of a pupil’s possible sessions missed one after the other, for whatever reason. Sessions that were not possible, weekends, holidays and sessions without a mark neither end a spell nor count in it. A spell that reaches over an end of the period counts with its part within.',
      'A pupil counts in the groups of the last week of the period, with all sessions of the period.',
      `Repeated short illness: ${REPEATED_SPELLS} or more spells that are illness (I) throughout and at most ${SHORT_SPELL} sessions long, two days. Other spells of the pupil do not matter.`,
      `A spell is open when no possible session of the period was attended after it. Listed are those of more than ${SHORT_SPELL} sessions, of pupils who are on roll at the end of the period.`,
    ],
    empty: null,
  };
}

const onDay = (date: string) => dayCell(inWords(date), date);
const total = (spells: readonly Spell[]): number => spells.reduce((sum, { sessions }) => sum + sessions, 0);
const isLongAndOpen = ({ isOpen, sessions }: Spell): boolean => isOpen && sessions > SHORT_SPELL;

function messageOf(all: readonly Spell[], pupils: readonly PupilSpells[], repeated: number): string {
  const away = pupils.filter(({ spells }) => spells.length > 0).length;
  if (all.length === 0) return `None of ${countText(pupils.length, 'pupil')} has missed a session.`;
  const ill = repeated === 0 ? 'Nobody has' : `${countText(repeated, 'pupil')} ${repeated === 1 ? 'has' : 'have'}`;
  return `${countText(away, 'pupil')} of ${numberText(pupils.length)} had ${countText(all.length, 'spell')} of absence. ${ill} repeated short illness.`;
}

const lengthLabel = ({ from, to }: (typeof SPELL_LENGTHS)[number]): string => {
  if (from === to) return countText(from, 'session');
  return Number.isFinite(to) ? `${from} to ${to} sessions` : `${from} sessions or more`;
};

const ofLength = (spells: readonly Spell[], { from, to }: (typeof SPELL_LENGTHS)[number]): Spell[] =>
  spells.filter(({ sessions }) => sessions >= from && sessions <= to);

/** Spells, sessions missed and pupils by the place of the length in the list: each spell is looked at once. */
function countLengths(pupils: readonly PupilSpells[]): { spells: number; sessions: number; pupils: number }[] {
  const counts = SPELL_LENGTHS.map(() => ({ spells: 0, sessions: 0, pupils: 0, last: null as PupilSpells | null }));
  for (const each of pupils)
    for (const { sessions } of each.spells) {
      const own = counts[SPELL_LENGTHS.findIndex(({ to }) => sessions <= to)]!;
      own.spells++;
      own.sessions += sessions;
      if (own.last !== each) own.pupils++;
      own.last = each;
    }
  return counts;
}

function drawLengths({ period }: ReportFacts, all: readonly Spell[]): BarsView {
  const short = all.filter(({ sessions }) => sessions <= SHORT_SPELL);
  return {
    kind: 'bars',
    id: 'spells-by-length-chart',
    title: `${percentText(short.length, all.length)} of spells are at most two days, and make up ${percentText(total(short), total(all))} of absence`,
    subtitle: `Spells of absence by their length in sessions, ${period.words}. Base: ${countText(all.length, 'spell')} with ${countText(total(all), 'session')} missed.`,
    description: 'A bar for each length, from the shortest. The table has the same numbers.',
    notes: ['A session is a morning or an afternoon. Orange: longer than two days.'],
    bars: SPELL_LENGTHS.map((length) => {
      const own = ofLength(all, length);
      return {
        label: lengthLabel(length),
        value: own.length,
        text: `${countText(own.length, 'spell')}, ${countText(total(own), 'session')}`,
        series: length.to <= SHORT_SPELL ? 1 : 4,
      };
    }),
  };
}

function lengthsTable(pupils: readonly PupilSpells[]): DataTable {
  return {
    id: 'lengths',
    caption: 'Spells of absence by length',
    head: 'Length',
    fixedOrder: true,
    columns: [
      numberColumn('spells', 'Spells'),
      numberColumn('sessions', 'Sessions missed'),
      numberColumn('pupils', 'Pupils'),
    ],
    rows: countLengths(pupils).map((own, index) => ({
      key: SPELL_LENGTHS[index]!.key,
      head: lengthLabel(SPELL_LENGTHS[index]!),
      cells: [own.spells, own.sessions, own.pupils].map(countCell),
    })),
    note: 'A pupil with spells of several lengths counts in each.',
  };
}

function pupilRow(
  { school }: ReportFacts,
  { pupil: { pupil }, yearGroup }: PupilSpells,
  names: Names,
  cells: DataRow['cells'],
): DataRow {
  return {
    key: String(pupil),
    head: nameText(names.get(pupil) ?? { forename: null, surname: null }),
    href: `/schools/${school.urn}/pupils/${pupil}`,
    cells: [wordsCell(groupLabel(`nc_year=${yearGroup}`)), ...cells],
  };
}

function repeatedTable(facts: ReportFacts, repeated: readonly Own<readonly Spell[]>[], names: Names): DataTable {
  const dayOf = ({ first }: Spell) => inShort(sessionOf(facts.schoolYear.year, first).date);
  return {
    id: 'repeated',
    caption: 'Pupils with repeated short illness',
    head: 'Pupil',
    names: true,
    columns: [
      wordsColumn('year_group', 'Year group'),
      numberColumn('spells', 'Short spells of illness'),
      numberColumn('sessions', 'Sessions in them'),
      wordsColumn('began', 'They began on'),
    ],
    rows: repeated.map((each) =>
      pupilRow(facts, each, names, [
        countCell(each.own.length),
        countCell(total(each.own)),
        wordsCell(each.own.map(dayOf).join(', ')),
      ]),
    ),
  };
}

function openTable(facts: ReportFacts, open: readonly Own<Spell>[], names: Names): DataTable {
  return {
    id: 'open',
    caption: 'Pupils in a spell of more than two days',
    head: 'Pupil',
    names: true,
    columns: [
      wordsColumn('year_group', 'Year group'),
      numberColumn('sessions', 'Sessions missed in a row'),
      wordsColumn('since', 'Since'),
      wordsColumn('codes', 'Codes'),
    ],
    rows: open.map((each) =>
      pupilRow(facts, each, names, [
        countCell(each.own.sessions),
        onDay(sessionOf(facts.schoolYear.year, each.own.first).date),
        wordsCell(codesOf(each.pupil.marks.slice(each.own.first, each.own.last + 1))),
      ]),
    ),
  };
}

/** The absence codes of a spell, in the order in which they first came. */
const codesOf = (marks: string): string =>
  [...new Set(marks)]
    .flatMap((mark) => {
      const code = codeOfMark(mark);
      return code && (code.category === 'authorised' || code.category === 'unauthorised') ? [code.code] : [];
    })
    .join(', ');
