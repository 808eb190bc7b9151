import type { AuditKey } from '../../audit/append-event.ts';
import type { Clock } from '../../domain/clock.ts';
import type { RolePlaces } from '../doors.ts';

/** What the acts about rights work with, besides the database and the viewer. */
export interface RightsParts {
  readonly clock: Clock;
  readonly auditKey: AuditKey;
  readonly roles: RoleSettings;
  /** Of the web request, for the audit. */
  readonly requestId?: string | undefined;
}

/** What the settings say about the role. */
export interface RoleSettings {
  /** The role's name, as it is asked for. */
  readonly name: string;
  readonly places: RolePlaces;
  /** Days after which a request is overdue. */
  readonly overdueDays: number;
}
