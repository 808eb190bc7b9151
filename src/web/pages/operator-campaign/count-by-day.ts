import type { CampaignDay } from '../../../agreement/read-operator-schools.ts';
import { addDays } from '../../../domain/sessions/dates.ts';

const DAY_MS = 24 * 60 * 60_000;

/** The counts of the campaign at the end of a day. */
export interface CampaignPoint extends CampaignDay {
  /** Days since the first. */
  readonly at: number;
}

/** Counts at the end of some days, from the first on which anything changed to today. @param today YYYY-MM-DD, London */
export function countByDay(changes: readonly CampaignDay[], today: string): CampaignPoint[] {
  const [first] = changes;
  if (!first) return [];
  // A clock that was set back, as only the sandbox's can be, must not lose what was.
  const last = [today, changes.at(-1)!.day].toSorted()[1]!;
  const length = Math.round((Date.parse(last) - Date.parse(first.day)) / DAY_MS);
  const step = stepOf(length);
  const points: CampaignPoint[] = [];
  let counts = { invited: 0, agreed: 0, receiving: 0, refused: 0 };
  let next = 0;
  // Counted back from the last day, so that the last step is a whole one.
  for (const at of daysShown(length, step)) {
    const day = addDays(first.day, at);
    for (; next < changes.length && changes[next]!.day <= day; next++) counts = add(counts, changes[next]!);
    points.push({ day, at, ...counts });
  }
  return points;
}

/** Every day of three weeks, every week of about half a year, every fourth week after that: the table stays short. */
const stepOf = (length: number): number => (length <= 21 ? 1 : length <= 182 ? 7 : 28);

function daysShown(length: number, step: number): number[] {
  const days: number[] = [];
  for (let at = length; at > 0; at -= step) days.unshift(at);
  return [0, ...days];
}

type Counts = Omit<CampaignDay, 'day'>;

const add = (counts: Counts, change: Counts): Counts => ({
  invited: counts.invited + change.invited,
  agreed: counts.agreed + change.agreed,
  receiving: counts.receiving + change.receiving,
  refused: counts.refused + change.refused,
});
