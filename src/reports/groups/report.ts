import type { ReportBody, Section } from '../report-view.ts';
import { nothingMore, type ReportFacts, type SchoolReport } from '../school-report.ts';
import {
  addressOf,
  CHARACTERISTIC_NAMES,
  type CharacteristicName,
  type PageChoice,
  SENSITIVE_CHARACTERISTICS,
} from '../selection/selection.ts';
import { CHARACTERISTIC_LABELS } from '../selection/view-selection.ts';
import { type Counted, countSelection, groupBy } from './count-groups.ts';
import { groupsTable, labelOf } from './groups-table.ts';
import { drawGaps, findGaps, messageOf } from './largest-gaps.ts';

const crossedBy = (name: string, label: string): PageChoice => ({
  name,
  label,
  options: [
    { value: '', text: 'None' },
    ...CHARACTERISTIC_NAMES.map((each) => ({
      value: each,
      text: CHARACTERISTIC_LABELS[each],
      ...(SENSITIVE_CHARACTERISTICS.includes(each) && { sensitive: true as const }),
    })),
  ],
});

/** Attendance by each characteristic that is collected, each group beside the rest, and by any two together. */
export const groups: SchoolReport = {
  name: 'Groups',
  path: '/groups',
  names: false,
  choices: [crossedBy('by', 'Two together, first'), crossedBy('and', 'Two together, second')],
  more: nothingMore,
  view: viewGroups,
};

function viewGroups(facts: ReportFacts): ReportBody {
  const counted = countSelection(facts);
  const shown = CHARACTERISTIC_NAMES.filter((name) => facts.sensitive || !SENSITIVE_CHARACTERISTICS.includes(name));
  const byName = shown.map((name) => [name, groupBy(counted, [name])] as const);
  const gaps = findGaps(byName, counted.pupils.length);
  const chart = drawGaps(facts, gaps);
  return {
    message: messageOf(gaps),
    sections: [
      ...(chart ? [{ id: 'gaps', heading: 'Largest gaps', text: [], links: pairLinks(facts), chart, tables: [] }] : []),
      ...crossedSection(counted, shown),
      ...byName.map(
        ([name, own]): Section => ({
          id: `by-${name}`,
          heading: CHARACTERISTIC_LABELS[name],
          text: ownText(name, own.length, own[0] && labelOf([name], own[0])),
          tables: [
            groupsTable(facts, [name], own, {
              id: name,
              caption: `Attendance by ${LOWER[name]}`,
              head: CHARACTERISTIC_LABELS[name],
            }),
          ],
        }),
      ),
    ],
    workedOut: [
      'A session counts in the groups that the pupil was in that week. A change in the MIS, such as new free school meals, counts from the week in which it was first seen, never backwards.',
      'Pupils, persistent and severe absence are of pupils who are in the group in the last week of the period, over all their sessions of the period.',
      'The rest is everybody else of the selection, those too of whom the MIS does not say. The gap is the group’s attendance less that of the rest, in percentage points, worked out from whole counts and rounded once.',
      'A pupil with an education, health and care plan counts there and not in SEN support, as in the school census. Ethnicity is by main code.',
      ...(facts.sensitive
        ? []
        : [
            'Looked-after and previously looked-after pupils are shown to those with a right of their own to see them.',
          ]),
    ],
    empty: null,
  };
}

const LOWER: Readonly<Record<CharacteristicName, string>> = {
  year: 'year group',
  gender: 'gender',
  ethnicity: 'ethnicity',
  free_school_meals: 'free school meals',
  sen: 'special educational needs',
  looked_after: 'looked after',
  previously_looked_after: 'previously looked after',
};

/** Pairs that are often asked for, where the form has all. */
const PAIRS = [
  ['year', 'free_school_meals'],
  ['free_school_meals', 'sen'],
  ['gender', 'free_school_meals'],
] as const;

const pairLinks = ({ school, selection }: ReportFacts) =>
  PAIRS.map(([by, and]) => ({
    text: `${CHARACTERISTIC_LABELS[by]} and ${LOWER[and]} together`,
    href: `${addressOf(`/schools/${school.urn}/groups`, selection, { own: { by, and } })}#crossed-groups`,
  }));

function ownText(name: CharacteristicName, groups: number, only: string | undefined): string[] {
  if (groups !== 1) return [];
  return [
    `All pupils counted are in one group${only ? `, “${only}”` : ''}, so there is no rest to set ${LOWER[name]} against.`,
  ];
}

/** Two characteristics together, when two that differ were chosen; when only one was, what is missing. */
function crossedSection(counted: Counted, shown: readonly CharacteristicName[]): Section[] {
  const { facts } = counted;
  const asked = (choice: string) => shown.find((name) => name === facts.selection.own[choice]);
  const [by, and] = [asked('by'), asked('and')];
  if (!by && !and) return [];
  const section = { id: 'crossed-groups', heading: 'Two together' };
  if (!by || !and || by === and)
    return [{ ...section, text: ['Choose two different characteristics to put them together.'], tables: [] }];
  const names = [by, and];
  const caption = `Attendance by ${LOWER[by]} and ${LOWER[and]}`;
  const head = `${CHARACTERISTIC_LABELS[by]}, ${LOWER[and]}`;
  return [
    {
      ...section,
      heading: `${CHARACTERISTIC_LABELS[by]} and ${LOWER[and]}`,
      text: [],
      tables: [groupsTable(facts, names, groupBy(counted, names), { id: 'crossed', caption, head })],
    },
  ];
}
