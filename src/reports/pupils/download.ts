import { countText, numberText } from '../figures.ts';
import { addressOf, type Choices, choosePupils, type Field, fieldsOf } from './choices.ts';
import type { PupilsFacts } from './report.ts';
import { filtersText } from './view-model.ts';

/** What the page that asks for the purpose says of the file of pupils. */
export interface PupilsDownload {
  readonly title: string;
  readonly schoolName: string;
  readonly address: string;
  readonly back: { readonly href: string; readonly text: string };
  /** What is in the file; null when nobody is. */
  readonly what: readonly string[] | null;
  readonly nothing: string;
  readonly recorded: string;
  /** The choices that the form carries on. */
  readonly kept: readonly Field[];
}

/** Describes the file before it is made: whose data, how many pupils, and who will know. */
export function describePupilsDownload(facts: PupilsFacts, choices: Choices): PupilsDownload {
  const root = `/schools/${facts.school.urn}/pupils`;
  const found = choosePupils(facts.pupils, choices).length;
  const filters = filtersText(choices);
  return {
    title: 'Download pupils',
    schoolName: facts.school.name,
    address: `${root}/download`,
    back: { href: addressOf(root, choices), text: 'Back to pupils' },
    what:
      found === 0
        ? null
        : [
            filters.length === 0
              ? `All ${countText(found, 'pupil')} of the list.`
              : `${numberText(found)} of ${countText(facts.pupils.length, 'pupil')}, by your filters: ${filters.join('; ')}.`,
            'For each pupil: name, UPN, year group, sessions attended and missed in the year to date, and absence band. No marks, no reasons, and no sensitive items.',
          ],
    nothing: 'There is nothing to download: no pupil matches these filters.',
    recorded:
      'Your name, e-mail address and organisation, the time and the purpose are written on every row of the file and put on record. The school can see that you took it.',
    kept: fieldsOf(choices),
  };
}
