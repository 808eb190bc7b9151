import { NOT_ASKED } from '../domain/agreement/agreement.ts';
import type { Granted } from '../domain/agreement/granted.ts';
import { type KeptStep, readAgreementEvents, readWording } from '../store/agreement-events.ts';
import { type KeptAgreement, readKeptAgreement } from '../store/agreements.ts';
import { type Connection, readConnection } from '../store/connections.ts';
import { type Database, type Scope, withScope } from '../store/database.ts';
import { readGranted } from '../store/granted.ts';
import { readLastCollection } from '../store/last-collection.ts';
import { readSchools, readSuccessors, type School } from '../store/school-lookups.ts';
import { findAgreeing } from './find-agreeing.ts';

export type { Connection, KeptAgreement, KeptStep, School };

/** All that a school's own people may know of its agreement. */
export interface SchoolAgreement {
  readonly school: School;
  readonly kept: KeptAgreement;
  /** The whole history, from its beginning. */
  readonly history: readonly KeptStep[];
  readonly connection: Connection | null;
  /** What was granted at the source; null when that was not read yet. */
  readonly granted: Granted | null;
  /** When the last collection that succeeded began; null also for somebody who sees no report. */
  readonly lastCollection: Date | null;
  /** The text that was agreed to here last; null when the school never agreed here. */
  readonly wording: string | null;
  /** Schools that came after this one, and may share. */
  readonly successors: readonly School[];
}

/**
 * A school's agreement with its history, its connection and the words agreed to.
 * @param database the viewer's login; the scope must be of somebody who acts for this school
 * @returns null for a school that is not in the list
 */
export async function readSchoolAgreement(
  database: Database,
  scope: Scope,
  urn: number,
): Promise<SchoolAgreement | null> {
  return withScope(database, scope, async (transaction) => {
    const [school] = await readSchools(transaction, [urn]);
    if (!school) return null;
    const history = await readAgreementEvents(transaction, urn);
    const agreeing = findAgreeing(urn, history);
    const successors = await readSchools(transaction, await readSuccessors(transaction, urn));
    return {
      school,
      kept: (await readKeptAgreement(transaction, urn)) ?? nothingYet(urn),
      history,
      connection: await readConnection(transaction, urn),
      granted: await readGranted(transaction, urn),
      lastCollection: await readLastCollection(transaction, urn),
      wording: agreeing && (await readWording(transaction, urn, agreeing.wording)),
      successors: successors.filter(({ mayShare }) => mayShare),
    };
  });
}

/** A school that nothing has happened to has no row. */
const nothingYet = (urn: number): KeptAgreement => ({
  urn,
  facts: NOT_ASKED,
  events: 0,
  source: 'wonde',
  sourceSchoolId: null,
  changedAt: new Date(0),
  checkedAt: null,
  accessRequestedAt: null,
  deleteAfter: null,
  deletedAt: null,
});
