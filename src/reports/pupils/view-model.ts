import { absenceBand, BANDS } from '../../domain/measures/absence-bands.ts';
import { absent, possible } from '../../domain/measures/counts.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { NC_YEARS } from '../../domain/pupils/nc-year.ts';
import { inShort, inWords, rangeInWords } from '../../domain/sessions/in-words.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { countText, numberText, percentText } from '../figures.ts';
import { type FreshnessView, viewFreshness } from '../freshness/view-model.ts';
import { ownUrnOnly } from '../own-urn-only.ts';
import { nameText } from '../pupil-name.ts';
import {
  type DateView,
  type SelectView,
  filtersOf as selectionFilters,
  viewSelection,
} from '../selection/view-selection.ts';
import { addressOf, type Choices, choosePupils, type Field, FLOOR_CHOICE, fieldsOf, type Sort } from './choices.ts';
import type { PupilRow } from './query.ts';
import type { PupilsFacts } from './report.ts';

const PAGE_SIZE = 50;

export interface PupilsView {
  readonly title: string;
  readonly heading: string;
  readonly schoolName: string;
  readonly freshness: FreshnessView;
  readonly address: string;
  readonly intro: string;
  /** That marks under other URNs are left out; null when there are none. */
  readonly ownUrnOnly: string | null;
  readonly fields: readonly FieldView[];
  /** Fields of the same form for groups, period and date. */
  readonly more: MoreFieldsView;
  /** What could not be read of the address; null when all could. */
  readonly ignored: string | null;
  /** What the form of the other filters sends besides: order, and that there is a search. */
  readonly kept: readonly Field[];
  readonly search: SearchView;
  readonly chosen: readonly { readonly text: string; readonly href: string }[];
  readonly summary: string;
  readonly download: { readonly href: string; readonly text: string };
  readonly caption: string;
  readonly columns: readonly ColumnView[];
  readonly rows: readonly RowView[];
  /** What stands there instead of rows. */
  readonly empty: string | null;
  readonly pages: PagesView | null;
}

/** The form of the search for a name: it is sent apart, since a name may not stand in an address. */
export interface SearchView {
  readonly address: string;
  readonly name: string;
  /** The other choices. */
  readonly kept: readonly Field[];
}

/** Fields that are not always needed. What is in force of them stands among the filters that can be removed. */
interface MoreFieldsView {
  readonly selects: readonly SelectView[];
  readonly dates: readonly DateView[];
}

interface FieldView {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
}

interface ColumnView {
  readonly text: string;
  readonly numeric: boolean;
  readonly href: string | null;
  readonly sorted: 'ascending' | 'descending' | null;
  readonly arrow: string;
}

interface RowView {
  readonly name: string;
  readonly href: string;
  readonly left: string | null;
  readonly year: string;
  readonly attendance: string;
  readonly base: string;
  readonly missed: string;
  readonly authorised: string;
  readonly unauthorised: string;
  readonly band: string;
}

export interface PagesView {
  readonly previous: { readonly href: string } | null;
  readonly next: { readonly href: string } | null;
  readonly items: readonly {
    readonly number: number;
    readonly href: string;
    readonly current: boolean;
    readonly ellipsis: boolean;
  }[];
}

/** Makes the page of pupils. A page number beyond the last shows the last. */
export function viewPupils(facts: PupilsFacts, asked: Choices): PupilsView {
  const root = `/schools/${facts.school.urn}/pupils`;
  const chosen = choosePupils(facts.pupils, asked);
  const last = Math.max(1, Math.ceil(chosen.length / PAGE_SIZE));
  const choices = { ...asked, page: Math.min(asked.page, last) };
  const rows = chosen.slice((choices.page - 1) * PAGE_SIZE, choices.page * PAGE_SIZE);
  return {
    title: last > 1 ? `Pupils (page ${choices.page} of ${last})` : 'Pupils',
    heading: 'Pupils',
    schoolName: facts.school.name,
    freshness: viewFreshness(facts.freshness, facts.now),
    address: root,
    intro: introOf(facts),
    ownUrnOnly: ownUrnOnly(facts.urns),
    fields: selectsOf(facts, choices),
    more: moreFields(facts, root),
    ignored: ignoredOf(choices),
    kept: keptOf(choices),
    search: { address: `${root}/search`, name: choices.name, kept: fieldsOf({ ...choices, name: '' }) },
    chosen: chosenOf(root, choices),
    summary: summaryOf(chosen.length, facts.pupils.length, rows.length, choices.page),
    download: {
      href: addressOf(`${root}/download`, choices),
      text: `Download ${chosen.length === 1 ? 'this 1 pupil' : `these ${countText(chosen.length, 'pupil')}`} (CSV)`,
    },
    caption: facts.taught
      ? `Attendance of each pupil, ${rangeInWords(facts.taught.from, facts.taught.to)}`
      : 'Attendance of each pupil',
    columns: columnsOf(root, choices),
    rows: rows.map((row) => rowOf(root, row)),
    empty: emptyOf(facts, chosen.length),
    pages: last > 1 ? pagesOf(root, choices, last) : null,
  };
}

