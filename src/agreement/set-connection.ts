import { appendEventWithin } from '../audit/append-event.ts';
import { isInForce } from '../domain/agreement/agreement-state.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { holdKeptAgreement, writeSource } from '../store/agreements.ts';
import { type Connection, readConnection, writeConnection } from '../store/connections.ts';
import { type Database, type Scope, withScope } from '../store/database.ts';
import { readSchools } from '../store/school-lookups.ts';
import type { Acting } from './act-for-school.ts';
import { type ChangeParts, changeSchool } from './change-school.ts';
import { type CredentialKeys, type Credentials, sealCredentials } from './seal-credentials.ts';

export type { Connection };

export interface ConnectionParts extends ChangeParts {
  readonly credentialKeys: CredentialKeys;
}

/** How a school says that its MIS is to be reached. Credentials are for a direct connection, and only for one. */
export type WantedConnection =
  | { readonly kind: 'wonde'; readonly mis: string }
  | { readonly kind: 'direct'; readonly mis: string; readonly address: string; readonly credentials: Credentials };

/**
 * Keeps how a school's MIS is reached, in place of what was kept before. Credentials are sealed before they reach the database.
 * @param database the viewer's login; the scope must carry the right to agree for this school
 * @returns `not-in-force` when the school has not agreed, or no longer does
 * @throws setting-invalid when there is no key to seal with
 */
export async function setConnection(
  database: Database,
  scope: Scope,
  parts: ConnectionParts,
  acting: Acting,
  urn: number,
  wanted: WantedConnection,
  now: Date,
): Promise<'set' | 'not-in-force'> {
  const sealed = wanted.kind === 'direct' ? sealCredentials(parts.credentialKeys, urn, wanted.credentials) : null;
  return withScope(database, scope, async (transaction) => {
    const { facts } = await holdKeptAgreement(transaction, urn, now);
    if (!isInForce(facts.state)) return 'not-in-force';
    const address = wanted.kind === 'direct' ? wanted.address : null;
    const connection = { kind: wanted.kind, mis: wanted.mis, address, setAt: now, setByName: acting.name };
    await writeConnection(transaction, urn, connection, sealed);
    await writeSource(transaction, urn, wanted.kind);
    const [school] = await readSchools(transaction, [urn]);
    const told = {
      school: school?.name ?? `URN ${urn}`,
      urn,
      what: 'connection-changed',
      name: acting.name,
      at: now.toISOString(),
    } as const;
    const organisation = `school:${urn}`;
    await queueMail(
      transaction,
      { template: 'agreement-notice', facts: told, organisation, addressee: 'approvers' },
      now,
    );
    const by = {
      through: 'portal',
      person: acting.person,
      name: acting.name,
      organisation: acting.organisation,
    } as const;
    await changeSchool(transaction, parts, { urn, event: { kind: 'connect' }, by, now, requestId: acting.requestId });
    await appendEventWithin(transaction, parts.auditKey, {
      at: now,
      what: 'connection-changed',
      person: acting.person,
      name: acting.name,
      organisation,
      schoolUrn: urn,
      pupilId: null,
      outcome: 'done',
      detail: { connection: wanted.kind, mis: wanted.mis },
      requestId: acting.requestId,
    });
    return 'set';
  });
}

/** How a school's MIS is reached, without its credentials. */
export const readSchoolConnection = (database: Database, scope: Scope, urn: number): Promise<Connection | null> =>
  withScope(database, scope, (transaction) => readConnection(transaction, urn));
