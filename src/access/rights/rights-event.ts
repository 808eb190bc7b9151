import type { AuditEvent, AuditWhat } from '../../audit/audit-event.ts';
import type { Viewer } from '../viewer.ts';
import type { RightsParts } from './rights-parts.ts';

/** An event about rights: who did it for which organisation, and which organisation it was done in. */
export function rightsEvent(
  viewer: Viewer,
  { clock, requestId }: Pick<RightsParts, 'clock' | 'requestId'>,
  what: AuditWhat,
  /** Where it was done, such as `school:900001`; a school then sees it among its own events. */
  organisation: string | null,
  detail: AuditEvent['detail'],
): AuditEvent {
  return {
    at: clock.now(),
    what,
    person: viewer.person,
    name: viewer.name,
    organisation: viewer.organisationKey,
    schoolUrn: organisation?.startsWith('school:') ? Number(organisation.slice('school:'.length)) : null,
    pupilId: null,
    outcome: 'done',
    detail: organisation === viewer.organisationKey ? detail : { ...detail, in: organisation },
    requestId: requestId ?? null,
  };
}
