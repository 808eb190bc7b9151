import type { AgreedWording, School } from '../../../agreement/read-operator-school.ts';
import { momentText } from '../../../reports/times.ts';
import { whoText, wordingId } from './view-history.ts';
import { rootOf } from './view-model.ts';

/** The exact words that were agreed to for a school here. */
export function viewWordings(school: School, wordings: readonly AgreedWording[]) {
  return {
    title: 'What was agreed to',
    heading: 'What was agreed to',
    caption: `${school.name}, URN ${school.urn}`,
    back: { href: rootOf(school.urn), text: 'Back to the school' },
    empty:
      wordings.length > 0
        ? null
        : 'Nobody has agreed for this school here. A school that agrees in its aggregator’s portal agrees to what stands there.',
    wordings: wordings.map(({ wording, text, agreed }) => ({
      id: wordingId(wording),
      heading: `Agreed on ${momentText(agreed[0]!.at)}`,
      who: agreed.map((step) => `${whoText(step, school.name) ?? 'Nobody who is known'}, at ${momentText(step.at)}`),
      digest: wording,
      paragraphs: text.split(/\n+/).filter((line) => line.trim() !== ''),
    })),
  };
}
