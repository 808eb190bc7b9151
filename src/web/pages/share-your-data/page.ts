import { anyone } from '../../../access/viewer.ts';
import { findSchool, successorsOf } from '../../../schools/find-school.ts';
import type { Database } from '../../../store/database.ts';
import type { Page } from '../../page.ts';
import { NOTHING_FILLED } from '../../particulars.ts';
import { type Asked, readUrn, viewCheck } from './check-school.ts';
import { viewGuidance } from './view-model.ts';

/** The guidance for schools: who may share, what, how, and how to stop; with a check for one school. Open to anyone. */
export const page: Page = {
  name: 'Share your data',
  path: '/share-your-data',
  may: anyone,
  async handle({ database, query, installation }) {
    const asked = await ask(database, query['urn']);
    const check = viewCheck(asked);
    const guidance = viewGuidance({
      ...(installation?.publicPages ?? NOTHING_FILLED),
      collectAt: installation?.collectAt ?? [],
      refreshDays: installation?.refreshDays ?? 7,
    });
    const title = check.error ? `Error: ${guidance.title}` : guidance.title;
    return {
      template: 'pages/share-your-data/page.njk',
      model: { ...guidance, title, check },
      status: check.error ? 400 : 200,
    };
  },
};

/** The list of schools is public: it is read without a scope, and says nothing about who shares. */
async function ask(database: Database, given: string | string[] | undefined): Promise<Asked> {
  if (given === undefined) return { asked: 'nothing' };
  const typed = (typeof given === 'string' ? given : (given[0] ?? '')).slice(0, 50);
  const urn = readUrn(typed);
  if (urn === null) return { asked: 'unreadable', typed };
  const school = await findSchool(database, urn);
  if (school === null) return { asked: 'unknown', typed };
  return { asked: 'school', typed, school, successors: school.mayShare ? [] : await successorsOf(database, urn) };
}
