import { type Choices, type Query, readChoices } from '../../../reports/pupils/choices.ts';
import { type PupilsFacts, readPupilList } from '../../../reports/pupils/report.ts';
import type { PageContext } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';

/**
 * A school's pupils, and what was chosen among them: by the address or the form, and by the name that the session remembers.
 * Not found when the viewer does not see the school.
 */
export async function readPupilsAsked(
  { viewer, database, clock, params, memory }: PageContext,
  asked: Query,
): Promise<{ facts: PupilsFacts; choices: Choices }> {
  const urn = Number(params['urn']);
  // A search at one school is none at another.
  const searched = memory?.pupilSearch?.urn === urn ? memory.pupilSearch.text : null;
  const choices = readChoices(asked, searched);
  const facts = viewer && (await readPupilList(database, viewer.scope, urn, clock.now(), choices.also));
  if (!facts) throw new RequestRefused(404);
  if (!choices.also || !facts.chosen) return { facts, choices };
  // What is in force: a filter may need a right that the viewer has not.
  return { facts, choices: { ...choices, also: { ...facts.chosen.selection, population: null } } };
}
