import { countsOf } from '../../domain/codes/codes.ts';
import { countCodes, lateSessions } from '../../domain/measures/count-codes.ts';
import { absent, addCounts, type Counts, possible } from '../../domain/measures/counts.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { addDays } from '../../domain/sessions/dates.ts';
import { DAY_NAMES, inWords } from '../../domain/sessions/in-words.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { categoryName, codeRows } from '../code-rows.ts';
import { countText, numberText, percentText } from '../figures.ts';
import { type FreshnessView, viewFreshness } from '../freshness/view-model.ts';
import { ownUrnOnly } from '../own-urn-only.ts';
import { nameText } from '../pupil-name.ts';
import { numbers, type Table, words } from '../table.ts';
import { viewChanges } from './changes.ts';
import { type DistanceView, viewDistances } from './distance.ts';
import { type MarkGridView, viewMarkGrid } from './mark-grid-view.ts';
import { viewMonths, viewSpells } from './over-time.ts';
import type { PupilEnrolment, PupilWeek, SensitiveItems } from './query.ts';
import type { PupilFacts } from './report.ts';
import type { YearGroup } from './year-group.ts';

export interface PupilView {
  readonly title: string;
  readonly heading: string;
  readonly schoolName: string;
  readonly freshness: FreshnessView;
  readonly back: { readonly href: string; readonly text: string };
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly sensitive: SensitiveView;
  readonly period: string;
  /** That marks under other URNs are left out; null when there are none. */
  readonly ownUrnOnly: string | null;
  readonly figures: readonly {
    readonly name: string;
    readonly rate: string;
    readonly base: string;
    /** The same of the rest of the year group; null where there is nobody else. */
    readonly beside: string | null;
  }[];
  readonly spells: Table | null;
  readonly months: Table | null;
  /** The day as of which the marks are shown, for the field that changes it; empty: now. */
  readonly known: string;
  readonly address: string;
  readonly distances: readonly DistanceView[];
  readonly grid: MarkGridView | null;
  readonly codes: Table;
  readonly days: Table;
  readonly changes: Table | null;
  readonly noChanges: string;
}

/** Sensitive items, or that they are not shown. The same words for every pupil without the right: they must tell nothing. */
export interface SensitiveView {
  readonly items: readonly { readonly name: string; readonly value: string }[] | null;
  readonly text: string;
  /** Where to ask for the right; null for those who have it. */
  readonly ask: { readonly text: string; readonly href: string } | null;
}

/** Makes one pupil's page. */
export function viewPupil(facts: PupilFacts): PupilView {
  const { school, pupil, weeks, year } = facts;
  const counts = addCounts(...weeks.map(({ marks }) => countsOf(marks)));
  const codes = countCodes(weeks.map(({ marks }) => marks).join(''));
  const freshness = viewFreshness(facts.freshness, facts.now);
  return {
    title: `Pupil: ${nameText(pupil)}`,
    heading: nameText(pupil),
    schoolName: school.name,
    freshness,
    back: { href: `/schools/${school.urn}/pupils`, text: 'All pupils' },
    facts: [
      { name: 'Year group', value: groupLabel(`nc_year=${pupil.ncYear}`) },
      { name: 'UPN', value: pupil.upn ?? 'None in the MIS' },
      { name: 'On roll, as seen', value: facts.enrolments.map(enrolmentText).join('; ') || 'Not seen on roll' },
    ],
    sensitive: viewSensitive(facts.sensitive),
    known: facts.knownAt ? londonDate(facts.knownAt) : '',
    address: `/schools/${school.urn}/pupils/${pupil.id}`,
    period: facts.knownAt
      ? `Academic year ${year.label}, as known at the end of ${inWords(londonDate(facts.knownAt))}. Name, year group and roll are as they are now.`
      : freshness.asKnown === null
        ? `Academic year ${year.label}.`
        : `Academic year ${year.label} to date, ${freshness.asKnown}.`,
    ownUrnOnly: ownUrnOnly(facts.urns),
    figures: figuresOf(counts, lateSessions(codes), facts.yearGroup ?? null),
    spells: viewSpells(weeks),
    months: viewMonths(weeks),
    distances: viewDistances(counts),
    grid: viewMarkGrid(weeks),
    codes: codesTable(codes, possible(counts), weeks.at(-1)?.week ?? year.start),
    days: daysTable(weeks, facts.yearGroup ?? null),
    changes: viewChanges(facts.changes, weeks, facts.now),
    noChanges: 'No mark was replaced or added later in the last six weeks.',
  };
}

