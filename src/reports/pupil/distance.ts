import { absent, type Counts, possible } from '../../domain/measures/counts.ts';
import { sessionsTo } from '../../domain/measures/sessions-to.ts';
import { countText, percentText } from '../figures.ts';

/** How far a pupil is from one threshold, in a sentence. */
export interface DistanceView {
  readonly heading: string;
  readonly text: string;
  readonly reached: boolean;
}

const THRESHOLDS = [
  { threshold: 'persistent', heading: 'Persistent absence (10%)', adverb: 'Persistently', percent: '10%' },
  { threshold: 'severe', heading: 'Severe absence (50%)', adverb: 'Severely', percent: '50%' },
] as const;

/** The distance to both thresholds. Sessions in a row from now, each of them possible. */
export function viewDistances(counts: Counts): DistanceView[] {
  return THRESHOLDS.map(({ threshold, heading, adverb, percent }) => {
    const { state, moreMissed, attendToLeave } = sessionsTo(counts, threshold);
    if (possible(counts) === 0) return { heading, text: 'There are no possible sessions yet.', reached: false };
    if (state === 'reached')
      return {
        heading,
        text: `${adverb} absent: ${percentText(absent(counts), possible(counts))} of possible sessions missed. Absence is below ${percent} again after attending ${countText(attendToLeave!, 'session')} in a row.`,
        reached: true,
      };
    return {
      heading,
      text: `Not reached. It begins after missing ${countText(moreMissed!, 'more session', 'more sessions')} in a row.`,
      reached: false,
    };
  });
}
