import { groupLabel } from '../../domain/pupils/group-label.ts';
import { inShort } from '../../domain/sessions/in-words.ts';
import type { ReportFacts, SchoolReport } from '../school-report.ts';
import { groupKey, groupValue } from './choice.ts';
import {
  addressOf,
  CHARACTERISTIC_NAMES,
  CHARACTERISTICS,
  type CharacteristicName,
  fieldsOf,
  type PageChoice,
  type PeriodKind,
  SENSITIVE_CHARACTERISTICS,
  type Selection,
} from './selection.ts';

/** The form that changes a selection, and what is in force. */
export interface SelectionView {
  /** Where the form is sent, without a query. */
  readonly action: string;
  readonly selects: readonly SelectView[];
  readonly dates: readonly DateView[];
  /** What the form sends on besides. */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  /** Each filter in force, and the address without it. */
  readonly chosen: readonly { readonly text: string; readonly href: string }[];
  readonly clearHref: string;
  /** The definition in force, and the one click to the other. */
  readonly definition: {
    readonly text: string;
    readonly link: { readonly text: string; readonly href: string };
  } | null;
  /** What could not be read of the address; null when all could. */
  readonly ignored: string | null;
  /** The query of the page, for links to its files. */
  readonly query: string;
}

export interface SelectView {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
}

export interface DateView {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
}

export const CHARACTERISTIC_LABELS: Readonly<Record<CharacteristicName, string>> = {
  year: 'Year group',
  gender: 'Gender',
  ethnicity: 'Ethnicity',
  free_school_meals: 'Free school meals',
  sen: 'Special educational needs',
  looked_after: 'Looked after',
  previously_looked_after: 'Previously looked after',
};

const PERIODS: Readonly<Record<PeriodKind, string>> = {
  year: 'Year to date',
  term: 'Term',
  'half-term': 'Half term',
  week: 'Week',
  day: 'Day',
  range: 'Any days, from and to',
};

/** What a page offers, and what it cannot be narrowed by. `known`: pages of several schools are as they stand now. */
export interface Wanted {
  readonly choices: SchoolReport['choices'];
  readonly without?: readonly ('population' | 'groups' | 'period' | 'definition' | 'known')[];
}

/** What the form is made from. */
export interface SelectionFacts extends Pick<ReportFacts, 'selection' | 'sensitive' | 'hasStatistical' | 'population'> {
  /** Null: every value of a characteristic is offered. */
  readonly schoolYear: Pick<ReportFacts['schoolYear'], 'profiles'> | null;
}

/** Makes the form and the list of filters of a report's page. */
export function viewSelection(address: string, report: Wanted, facts: SelectionFacts): SelectionView {
  const { selection } = facts;
  const left = new Set(report.without ?? []);
  return {
    action: address,
    selects: selectsOf(report, facts, left),
    dates: datesOf(selection, left),
    kept: fieldsOf(selection).filter(({ name }) => ['sort', 'order', 'definition'].includes(name)),
    chosen: filtersOf(selection, report).map(({ text, without }) => ({
      text,
      href: addressOf(address, selection, without),
    })),
    clearHref: address,
    definition: left.has('definition') ? null : definitionOf(address, facts),
    ignored:
      selection.ignored.length === 0
        ? null
        : `Left out of what was chosen: ${selection.ignored.join(', ')}. The figures are of everything else that was chosen.`,
    query: new URLSearchParams(fieldsOf(selection).map(({ name, value }) => [name, value])).toString(),
  };
}

function selectsOf({ choices }: Wanted, facts: SelectionFacts, left: ReadonlySet<string>): SelectView[] {
  const { selection, hasStatistical, population } = facts;
  const select = (name: string, label: string, options: readonly (readonly [string, string])[], value: string) => ({
    name,
    label,
    options: options.map(([each, text]) => ({ value: each, text, selected: each === value })),
  });
  const groups = CHARACTERISTIC_NAMES.filter(
    (name) => !SENSITIVE_CHARACTERISTICS.includes(name) || facts.sensitive,
  ).map((name) => {
    const options = valuesPresent(facts, name).map((value) => [value, groupLabel(groupKey(name, value))] as const);
    return select(name, CHARACTERISTIC_LABELS[name], [['', 'All'], ...options], selection.groups[name] ?? '');
  });
  return [
    ...choices.map((choice) =>
      select(
        choice.name,
        choice.label,
        optionsOf(choice, selection)
          .filter((option) => !option.sensitive || facts.sensitive)
          .map(({ value, text }) => [value, text] as const),
        selection.own[choice.name] ?? choice.options[0]?.value ?? '',
      ),
    ),
    ...(left.has('period') ? [] : [select('period', 'Period', Object.entries(PERIODS), selection.period)]),
    ...(left.has('population') || !hasStatistical || selection.definition === 'published'
      ? []
      : [
          select(
            'population',
            'Pupils counted',
            [
              ['statistical', 'Years 1 to 11, as in published figures'],
              ['all', 'All year groups'],
            ],
            population,
          ),
        ]),
    ...(left.has('groups') ? [] : groups),
  ];
}

