import { absent } from '../../domain/measures/counts.ts';
import { countText, numberText, percentText, percentToDraw } from '../figures.ts';
import type { BarsView } from '../report-view.ts';
import { missedIn, possibleOf, type Reasons } from './reason-counts.ts';

/** More bars than this are hard to read on a phone; the table has every code. */
const MOST_BARS = 8;

/** A bar for each code of absence; null when no session was missed. */
export function drawCodes(counted: Reasons): BarsView | null {
  const missed = missedIn(counted);
  const [most] = missed;
  if (!most) return null;
  const [base, all] = [possibleOf(counted), absent(counted.total)];
  return {
    kind: 'bars',
    id: 'absence-by-code',
    title: `${most.meaning} (${most.code}) was ${percentText(most.sessions, all)} of all absence`,
    subtitle: `Sessions missed by code, as a percentage of possible sessions. ${counted.facts.period.words}. Base: ${countText(base, 'possible session')}, ${numberText(all)} missed.`,
    description: 'A bar for each code of absence, the most frequent first. The table has the same numbers.',
    notes: [
      'Blue: authorised. Orange: unauthorised.',
      ...(missed.length > MOST_BARS
        ? [`The ${MOST_BARS} codes with the most sessions are drawn. The table has them all.`]
        : []),
    ],
    bars: missed.slice(0, MOST_BARS).map(({ code, meaning, isAuthorised, sessions }) => ({
      label: `${code}: ${meaning} (${isAuthorised ? 'authorised' : 'unauthorised'})`,
      value: percentToDraw(sessions, base) ?? 0,
      text: `${percentText(sessions, base)} (${numberText(sessions)})`,
      series: isAuthorised ? 1 : 4,
    })),
  };
}
