import type { AuditEvent } from './audit-event.ts';

/** An act of the installation itself, or of its command line, where nobody is signed in: about no school and no pupil. */
export const installationEvent = ({ at, what, detail }: Pick<AuditEvent, 'at' | 'what' | 'detail'>): AuditEvent => ({
  at,
  what,
  person: null,
  name: null,
  organisation: 'operator',
  schoolUrn: null,
  pupilId: null,
  outcome: 'done',
  detail,
  requestId: null,
});
