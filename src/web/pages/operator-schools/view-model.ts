import type { ListedSchool, SchoolSort, SchoolsPage } from '../../../agreement/read-operator-schools.ts';
import { STUCK_KINDS } from '../../../agreement/read-operator-schools.ts';
import { AGREEMENT_STATES } from '../../../domain/agreement/agreement-state.ts';
import { inShort } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { countText, numberText } from '../../../reports/figures.ts';
import { addressOf, type Known, PATH, type SchoolChoices, startsDescending } from './choices.ts';
import { lastEventText, MAIL_WORDS, STUCK_WORDS, stateText, stateView } from './words.ts';

/** Schools on a page. */
export const PAGE_SIZE = 50;
export const CSV_PATH = '/operator/schools.csv';

/** The operator's list of schools. */
export function viewSchools(choices: SchoolChoices, known: Known, read: SchoolsPage) {
  const shown = { ...choices, page: read.page };
  const chosen = filtersOf(choices, known).map(({ text, without }) => ({ text, href: addressOf(choices, without) }));
  return {
    title: read.page > 1 ? `Schools (page ${read.page} of ${read.pages})` : 'Schools',
    heading: 'Schools',
    intro: 'Every school that may share its attendance data, and where its agreement stands.',
    links: [
      { text: 'Progress, and schools that are stuck', href: '/operator/campaign' },
      { text: 'Invite schools', href: '/operator/invite' },
    ],
    address: PATH,
    states: statesOf(choices, read),
    search: choices.search,
    fields: fieldsOf(choices, known),
    // The order stays when the filters change.
    kept: [
      ...(choices.sort === 'name' && !choices.descending ? [] : [{ name: 'sort', value: choices.sort }]),
      ...(choices.descending ? [{ name: 'order', value: 'desc' }] : []),
    ],
    chosen,
    summary: summaryOf(shown, read),
    empty: read.total > 0 ? null : emptyOf(chosen.length > 0),
    advice: choices.stuck === null ? null : STUCK_WORDS[choices.stuck].toDo,
    download: {
      text: `Download ${countText(read.total, 'school')} (CSV)`,
      href: addressOf(choices, {}, CSV_PATH),
    },
    caption: `Schools ${orderText(choices)}`,
    columns: columnsOf(choices),
    rows: read.schools.map(rowOf),
    pages: read.pages > 1 ? pagesOf(shown, read.pages) : null,
  };
}

function statesOf(choices: SchoolChoices, { states }: SchoolsPage) {
  const all = [...states.values()].reduce((sum, each) => sum + each, 0);
  const item = (text: string, schools: number, state: SchoolChoices['state']) => ({
    text,
    schools: numberText(schools),
    href: addressOf(choices, { state }),
    current: choices.state === state,
  });
  return [
    item('All', all, null),
    ...AGREEMENT_STATES.filter((state) => states.has(state) || choices.state === state).map((state) =>
      item(stateText(state), states.get(state) ?? 0, state),
    ),
  ];
}

function fieldsOf(choices: SchoolChoices, known: Known) {
  const option = (value: string, text: string, chosen: string | null) => ({
    value,
    text,
    selected: value === (chosen ?? ''),
  });
  return [
    {
      id: 'state',
      label: 'State',
      options: [
        option('', 'All states', choices.state),
        ...AGREEMENT_STATES.map((state) => option(state, stateText(state), choices.state)),
      ],
    },
    {
      id: 'area',
      label: 'Local authority',
      options: [
        option('', 'All local authorities', choices.area),
        ...known.areas.map(({ code, name }) => option(code, name, choices.area)),
      ],
    },
    {
      id: 'mis',
      label: 'MIS',
      options: [
        option('', 'All MIS', choices.mis === '' ? 'unknown' : choices.mis),
        ...known.mis.map((mis) => option(mis, mis, choices.mis)),
        option('unknown', 'Not known', choices.mis === '' ? 'unknown' : choices.mis),
      ],
    },
    {
      id: 'stuck',
      label: 'Stuck',
      options: [
        option('', 'Stuck or not', choices.stuck),
        ...STUCK_KINDS.map((kind) => option(kind, STUCK_WORDS[kind].name, choices.stuck)),
      ],
    },
  ];
}

