import {
  LOCAL_KM,
  MOST_SIMILAR,
  type Near,
  usableRules,
  whyChosen,
} from '../../domain/similar-schools/find-similar.ts';
import { MOST_POINTS, UNKNOWN_POINTS } from '../../domain/similar-schools/rules.ts';
import type { SchoolFacts } from '../../domain/similar-schools/school-facts.ts';
import { countText } from '../figures.ts';
import { countCell, numberColumn, type Section, wordsCell, wordsColumn } from '../report-view.ts';
import type { CompareFacts } from './report.ts';

const WHERE: Readonly<Record<Near, string>> = {
  england: 'in England',
  region: 'in the same region',
  local: `in the same local authority or within ${LOCAL_KM} km`,
};

/** Each similar school with why it was chosen, and the rules. */
export function viewSimilar(own: SchoolFacts, { near, compared }: CompareFacts): Section[] {
  if (typeof compared === 'string') return [];
  const list = compared.similar[near];
  const { used, unused } = usableRules(own);
  const rules = used.map(
    ({ name, step }) => `${name.toLowerCase().replace('sen ', 'SEN ').replace('ehc ', 'EHC ')} (${step})`,
  );
  return [
    {
      id: 'similar-schools',
      heading: 'Similar schools',
      text: [
        list.length === 0
          ? `No school of the same phase ${WHERE[near]} shares its registers here, so there is none to compare with. Choose similar schools from further away under “Choose pupils, period and date”.`
          : `${countText(list.length, 'school')} of the same phase ${WHERE[near]}: the most alike of those that share their registers here, at most ${MOST_SIMILAR}. This school is not among them.`,
        ...(rules.length === 0
          ? []
          : [
              `Points are added up, and the fewest are the most alike. A point is: ${rules.join('; ')}. No rule counts more than ${MOST_POINTS} points; a fact that is not published for the other school counts ${UNKNOWN_POINTS}.`,
            ]),
        ...unused.map(({ rule, why }) => `${rule.name} could not be used: ${why}.`),
      ],
      tables: [
        {
          id: 'similar',
          caption: 'Similar schools, and why each was chosen',
          head: 'School',
          columns: [wordsColumn('why', 'Why it was chosen'), numberColumn('points', 'Points apart')],
          rows: list.map((each) => ({
            key: String(each.school.urn),
            head: each.school.name,
            cells: [wordsCell(whyChosen(own, each)), countCell(each.points)],
          })),
          note: 'Numbers of pupils and shares are published ones (Get Information About Schools, school census), not counted from registers. No figure of one of these schools is shown.',
        },
      ],
    },
  ];
}