function introOf({ freshness, now, taught, chosen }: PupilsFacts): string {
  const { asKnown } = viewFreshness(freshness, now);
  if (chosen?.knownAt)
    return `${chosen.period.words}, as known at the end of ${inWords(londonDate(chosen.knownAt))}. Names, and who is on roll, are as they are now.`;
  if (chosen && chosen.period.kind !== 'year')
    return `${chosen.period.words}, ${asKnown ?? 'while the first collection is running'}. Pupils who left this year are listed too. Names come from your MIS.`;
  if (!taught || asKnown === null) return 'There are no marks yet.';
  return `Year to date, ${rangeInWords(taught.from, taught.to)}, ${asKnown}. Pupils who left this year are listed too. Names come from your MIS.`;
}

function emptyOf(facts: PupilsFacts, found: number): string | null {
  if (found > 0) return null;
  return facts.pupils.length === 0
    ? 'No pupils have been collected yet.'
    : 'No pupil matches these filters. Remove a filter to see more.';
}

function summaryOf(found: number, all: number, shown: number, page: number): string {
  const whole = found === all ? countText(found, 'pupil') : `${numberText(found)} of ${countText(all, 'pupil')}`;
  if (shown === found) return whole;
  const first = (page - 1) * PAGE_SIZE + 1;
  return `${whole}, showing ${numberText(first)} to ${numberText(first + shown - 1)}`;
}

const ABSENCE_TEXT: Readonly<Record<string, string>> = {
  persistent: 'Persistent (10% or more)',
  severe: 'Severe (50% or more)',
  counted: 'With possible sessions',
  none: 'No possible sessions',
  ...Object.fromEntries(BANDS.map(({ band, label }) => [String(band), label])),
};
const ROLL_TEXT: Readonly<Record<string, string>> = { now: 'On roll now', left: 'Left' };
const yearText = (year: string): string => (year === 'statistical' ? 'Years 1 to 11' : groupLabel(`nc_year=${year}`));

function selectsOf({ pupils }: PupilsFacts, choices: Choices): FieldView[] {
  const present = new Set(pupils.map(({ ncYear }) => ncYear));
  const years = NC_YEARS.filter((year) => present.has(year) || year === choices.year);
  const field = (
    id: string,
    label: string,
    any: string,
    texts: readonly (readonly [string, string])[],
    value: string | null,
  ): FieldView => ({
    id,
    label,
    options: [['', any] as const, ...texts].map(([each, text]) => ({
      value: each,
      text,
      selected: each === (value ?? ''),
    })),
  });
  const absences = ['counted', 'persistent', 'severe', ...BANDS.map(({ band }) => String(band)), 'none'];
  return [
    field(
      'year',
      'Year group',
      'All year groups',
      ['statistical', ...years].map((year) => [year, yearText(year)] as const),
      choices.year,
    ),
    field(
      'absence',
      'Absence',
      'Any absence',
      absences.map((value) => [value, ABSENCE_TEXT[value]!] as const),
      choices.absence,
    ),
    field('roll', 'On roll', 'On roll now or left', Object.entries(ROLL_TEXT), choices.roll),
  ];
}

/** Groups, period, definition and date as on the other pages; the year group is among the list's own filters. */
function moreFields({ chosen }: PupilsFacts, root: string): MoreFieldsView {
  if (!chosen) return { selects: [], dates: [] };
  const { selects, dates } = viewSelection(root, { choices: [FLOOR_CHOICE], without: ['population'] }, chosen);
  const isPublished = chosen.selection.definition === 'published';
  const definition = {
    name: 'definition',
    label: 'Definition',
    options: [
      { value: 'here', text: 'This service’s: every possible session', selected: !isPublished },
      { value: 'published', text: 'The Department’s published definition', selected: isPublished },
    ],
  };
  return { selects: [...selects.filter(({ name }) => name !== 'year'), definition], dates };
}

