import { agreesForSchool, ofSchool, type Viewer } from '../../../access/viewer.ts';
import { type Acted, type Acting, actForSchool, type SchoolAct } from '../../../agreement/act-for-school.ts';
import { readSchoolAgreement, type SchoolAgreement } from '../../../agreement/read-school-agreement.ts';
import type { ConnectionParts } from '../../../agreement/set-connection.ts';
import type { PageContext } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';

/** The viewer with the URN of the school that they act for. What is no school has no agreement (404). */
export function ofSchoolOf({ viewer }: PageContext): { readonly viewer: Viewer; readonly urn: number } {
  if (viewer?.organisation?.kind !== 'school' || !ofSchool(viewer, {})) throw new RequestRefused(404);
  return { viewer, urn: viewer.organisation.urn };
}

/** Who acts for a school, and what acts take from a page's request. Throws a TypeError when the page was not given it: a fault of the wiring. */
export function actingOf(context: PageContext): {
  readonly viewer: Viewer;
  readonly urn: number;
  readonly acting: Acting;
  readonly parts: ConnectionParts;
} {
  const { viewer, urn } = ofSchoolOf(context);
  if (!agreesForSchool(viewer, {})) throw new RequestRefused(404);
  const { auditKey, agreements, requestId = null } = context;
  if (!auditKey || !agreements) throw new TypeError('A page of agreements needs the audit’s key and the settings');
  const { person, name, email } = viewer;
  const acting = { person, name, email, organisation: `school:${urn}`, requestId };
  return { viewer, urn, acting, parts: { auditKey, ...agreements } };
}

/** Does one act for the viewer's school. */
export function act(context: PageContext, wanted: Omit<SchoolAct, 'urn'>): Promise<Acted> {
  const { viewer, urn, acting, parts } = actingOf(context);
  return actForSchool(context.database, viewer.scope, parts, acting, { urn, ...wanted }, context.clock.now());
}

/** All that is known of the agreement of the viewer's school. A school that has left the list has none (404). */
export async function readOwnAgreement(context: PageContext): Promise<SchoolAgreement> {
  const { viewer, urn } = ofSchoolOf(context);
  const agreement = await readSchoolAgreement(context.database, viewer.scope, urn);
  if (agreement === null) throw new RequestRefused(404);
  return agreement;
}

/** Number of the last event that the page with the form has shown; a form without one was not made here (400). */
export function readSeen(text: string | undefined): number {
  if (text === undefined || !/^\d{1,9}$/.test(text)) throw new RequestRefused(400);
  return Number(text);
}