/** Values of a characteristic that pupils of the school have, and the one that is chosen. */
function valuesPresent({ schoolYear, selection }: SelectionFacts, name: CharacteristicName): readonly string[] {
  if (schoolYear === null) return CHARACTERISTICS[name];
  const { profiles } = schoolYear;
  const present = new Set([...profiles.values()].map((profile) => groupValue(name, profile)));
  return CHARACTERISTICS[name].filter((value) => present.has(value) || selection.groups[name] === value);
}

function datesOf(selection: Selection, left: ReadonlySet<string>): DateView[] {
  const date = (name: 'on' | 'from' | 'to' | 'known', label: string, hint: string): DateView => ({
    name,
    label,
    hint,
    value: selection[name] ?? '',
  });
  return [
    ...(left.has('period')
      ? []
      : [
          date('on', 'Day in the period', 'Which term, half term, week or day. Left empty: the latest.'),
          date('from', 'From', 'For any days.'),
          date('to', 'To', 'For any days.'),
        ]),
    ...(left.has('known')
      ? []
      : [date('known', 'As known on', 'A past day: figures as they were known at its end. Left empty: now.')]),
  ];
}

/** Each filter in force: its words, and what takes it away. */
export function filtersOf(
  selection: Selection,
  { choices }: Pick<SchoolReport, 'choices'>,
): { text: string; without: Partial<Selection> }[] {
  const { population, definition, groups, period, on, from, to, known, own } = selection;
  const day = (name: 'on' | 'from' | 'to', text: string, value: string | null) =>
    value === null ? [] : [{ text: `${text} ${inShort(value)}`, without: { [name]: null } }];
  const isPart = period !== 'year' && period !== 'range';
  return [
    ...CHARACTERISTIC_NAMES.flatMap((name) => {
      const value = groups[name];
      if (value === undefined) return [];
      const { [name]: _, ...others } = groups;
      return [{ text: groupLabel(groupKey(name, value)), without: { groups: others } }];
    }),
    ...(population === 'all' && definition === 'here'
      ? [{ text: 'All year groups', without: { population: null } }]
      : []),
    ...(definition === 'published'
      ? [{ text: 'The Department’s published definition', without: { definition: 'here' as const } }]
      : []),
    ...(isPart ? [{ text: PERIODS[period], without: { period: 'year' as const, on: null } }] : []),
    ...(period === 'range' ? [] : day('on', 'On', on)),
    ...(period === 'range' && from === null && to === null
      ? [{ text: PERIODS[period], without: { period: 'year' as const } }]
      : []),
    ...(period === 'range' ? [...day('from', 'From', from), ...day('to', 'To', to)] : []),
    ...(known === null ? [] : [{ text: `As known on ${inShort(known)}`, without: { known: null } }]),
    ...choices.flatMap((choice) => {
      const { name, label } = choice;
      const option = optionsOf(choice, selection).find(({ value }) => value === own[name]);
      if (!option) return [];
      const { [name]: _, ...others } = own;
      return [{ text: `${label}: ${option.text}`, without: { own: others } }];
    }),
  ];
}

/** What a choice offers, and the day that was given in place of it. */
function optionsOf({ name, options, days }: PageChoice, { own }: Selection): PageChoice['options'] {
  const given = own[name];
  if (!days || given === undefined || options.some(({ value }) => value === given)) return options;
  return [...options, { value: given, text: inShort(given) }];
}

function definitionOf(address: string, { selection }: SelectionFacts): SelectionView['definition'] {
  return selection.definition === 'published'
    ? {
        text: 'By the Department’s published definition: years 1 to 11 and pupils who do not follow the national curriculum, from the first full week of the autumn term, without year 11 in the second half of the summer term.',
        link: {
          text: 'Show the school’s own figures, from its first session',
          href: addressOf(address, selection, { definition: 'here' }),
        },
      }
    : {
        text: 'By this service’s definition: every possible session from the first of the academic year.',
        link: {
          text: 'Work this out by the Department’s published definition',
          href: addressOf(address, selection, { definition: 'published' }),
        },
      };
}