/** The filters in force, each with the choices that remove it. */
function filtersOf({ search, state, area, mis, stuck }: SchoolChoices, known: Known) {
  const filters: ({ text: string; without: Partial<SchoolChoices> } | null)[] = [
    search === '' ? null : { text: `Name or URN: ${search}`, without: { search: '' } },
    state === null ? null : { text: `State: ${stateText(state)}`, without: { state: null } },
    area === null
      ? null
      : {
          text: `Local authority: ${known.areas.find(({ code }) => code === area)?.name ?? area}`,
          without: { area: null },
        },
    mis === null ? null : { text: `MIS: ${mis === '' ? 'not known' : mis}`, without: { mis: null } },
    stuck === null ? null : { text: STUCK_WORDS[stuck].name, without: { stuck: null } },
  ];
  return filters.filter((filter) => filter !== null);
}

function summaryOf({ page }: SchoolChoices, { total, pages }: SchoolsPage): string {
  const schools = countText(total, 'school');
  return pages > 1 ? `${schools}, page ${numberText(page)} of ${numberText(pages)}` : schools;
}

const emptyOf = (filtered: boolean): string =>
  filtered
    ? 'No school is like this. Remove a filter to see more.'
    : 'There is no school yet that may share. Import the list of schools with: rollcall import-schools FILE';

interface Column {
  readonly text: string;
  readonly sort: SchoolSort | null;
}

const COLUMNS: readonly Column[] = [
  { text: 'School', sort: 'name' },
  { text: 'Local authority', sort: 'area' },
  { text: 'MIS', sort: 'mis' },
  { text: 'State', sort: 'state' },
  { text: 'Since', sort: 'since' },
  { text: 'What happened last', sort: null },
  { text: 'Invited', sort: 'invited' },
  { text: 'Last collected', sort: 'collected' },
];

function columnsOf(choices: SchoolChoices) {
  return COLUMNS.map(({ text, sort }) => {
    if (sort === null) return { text, href: null, sorted: null, arrow: '' };
    const isSorted = choices.sort === sort;
    const descending = isSorted ? !choices.descending : startsDescending(sort);
    return {
      text,
      href: addressOf(choices, { sort, descending }),
      sorted: isSorted ? (choices.descending ? 'descending' : 'ascending') : null,
      arrow: isSorted ? (choices.descending ? '▼' : '▲') : '',
    };
  });
}

function orderText({ sort, descending }: SchoolChoices): string {
  const column = COLUMNS.find((each) => each.sort === sort)!;
  return `by “${column.text}”, ${descending ? 'descending' : 'ascending'}`;
}

function rowOf(school: ListedSchool) {
  const { urn, name, areaName, mis, state, since, kind, through, by, invitedOn, reminders, mailState } = school;
  return {
    name,
    urn: String(urn),
    href: `${PATH}/${urn}`,
    area: areaName ?? 'Not known',
    mis: mis ?? 'Not known',
    state: stateView(state),
    since: dayText(since) ?? '–',
    event: kind === null || through === null ? 'Nothing yet' : lastEventText(kind, by, through),
    invited: dayText(invitedOn) ?? 'Not by mail',
    mail: mailState === null ? null : `${MAIL_WORDS[mailState]}${remindersText(reminders ?? 0)}`,
    undelivered: mailState === 'given-up',
    collected: dayText(school.collectedAt) ?? 'Never',
  };
}

const dayText = (at: Date | null): string | null => at && inShort(londonDate(at));
const remindersText = (reminders: number): string => (reminders === 0 ? '' : `, ${countText(reminders, 'reminder')}`);

/** As the pagination component takes them: first, last, the current page and its neighbours. */
function pagesOf(choices: SchoolChoices, last: number) {
  const href = (page: number) => addressOf(choices, { page });
  const shown = Array.from({ length: last }, (_, index) => index + 1).filter(
    (page) => page === 1 || page === last || Math.abs(page - choices.page) <= 1,
  );
  return {
    previous: choices.page > 1 ? { href: href(choices.page - 1) } : null,
    next: choices.page < last ? { href: href(choices.page + 1) } : null,
    items: shown.flatMap((number, index) => {
      const item = { number, href: href(number), current: number === choices.page };
      return index > 0 && number - shown[index - 1]! > 1 ? [{ ellipsis: true }, item] : [item];
    }),
  };
}
