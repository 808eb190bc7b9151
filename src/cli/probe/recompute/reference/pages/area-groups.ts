import type { Area } from '../area.ts';
import { SENSITIVE_TRAITS, TRAITS, traitOf } from '../asked.ts';
import { type ExpectedPage, type ExpectedRow, type ExpectedTable, gap, rate, said, table } from '../expected.ts';
import { tally } from '../known-register.ts';
import { measures, pupilsOf, sessionsOf } from './area-schools.ts';

/** Each group of all schools of an area together, beside the rest; of characteristics that are not chosen already. */
export function areaGroupsPage({ schools, asked, sensitive }: Area): ExpectedPage {
  const [sessions, pupils] = [schools.flatMap(sessionsOf), schools.flatMap(pupilsOf)];
  const all = tally(sessions);
  const isHidden = (trait: string) => !sensitive && SENSITIVE_TRAITS.includes(trait);
  const tables = TRAITS.filter((trait) => !isHidden(trait) && asked.groups[trait] === undefined).map(
    (trait): [string, ExpectedTable] => {
      const values = new Set([...sessions, ...pupils].map(({ who }) => traitOf(trait, who)));
      const rows = [...values].flatMap((value): [string, ExpectedRow][] => {
        const own = tally(sessions.filter(({ who }) => traitOf(trait, who) === value));
        const rest = tally(sessions.filter(({ who }) => traitOf(trait, who) !== value));
        const members = pupils.filter(({ who }) => traitOf(trait, who) === value);
        if (own.possible === 0 && members.length === 0) return [];
        return [
          [
            value,
            {
              ...measures(
                sessions.filter(({ who }) => traitOf(trait, who) === value),
                members,
              ),
              rest: rate(rest.attended, rest.possible),
              gap: gap([own.attended, own.possible], [rest.attended, rest.possible]),
            },
          ],
        ];
      });
      return [trait, table(rows)];
    },
  );
  return new Map([said([rate(all.attended, all.possible)]), ...tables]);
}
