import { possible } from '../../domain/measures/counts.ts';
import { gapPoints } from '../../domain/measures/gap-points.ts';
import { percentText } from '../figures.ts';
import { attendanceOf } from '../measure-columns.ts';
import type { BarsView } from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import type { CharacteristicName } from '../selection/selection.ts';
import type { Group } from './count-groups.ts';
import { FEW_PUPILS, labelOf } from './groups-table.ts';
import { namePupils } from './name-pupils.ts';

/** A group that attended less than the rest. */
export interface Gap {
  readonly name: CharacteristicName;
  readonly group: Group;
  /** One decimal, without a sign. */
  readonly points: string;
}

/** More bars than this are hard to read on a phone; the tables have every group. */
const MOST_BARS = 8;

/**
 * Groups that attended less than the rest, the largest gap first. Left out: what the source did not say, and groups, or a rest, of
 * so few pupils that one of them may be the whole gap.
 */
export function findGaps(groups: readonly (readonly [CharacteristicName, readonly Group[]])[], pupils: number): Gap[] {
  return groups
    .flatMap(([name, own]) =>
      own.flatMap((group): Gap[] => {
        const isFew = group.pupils.length < FEW_PUPILS || pupils - group.pupils.length < FEW_PUPILS;
        const points = gapPoints(attendanceOf(group.sessions), attendanceOf(group.rest));
        if (isFew || points === null || !points.startsWith('-') || group.values[0] === 'unknown') return [];
        return [{ name, group, points: points.slice(1) }];
      }),
    )
    .sort((a, b) => Number(b.points) - Number(a.points));
}

/** The finding: the group that attended least beside the rest. */
export function messageOf([most]: readonly Gap[]): string {
  return most
    ? `${namePupils(most.name, most.group.values[0]!)} attended ${most.points} points less than the rest: ${rateOf(most.group.sessions)} beside ${rateOf(most.group.rest)}.`
    : `No group of ${FEW_PUPILS} pupils or more attended less than the rest.`;
}

/** A bar for each of the largest gaps; null without any. */
export function drawGaps({ period }: ReportFacts, gaps: readonly Gap[]): BarsView | null {
  if (gaps.length === 0) return null;
  return {
    kind: 'bars',
    id: 'largest-gaps',
    title: messageOf(gaps).replace(/: .*/, ''),
    subtitle: `Percentage points by which a group’s attendance was below that of all other pupils. ${period.words}.`,
    description:
      'A bar for each group that attended less than the rest, the largest gap first. The tables have every group.',
    notes: [
      `Groups of fewer than ${FEW_PUPILS} pupils, and what is not known, are left out of the chart.`,
      ...(gaps.length > MOST_BARS ? [`The ${MOST_BARS} largest gaps are drawn.`] : []),
    ],
    bars: gaps.slice(0, MOST_BARS).map(({ name, group, points }) => ({
      label: labelOf([name], group),
      value: Number(points),
      text: `${points} points (${rateOf(group.sessions)} and ${rateOf(group.rest)})`,
      series: 4,
    })),
  };
}

const rateOf = (counts: Group['sessions']): string => percentText(counts.attended, possible(counts));