const ignoredOf = ({ also }: Choices): string | null =>
  also && also.ignored.length > 0 ? `Left out of what was chosen: ${also.ignored.join(', ')}.` : null;

/** Order and search: what the form of the filters has no field for. */
function keptOf(choices: Choices): Field[] {
  const { also: _, ...own } = choices;
  return fieldsOf({ ...own, year: null, absence: null, roll: null });
}

/** Each filter in force: its words, and what takes it away. */
function filtersOf(choices: Choices): { text: string; without: Partial<Choices> }[] {
  const { year, absence, roll, name, also } = choices;
  return [
    ...(year ? [{ text: yearText(year), without: { year: null } }] : []),
    ...(absence ? [{ text: `Absence: ${ABSENCE_TEXT[absence]}`, without: { absence: null } }] : []),
    ...(roll ? [{ text: ROLL_TEXT[roll]!, without: { roll: null } }] : []),
    ...(name ? [{ text: `Name: ${name}`, without: { name: '' } }] : []),
    ...(also ? selectionFilters(also, { choices: [FLOOR_CHOICE] }) : []).map(({ text, without }) => ({
      text,
      without: { also: { ...also!, ...without } },
    })),
  ];
}

/** The filters in force, in words. */
export const filtersText = (choices: Choices): string[] => filtersOf(choices).map(({ text }) => text);

const chosenOf = (root: string, choices: Choices) =>
  filtersOf(choices).map(({ text, without }) => ({ text, href: addressOf(root, choices, without) }));

const COLUMNS: readonly { text: string; numeric: boolean; sort: Sort | null }[] = [
  { text: 'Name', numeric: false, sort: 'name' },
  { text: 'Year group', numeric: false, sort: 'year' },
  { text: 'Attendance', numeric: true, sort: 'attendance' },
  { text: 'Sessions missed', numeric: true, sort: 'missed' },
  { text: 'Authorised', numeric: true, sort: 'authorised' },
  { text: 'Unauthorised', numeric: true, sort: 'unauthorised' },
  { text: 'Absence band', numeric: false, sort: null },
];

/** Names and years start from the first, sessions missed from the most, attendance from the least: what is looked for. */
const STARTS_DESCENDING: ReadonlySet<Sort> = new Set(['missed', 'authorised', 'unauthorised']);

function columnsOf(root: string, choices: Choices): ColumnView[] {
  return COLUMNS.map(({ text, numeric, sort }) => {
    if (sort === null) return { text, numeric, href: null, sorted: null, arrow: '' };
    const isSorted = choices.sort === sort;
    const descending = isSorted ? !choices.descending : STARTS_DESCENDING.has(sort);
    return {
      text,
      numeric,
      href: addressOf(root, choices, { sort, descending }),
      sorted: isSorted ? (choices.descending ? 'descending' : 'ascending') : null,
      arrow: isSorted ? (choices.descending ? '▼' : '▲') : '',
    };
  });
}

function rowOf(root: string, row: PupilRow): RowView {
  const base = possible(row);
  const band = absenceBand(row);
  return {
    name: nameText(row),
    href: `${root}/${row.id}`,
    left: row.lastDay === null ? null : `Left ${inShort(row.lastDay)}`,
    year: groupLabel(`nc_year=${row.ncYear}`),
    attendance: percentText(row.attended, base),
    base: base === 0 ? 'no possible sessions' : `${numberText(row.attended)} of ${numberText(base)}`,
    missed: numberText(absent(row)),
    authorised: numberText(row.authorised),
    unauthorised: numberText(row.unauthorised),
    band: band === null ? 'None' : BANDS[band]!.label,
  };
}

/** First, last, the current page and its neighbours; an ellipsis where pages are left out. */
function pagesOf(root: string, choices: Choices, last: number): PagesView {
  const href = (page: number) => addressOf(root, choices, { page });
  const shown = Array.from({ length: last }, (_, index) => index + 1).filter(
    (page) => page === 1 || page === last || Math.abs(page - choices.page) <= 1,
  );
  const items = shown.flatMap((number, index) => {
    const item = { number, href: href(number), current: number === choices.page, ellipsis: false };
    const isGap = index > 0 && number - shown[index - 1]! > 1;
    return isGap ? [{ number: 0, href: '', current: false, ellipsis: true }, item] : [item];
  });
  return {
    previous: choices.page > 1 ? { href: href(choices.page - 1) } : null,
    next: choices.page < last ? { href: href(choices.page + 1) } : null,
    items,
  };
}
