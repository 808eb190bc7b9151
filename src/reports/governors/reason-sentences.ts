import { absent } from '../../domain/measures/counts.ts';
import { countText, numberText, percentText } from '../figures.ts';
import type { SummaryFigures } from './summary-figures.ts';
import { authorisedOf, rateAndBase, unauthorisedOf } from './summary-words.ts';

/** Why sessions were missed. */
export function reasonSentences({
  year,
  reasons,
  other,
}: Pick<SummaryFigures, 'year' | 'reasons' | 'other'>): string[] {
  const missed = absent(year);
  if (missed === 0) return ['No session was missed in the year to date.'];
  const [first, ...next] = reasons.map(
    ({ code, meaning, sessions }) =>
      `${meaning} (${code}), ${countText(sessions, 'session')}, ${percentText(sessions, missed)} of absence`,
  );
  return [
    `${countText(missed, 'session')} ${missed === 1 ? 'was' : 'were'} missed in the year to date. Authorised absence was ${rateAndBase(authorisedOf(year))} of possible sessions, unauthorised absence ${rateAndBase(unauthorisedOf(year))}.`,
    first === undefined
      ? 'No reason can be told apart: each was given for fewer than 10 pupils.'
      : `The reason given most was ${first}.${next.length > 0 ? ` Then came ${next.slice(0, 2).join('; and ')}.` : ''}`,
    ...(first !== undefined && other.codes > 0
      ? [
          `${countText(other.codes, 'other code')} with too few pupils to be told apart ${other.codes === 1 ? 'makes' : 'make'} up ${numberText(other.sessions)} sessions together.`,
        ]
      : []),
  ];
}