const answerText = (value: boolean | null): string => (value === null ? 'Not in the MIS' : value ? 'Yes' : 'No');

function viewSensitive(items: SensitiveItems | null): SensitiveView {
  if (items === null)
    return {
      items: null,
      text: 'Whether a pupil is or was looked after, and which sessions have code Y5, are not shown to you.',
      ask: { text: 'Ask to see them', href: '/rights' },
    };
  return {
    items: [
      { name: 'Looked after', value: answerText(items.lookedAfter) },
      { name: 'Previously looked after', value: answerText(items.previouslyLookedAfter) },
    ],
    text: 'You see these, and code Y5 among the marks, because you were given the right to. Others at your organisation may not have it.',
    ask: null,
  };
}

const enrolmentText = ({ firstDay, lastDay }: PupilEnrolment): string =>
  lastDay === null ? `from ${inWords(firstDay)}, still on roll` : `from ${inWords(firstDay)} to ${inWords(lastDay)}`;

function figuresOf(counts: Counts, late: number, group: YearGroup | null) {
  const base = possible(counts);
  const figure = (name: string, sessions: number, others: (own: YearGroup) => number) => ({
    name,
    rate: percentText(sessions, base),
    base: `${numberText(sessions)} of ${countText(base, 'possible session')}`,
    beside: group && `${group.name} without this pupil: ${percentText(others(group), possible(group.counts))}`,
  });
  return [
    figure('Attendance', counts.attended, (own) => own.counts.attended),
    figure('Absence', absent(counts), (own) => absent(own.counts)),
    figure('Authorised absence', counts.authorised, (own) => own.counts.authorised),
    figure('Unauthorised absence', counts.unauthorised, (own) => own.counts.unauthorised),
    figure('Late (L and U)', late, (own) => own.late),
  ];
}

function codesTable(codes: ReadonlyMap<string, number>, base: number, week: string): Table {
  return {
    caption: 'Sessions by code',
    columns: [
      words('Code'),
      words('Meaning'),
      words('Counts as'),
      numbers('Sessions'),
      numbers('Share of possible sessions'),
    ],
    rows: codeRows(codes, addDays(week, 4)).map(({ code, meaning, category, sessions }) => {
      const counted = category !== 'not-possible' && category !== 'administrative' && category !== 'missing';
      return {
        head: code,
        cells: [
          meaning,
          categoryName(category),
          numberText(sessions),
          counted ? percentText(sessions, base) : 'Not counted',
        ],
      };
    }),
  };
}

/** Sessions missed by day of the week, morning and afternoon. Days without a possible session are left out. */
function daysTable(weeks: readonly PupilWeek[], group: YearGroup | null): Table {
  const at = (index: number) => addCounts(...weeks.map(({ marks }) => countsOf(marks[index] ?? '')));
  const missed = (counts: Counts) =>
    possible(counts) === 0
      ? 'No sessions'
      : `${numberText(absent(counts))} of ${numberText(possible(counts))} (${percentText(absent(counts), possible(counts))})`;
  return {
    caption: 'Sessions missed by day of the week',
    columns: [
      words('Day'),
      numbers('Morning'),
      numbers('Afternoon'),
      ...(group ? [numbers(`${group.name} without this pupil, all day`)] : []),
    ],
    rows: DAY_NAMES.flatMap((day, index) => {
      const [morning, afternoon] = [at(index * 2), at(index * 2 + 1)];
      return possible(addCounts(morning, afternoon)) === 0
        ? []
        : [
            {
              head: day,
              cells: [missed(morning), missed(afternoon), ...(group ? [missed(group.weekdays[index]!)] : [])],
            },
          ];
    }),
  };
}
