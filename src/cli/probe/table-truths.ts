import { personKey } from '../../access/person.ts';
import { actsFor, type ProbePerson, type ProbeWorld } from './world.ts';

/** A row, by the names of its columns. */
export type TableRow = Readonly<Record<string, unknown>>;

/** Whether someone may, by whatever page, add, change or remove a row. Asked of the row as it was and as it is now. */
type TableTruth = (world: ProbeWorld, who: ProbePerson, row: TableRow) => boolean;

/** Written by the collector, the owner or an import: no page changes it. */
const nobody: TableTruth = () => false;
/** A webhook comes from nobody who is known, and is no more than a hint. */
const anybody: TableTruth = () => true;
const operator: TableTruth = (_world, { duty }) => duty === 'operator';

const isOwn = ({ person }: ProbePerson, row: TableRow) => person !== null && row['person'] === personKey(person);
const isHere = (world: ProbeWorld, who: ProbePerson, row: TableRow) => actsFor(world, who)?.key === row['organisation'];

/** Somebody with the right to agree, for the school that they act for; or the operator. */
const agrees: TableTruth = (world, who, row) =>
  operator(world, who, row) || (who.agrees && actsFor(world, who)?.key === `school:${row['school_urn']}`);

/** An approver of the organisation, or the operator. */
const approver: TableTruth = (world, who, row) =>
  operator(world, who, row) || (who.approver && isHere(world, who, row));
/** Whoever it is about, too: they ask, withdraw, and give up what they hold. */
const approverOrOwn: TableTruth = (world, who, row) =>
  approver(world, who, row) || (isOwn(who, row) && isHere(world, who, row));

/** Only who it is about, for the organisation that they act for. */
const ownHere: TableTruth = (world, who, row) => isOwn(who, row) && isHere(world, who, row);

/** Who may change what, worked out from the world. A new table must be added, with `nobody` if no page changes it, before it is probed. */
const TRUTHS = new Map<string, TableTruth>([
  ['member', approver],
  ['right_grant', approverOrOwn],
  ['right_request', approverOrOwn],
  ['ukprn_organisation', operator],
  ['weekly_email', ownHere],
  ['agreement', agrees],
  ['agreement_event', agrees],
  ['agreement_wording', agrees],
  ['connection', agrees],
  ['invitation', operator],
  ['release_signature', operator],
  ['tally_year', nobody],
  ['collection_run', nobody],
  ['enrolment', nobody],
  ['enrolment_year', nobody],
  ['issue', nobody],
  ['local_authority', nobody],
  ['mark_change', nobody],
  ['migration', nobody],
  ['planned_mark', nobody],
  ['profile', nobody],
  ['pupil', nobody],
  ['pupil_identity', nobody],
  ['pupil_source_key', nobody],
  ['region', nobody],
  ['release', nobody],
  ['release_file', nobody],
  ['register_version', nobody],
  ['register_week', nobody],
  ['school', nobody],
  ['school_area', nobody],
  ['school_import', nobody],
  ['school_link', nobody],
  ['school_trust', nobody],
  ['tally_published', nobody],
  ['tally_session', nobody],
  ['tally_week', nobody],
  ['trust', nobody],
  ['worker_heartbeat', nobody],
  // Nobody comes through the protocols of sign-in here: the probe puts sessions into the store.
  ['source_hint', anybody],
  ['idams_assertion', nobody],
  ['idams_sign_in', nobody],
  // Of these a bystander's rows alone are compared (kept-tables.ts): their own sessions, and the mail they cause, people may have.
  ['mail', nobody],
  ['web_session', nobody],
]);

/** @throws for tables that the probe has not been told of */
export function refuseUnknownTables(tables: readonly string[]): void {
  const unknown = tables.filter((table) => !TRUTHS.has(table));
  if (unknown.length > 0)
    throw new Error(`The probe does not know ${unknown.join(' and ')}: say in table-truths.ts who may change it.`);
}

export function mayChange(world: ProbeWorld, who: ProbePerson, table: string, row: TableRow): boolean {
  refuseUnknownTables([table]);
  return TRUTHS.get(table)!(world, who, row);
}
