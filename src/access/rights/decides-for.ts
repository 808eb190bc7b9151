import type { Viewer } from '../viewer.ts';

/**
 * Whether the viewer decides about rights and people of an organisation: its approver while acting for it, or the operator, who
 * may everywhere (organisations without an approver, overdue requests) and whose every decision is on the audit as theirs.
 * @param organisation such as `school:900001`
 */
export function decidesFor(viewer: Viewer, organisation: string): boolean {
  return (
    viewer.duty === 'operator' || (viewer.approver && viewer.duty === null && viewer.organisationKey === organisation)
  );
}
