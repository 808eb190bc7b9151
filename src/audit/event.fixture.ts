import type { AuditEvent } from './audit-event.ts';

/** A look at a pupil of a sandbox school; a test names only the fields that it is about. */
export function anEvent(event: Partial<AuditEvent> = {}): AuditEvent {
  return {
    at: new Date('2026-11-23T09:30:00.123Z'),
    what: 'pupil-view',
    person: 'dfe-sign-in:6A2C',
    name: 'Ada Head',
    organisation: 'school:900001',
    schoolUrn: 900001,
    pupilId: 7,
    outcome: 'done',
    detail: { page: 'Pupil' },
    requestId: 'req-1',
    ...event,
  };
}
