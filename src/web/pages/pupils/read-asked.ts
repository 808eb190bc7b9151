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
  const facts = viewer && (await readPupilList(database, viewer.scope, urn, clock.now()));
  if (!facts) throw new RequestRefused(404);
  // A search at one school is none at another.
  const searched = memory?.pupilSearch?.urn === urn ? memory.pupilSearch.text : null;
  return { facts, choices: readChoices(asked, searched) };
}
