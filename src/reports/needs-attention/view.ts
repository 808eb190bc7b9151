import type { Attention, Case } from '../../domain/attention/find-attention.ts';
import { FEWEST_SESSIONS } from '../../domain/attention/rule.ts';
import { type FoundBy, RULES, type Rule, type RuleId } from '../../domain/attention/rules.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { inWords } from '../../domain/sessions/in-words.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { countText } from '../figures.ts';
import { nameText } from '../pupil-name.ts';
import {
  countCell,
  type DataTable,
  numberColumn,
  type ReportBody,
  type Section,
  wordsCell,
  wordsColumn,
} from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import type { PupilNames } from '../school-year/query.ts';
import { patternWords } from './pattern-words.ts';
import { RULE_TABLES, ruleCells } from './rule-tables.ts';

type Names = ReadonlyMap<number, PupilNames>;

/** The page of everybody who needs attention: how many by rule, then each rule's pupils, then the rules that concern nobody. */
export function viewAttention(facts: ReportFacts, attention: Attention, names: Names): ReportBody {
  const asked = facts.selection.own['rule'];
  const rules = RULES.filter(({ id }) => asked === undefined || id === asked);
  const some = rules.filter(({ id }) => attention.cases[id].length > 0);
  const none = attention.pupils === 0 ? [] : rules.filter(({ id }) => attention.cases[id].length === 0);
  return {
    message: messageOf(facts, attention, rules),
    sections:
      attention.day === null
        ? []
        : [
            {
              id: 'by-rule',
              heading: 'How many pupils, by rule',
              text: whenText(facts, attention.day),
              tables: [summary(attention, rules)],
            },
            ...some.map((rule) => sectionOf(facts, rule, attention.cases[rule.id], names)),
            ...(none.length === 0
              ? []
              : [
                  {
                    id: 'nobody',
                    heading: 'Rules that concern nobody',
                    text: none.map(({ nobody }) => nobody),
                    tables: [],
                  },
                ]),
          ],
    workedOut: [
      'Every rule looks at pupils who are on roll on the school’s latest day with registers, of all year groups. A school day is one on which any pupil of the school had a possible session.',
      ...RULES.map(({ title, sentence, source }) => `${title}: ${sentence} ${source}`),
      'Whose pattern it is: the rest of the year group is looked at over the sessions named above each table. It is the year group’s pattern too when they missed at least half as much again as in the year before those sessions, and at least 2 percentage points more.',
    ],
    empty: null,
  };
}

function messageOf({ selection }: ReportFacts, { cases, pupils }: Attention, rules: readonly Rule[]): string {
  if (pupils === 0)
    return Object.keys(selection.groups).length > 0
      ? 'No pupil on roll is in the groups that were chosen.'
      : 'Nobody is on roll: all pupils with marks this year have left.';
  const concerned = new Set(rules.flatMap(({ id }) => cases[id].map(({ pupil }) => pupil))).size;
  const of = rules.length === 1 ? `the rule “${rules[0]!.title}”` : 'at least one rule';
  if (concerned === 0)
    return `Nobody of ${countText(pupils, 'pupil')} on roll needs attention by ${rules.length === 1 ? of : 'any rule'}.`;
  return `${countText(concerned, 'pupil')} of ${pupils} on roll ${concerned === 1 ? 'needs' : 'need'} attention by ${of}.`;
}

/** Of which day this is, and what it is too early in the year to say. */
function whenText({ days, now, knownAt }: ReportFacts, day: string): string[] {
  const today = londonDate(knownAt ?? now);
  const early = days.length * 2 < FEWEST_SESSIONS;
  return [
    day === today
      ? `As registers stand on ${inWords(today)}.`
      : `As of ${inWords(day)}, the latest day with registers. There are none after it yet.`,
    ...(early
      ? [
          `The year has ${countText(days.length, 'school day')} so far. Persistent and severe absence are told from ${FEWEST_SESSIONS} possible sessions on, so those rules can concern nobody yet.`,
        ]
      : []),
  ];
}

function summary({ cases }: Attention, rules: readonly Rule[]): DataTable {
  return {
    id: 'rules',
    caption: 'Pupils by rule, the most urgent first',
    head: 'Rule',
    fixedOrder: true,
    columns: [numberColumn('pupils', 'Pupils')],
    rows: rules.map(({ id, title }) => ({
      key: id,
      head: title,
      ...(cases[id].length > 0 && { href: `#${id}` }),
      cells: [countCell(cases[id].length)],
    })),
  };
}

function sectionOf<Id extends RuleId>(
  { school, schoolYear }: ReportFacts,
  { id, title, sentence }: Rule & { readonly id: Id },
  cases: readonly Case<FoundBy[Id]>[],
  names: Names,
): Section {
  const { columns, stretch } = RULE_TABLES[id];
  const shared = cases.filter(({ pattern }) => pattern.whose === 'year-group').length;
  return {
    id,
    heading: title,
    text: [
      sentence,
      ...(shared === 0
        ? []
        : [`The absence of the year group has risen too for ${shared} of ${countText(cases.length, 'pupil')}.`]),
    ],
    tables: [
      {
        id,
        caption: title,
        head: 'Pupil',
        names: true,
        columns: [wordsColumn('year_group', 'Year group'), ...columns, wordsColumn('pattern', 'Whose pattern')],
        note: `Whose pattern: the share missed over ${stretch}, and in the year before them, by the rest of the year group.`,
        rows: cases.map((each) => ({
          key: String(each.pupil),
          head: nameText(names.get(each.pupil) ?? { forename: null, surname: null }),
          href: `/schools/${school.urn}/pupils/${each.pupil}`,
          cells: [
            wordsCell(groupLabel(`nc_year=${each.yearGroup}`)),
            ...ruleCells(id, each, schoolYear.year),
            wordsCell(patternWords(each.pattern, each.yearGroup)),
          ],
        })),
      },
    ],
  };
}
