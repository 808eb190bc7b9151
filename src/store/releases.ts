import { sql } from 'kysely';
import { type CheckResult, type ReleaseState, stateOf } from '../domain/release/release.ts';
import { readReleaseId } from '../domain/release/release-id.ts';
import type { ReleaseRules } from '../domain/release/rules.ts';
import type { Handle } from './database.ts';

/** A release as it is kept, without its files. */
export interface StoredRelease {
  /** `2026-w41` */
  readonly id: string;
  /** Of its academic year. */
  readonly startYear: number;
  /** The last day that is counted. */
  readonly asOf: string;
  readonly dueAt: Date;
  readonly madeAt: Date;
  readonly state: ReleaseState;
  /** Of all its files: what people sign. */
  readonly digest: string;
  readonly inputsDigest: string;
  readonly codeVersion: string;
  readonly rules: ReleaseRules;
  readonly checks: readonly CheckResult[];
  readonly publishedAt: Date | null;
  /** What a correction corrects, as readers are told; else empty. */
  readonly note: string;
}

/** A file of a release, without its content. */
export interface StoredFile {
  readonly name: string;
  readonly isPublic: boolean;
  /** SHA-256 in hexadecimal of the bytes before they were packed. */
  readonly digest: string;
  readonly bytes: number;
}

/** A file with its content, packed with gzip. */
export interface PackedFile extends StoredFile {
  readonly content: Buffer;
}

export interface Signature {
  readonly personKey: string;
  readonly name: string;
  readonly signedAt: Date;
  /** Of the release as they signed it. */
  readonly digest: string;
}

type Row = Omit<StoredRelease, 'state'> & { readonly signatures: number };

const SELECT = sql`
  SELECT id, academic_year AS "startYear", as_of AS "asOf", due_at AS "dueAt", made_at AS "madeAt", release.digest,
    inputs_digest AS "inputsDigest", code_version AS "codeVersion", rules, checks, published_at AS "publishedAt", note`;

const withState = ({ signatures, ...row }: Row): StoredRelease => ({ ...row, state: stateOf({ ...row, signatures }) });

/** Later releases first; of one day its corrections first. */
const ORDER = sql`ORDER BY as_of DESC, length(id) DESC, id DESC`;

/** The release that everybody sees now; null before the first one. One trip. */
export async function readLatestRelease(handle: Handle): Promise<StoredRelease | null> {
  const { rows } =
    await sql<Row>`${SELECT}, 0 AS signatures FROM release WHERE state = 'published' ${ORDER} LIMIT 1`.execute(handle);
  return rows[0] ? withState(rows[0]) : null;
}

/** A release by its name; null where there is none, or none that the login may see. */
export async function readRelease(handle: Handle, id: string): Promise<StoredRelease | null> {
  return (await selectReleases(handle, sql`WHERE id = ${id}`))[0] ?? null;
}

/** Whether there is a release of this name that the login may see, in whatever state. */
export async function hasRelease(handle: Handle, id: string): Promise<boolean> {
  return (await sql`SELECT FROM release WHERE id = ${id}`.execute(handle)).rows.length > 0;
}

/** All releases that the login may see, the latest first. */
export const listReleases = (handle: Handle): Promise<StoredRelease[]> => selectReleases(handle, sql``);

/** Published releases with which a later one can be compared: of its academic year, the latest first. */
export const listPublished = (handle: Handle, startYear: number): Promise<StoredRelease[]> =>
  selectReleases(handle, sql`WHERE state = 'published' AND academic_year = ${startYear}`, sql`0`);

const SIGNATURES = sql`(SELECT count(*) FROM release_signature AS own WHERE own.release_id = release.id AND own.digest = release.digest)`;

/** The statistics login may not read signatures: it asks for what is published alone. */
async function selectReleases(handle: Handle, where = sql``, signatures = SIGNATURES): Promise<StoredRelease[]> {
  const { rows } =
    await sql<Row>`${SELECT}, ${signatures}::integer AS signatures FROM release ${where} ${ORDER}`.execute(handle);
  return rows.map(withState);
}

/** A file of a release, packed; null where there is none, or none that the login may see. */
export async function readReleaseFile(handle: Handle, id: string, name: string): Promise<PackedFile | null> {
  const { rows } = await sql<PackedFile>`
    SELECT name, is_public AS "isPublic", digest, bytes, content FROM release_file WHERE release_id = ${id} AND name = ${name}`.execute(
    handle,
  );
  return rows[0] ?? null;
}

