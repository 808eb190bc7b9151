import { absenceBand } from '../../domain/measures/absence-bands.ts';
import { possible } from '../../domain/measures/counts.ts';
import { countText, percentText } from '../figures.ts';
import { FEW_PUPILS } from '../groups/groups-table.ts';
import { namePupils } from '../groups/name-pupils.ts';
import { pupilsAddress } from '../pupils/pupils-address.ts';
import type { Section } from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import { sameSelectionAt } from '../selection/selection.ts';
import type { OverviewFigures } from './count-overview.ts';

interface Link {
  readonly text: string;
  readonly href: string;
}

/** The way from the figures to whom they are about. @param more what other reports have found */
export function worthALook(facts: ReportFacts, figures: OverviewFigures, more: readonly Link[] = []): Section {
  const at = (path: string) => sameSelectionAt(`/schools/${facts.school.urn}${path}`, facts.selection);
  const near = figures.pupils.filter((pupil) => absenceBand(pupil) === 1).length;
  return {
    id: 'worth-a-look',
    heading: 'Worth a look',
    text: [],
    links: [
      { text: 'Pupils who need attention today, and why', href: at('/attention') },
      ...more,
      ...(near > 0 && !facts.conversion?.joined
        ? [
            {
              text: `${countText(near, 'pupil is', 'pupils are')} close to persistent absence: 5% to less than 10% missed`,
              href: pupilsAddress(facts, { absence: '1' }),
            },
          ]
        : []),
      ...weakestYear(facts, figures),
      { text: 'Groups of pupils, each beside the rest', href: at('/groups') },
      { text: 'When sessions are missed: days of the week, weeks, every day of the year', href: at('/when') },
      { text: 'Reasons, late and holidays', href: at('/reasons') },
    ],
    tables: [],
  };
}

/** The year group that attended least, where there are several that are not small. */
function weakestYear({ school, selection }: ReportFacts, { yearGroups }: OverviewFigures): Link[] {
  const large = yearGroups.filter(({ sessions, pupils }) => pupils.length >= FEW_PUPILS && possible(sessions) > 0);
  if (large.length < 2) return [];
  // a/b < c/d without dividing.
  const least = large.reduce((found, group) =>
    group.sessions.attended * possible(found.sessions) < found.sessions.attended * possible(group.sessions)
      ? group
      : found,
  );
  const [year] = least.values as [string];
  return [
    {
      text: `${namePupils('year', year)} attended least: ${percentText(least.sessions.attended, possible(least.sessions))}`,
      href: sameSelectionAt(`/schools/${school.urn}/groups`, selection, { groups: { ...selection.groups, year } }),
    },
  ];
}
