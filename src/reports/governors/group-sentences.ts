import { possible } from '../../domain/measures/counts.ts';
import { gapPoints } from '../../domain/measures/gap-points.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { countText } from '../figures.ts';
import type { GroupFigures, SummaryFigures } from './summary-figures.ts';
import { attendanceOf, comparedWith, rateAndBase } from './summary-words.ts';

/** Groups nearer to the rest than this are not said to differ. In percentage points. */
const LEAST_GAP = 1;
const IN_TABLE = 8;
const IN_SENTENCES = 3;

/** Groups that differ most from all other pupils, the greatest difference first. Of two halves of a whole only the smaller. */
export function differingGroups({ groups }: Pick<SummaryFigures, 'groups'>): GroupFigures[] {
  return groups
    .filter((group) => !groups.some((other) => isOtherHalf(group, other)))
    .map((group) => ({
      group,
      size: Math.abs(Number(gapPoints(attendanceOf(group.own), attendanceOf(group.rest)) ?? 0)),
    }))
    .filter(({ size }) => size >= LEAST_GAP)
    .sort((a, b) => b.size - a.size || (a.group.key < b.group.key ? -1 : 1))
    .slice(0, IN_TABLE)
    .map(({ group }) => group);
}

function isOtherHalf(group: GroupFigures, other: GroupFigures): boolean {
  const isSame = group.key.split('=')[0] === other.key.split('=')[0] && group !== other;
  const [own, rest] = [attendanceOf(other.own), attendanceOf(group.rest)];
  const isWhole = own.numerator === rest.numerator && own.denominator === rest.denominator;
  return isSame && isWhole && (other.pupils < group.pupils || (other.pupils === group.pupils && other.key < group.key));
}

/** Which groups differ, with their bases. */
export function groupSentences(figures: Pick<SummaryFigures, 'groups'>): string[] {
  const told = figures.groups.filter(({ own, rest }) => possible(own) > 0 && possible(rest) > 0);
  if (told.length === 0)
    return ['No group can be told apart: each has fewer than 10 pupils, or leaves fewer than 10 outside it.'];
  const differing = differingGroups(figures);
  if (differing.length === 0)
    return ['No group that can be told apart differs from all other pupils by 1 percentage point or more.'];
  return differing.slice(0, IN_SENTENCES).map((group) => `${groupSentence(group)}.`);
}

/** `Year 9 (84 pupils): attendance is 90.1% (… of …), 3.6 percentage points lower than that of all other pupils, 93.7% (… of …)` */
export function groupSentence({ key, own, rest, pupils }: GroupFigures): string {
  const compared = comparedWith(attendanceOf(own), attendanceOf(rest));
  return `${groupLabel(key)} (${countText(pupils, 'pupil')}): attendance is ${rateAndBase(attendanceOf(own))}, ${compared} that of all other pupils, ${rateAndBase(attendanceOf(rest))}`;
}