/** The files of a release that the login may see, by name. */
export async function listReleaseFiles(handle: Handle, id: string): Promise<StoredFile[]> {
  const { rows } = await sql<StoredFile>`
    SELECT name, is_public AS "isPublic", digest, bytes FROM release_file WHERE release_id = ${id} ORDER BY name COLLATE "C"`.execute(
    handle,
  );
  return rows;
}

/** Who has signed a release as it is now, the first one first. As the owner or the operator. */
export async function readSignatures(handle: Handle, id: string): Promise<Signature[]> {
  const { rows } = await sql<Signature>`
    SELECT person_key AS "personKey", name, signed_at AS "signedAt", digest FROM release_signature
    WHERE release_id = ${id} ORDER BY signed_at, person_key COLLATE "C"`.execute(handle);
  return rows;
}

/** What a new release is kept with. */
export type NewRelease = Omit<StoredRelease, 'state' | 'publishedAt'>;

/** Held while a release is written or published, so that two at once come one after the other. */
const WRITE_LOCK = 7_208_324;

/**
 * Which correction the next release as of a day is: 1 where none is published. Nobody else writes a release until the transaction ends.
 */
export async function nextCorrection(transaction: Handle, asOf: string): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(${sql.lit(WRITE_LOCK)})`.execute(transaction);
  const { rows } = await sql<{
    id: string;
  }>`SELECT id FROM release WHERE as_of = ${asOf} AND state = 'published'`.execute(transaction);
  return 1 + Math.max(0, ...rows.map(({ id }) => readReleaseId(id)?.correction ?? 0));
}

/** Writes a release with its files, in place of one of this name that is not published: its signatures go with it. */
export async function writeRelease(transaction: Handle, made: NewRelease, files: readonly PackedFile[]): Promise<void> {
  const state = stateOf({ ...made, publishedAt: null, signatures: 0 });
  await sql`DELETE FROM release WHERE id = ${made.id}`.execute(transaction);
  await sql`
    INSERT INTO release (id, academic_year, as_of, due_at, made_at, state, digest, inputs_digest, code_version, rules, checks, note)
    VALUES (${made.id}, ${made.startYear}, ${made.asOf}, ${made.dueAt}, ${made.madeAt}, ${state}, ${made.digest}, ${made.inputsDigest},
      ${made.codeVersion}, ${JSON.stringify(made.rules)}, ${JSON.stringify(made.checks)}, ${made.note})`.execute(
    transaction,
  );
  for (const { name, isPublic, digest, bytes, content } of files)
    await sql`INSERT INTO release_file (release_id, name, is_public, digest, bytes, content)
      VALUES (${made.id}, ${name}, ${isPublic}, ${digest}, ${bytes}, ${content})`.execute(transaction);
}

/**
 * Holds a release until the transaction ends: nobody signs it, and nobody else makes or publishes any. As the owner.
 * @returns null: there is none
 */
export async function holdRelease(transaction: Handle, id: string): Promise<StoredRelease | null> {
  await sql`SELECT pg_advisory_xact_lock(${sql.lit(WRITE_LOCK)})`.execute(transaction);
  await sql`SELECT FROM release WHERE id = ${id} FOR UPDATE`.execute(transaction);
  return readRelease(transaction, id);
}

/** The one statement at which everything that people see changes. As the owner. */
export async function markPublished(transaction: Handle, id: string, now: Date): Promise<void> {
  await sql`UPDATE release SET state = 'published', published_at = ${now} WHERE id = ${id}`.execute(transaction);
}

/** Signs a release as it is. @returns false when this person has signed it already. As the operator who signs. */
export async function addSignature(handle: Handle, id: string, signature: Signature): Promise<boolean> {
  const { personKey, name, signedAt, digest } = signature;
  const { rows } = await sql`
    INSERT INTO release_signature (release_id, person_key, name, signed_at, digest)
    VALUES (${id}, ${personKey}, ${name}, ${signedAt}, ${digest}) ON CONFLICT DO NOTHING RETURNING release_id`.execute(
    handle,
  );
  return rows.length > 0;
}
