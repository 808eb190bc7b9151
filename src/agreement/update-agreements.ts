import type { AgreementFacts } from '../domain/agreement/agreement.ts';
import type { AgreementState } from '../domain/agreement/agreement-state.ts';
import { hearSource } from '../domain/agreement/hear-source.ts';
import type { SourceWord } from '../domain/agreement/source-word.ts';
import { makeIssue } from '../domain/quality/issues.ts';
import { londonDate } from '../domain/sessions/london.ts';
import { RollcallError } from '../errors.ts';
import type { Log } from '../log.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { type KeptAgreement, readKeptAgreement, readKeptAgreements, writeChecked } from '../store/agreements.ts';
import { writeIssues } from '../store/collection-runs.ts';
import type { Database } from '../store/database.ts';
import { readSchools } from '../store/school-lookups.ts';
import { eligibleUrns } from '../store/schools.ts';
import type { Through } from '../store/tables.ts';
import { type ChangeParts, changeSchool } from './change-school.ts';
import type { Approval } from './source-access.ts';

export interface AgreementParts extends ChangeParts {
  readonly owner: Database;
  readonly log: Log;
}

/** What a reading of a source's lists came to. */
export interface Updated {
  /** Schools that may be collected. */
  readonly receiving: number;
  /** Entries that are of no school of the list that may share. */
  readonly passedOver: number;
  /** Schools whose state is another than before. */
  readonly changed: readonly number[];
}

/**
 * Brings agreements up to date with what a source's lists say. A school that is not in the list of schools, or may not share by its
 * kind, is passed over and counted. Several entries of one URN share only when exactly one is live. A school of this source that
 * is in none of its lists any more has lost its connection.
 * @param approvals all lists of the source, read to the end
 * @param now when the reading began
 * @throws read-incomplete when the source lists no school at all, though some share
 */
export async function updateAgreements(
  parts: AgreementParts,
  source: string,
  approvals: readonly Approval[],
  now: Date,
): Promise<Updated> {
  const { owner, log } = parts;
  const kept = await readKeptAgreements(owner);
  const ours = [...kept.values()].filter((each) => each.source === source);
  if (approvals.length === 0 && ours.some(({ facts }) => facts.state === 'receiving'))
    throw new RollcallError(
      'read-incomplete',
      'The source lists no school at all, though schools share. Nothing was changed.',
    );
  const listed = await entriesBySchool(owner, approvals, log);
  // A school that is reached in another way has nothing to do with what this source says of it.
  const entries = new Map([...listed].filter(([urn]) => (kept.get(urn)?.source ?? source) === source));
  const absent = ours
    .filter(({ urn, facts }) => !entries.has(urn) && facts.sourceSays !== null && facts.sourceSays !== 'absent')
    .map(({ urn }) => [urn, absentAt(now)] as const);
  const heard = await hearAll(parts, kept, new Map([...entries, ...absent]), 'source-portal', now);
  const passedOver = approvals.filter(({ urn }) => urn === null || !listed.has(urn)).length;
  if (passedOver + absent.length > 0)
    log.warn({ passedOver, vanished: absent.length }, 'schools at the source that cannot share, or are gone');
  return { ...heard, passedOver };
}

/**
 * Hears what a source says of one school, asked about because of a webhook, or because access was requested there.
 * @returns whether the school's state is another than before; false too for a school that may not share
 */
export async function hearOne(parts: AgreementParts, urn: number, approval: Entry, through: Through): Promise<boolean> {
  if (!(await eligibleUrns(parts.owner, [urn])).has(urn)) return false;
  const kept = await readKeptAgreement(parts.owner, urn);
  const { changed } = await hearAll(
    parts,
    new Map(kept ? [[urn, kept]] : []),
    new Map([[urn, approval]]),
    through,
    approval.readAt,
  );
  return changed.length > 0;
}

/** What a source says of a school whose URN is known. */
export type Entry = Omit<Approval, 'urn'>;

const absentAt = (readAt: Date): Entry => ({ id: '', mis: null, host: null, state: 'absent', readAt });

/** Schools of which the source says just what it said before are noted all at once; each other one has a transaction of its own. */
async function hearAll(
  parts: AgreementParts,
  kept: ReadonlyMap<number, KeptAgreement>,
  entries: ReadonlyMap<number, Entry>,
  through: Through,
  now: Date,
): Promise<Pick<Updated, 'receiving' | 'changed'>> {
  const states = new Map([...kept].map(([urn, { facts }]) => [urn, facts.state]));
  const same: Parameters<typeof writeChecked>[1][number][] = [];
  for (const [urn, entry] of entries) {
    const before = kept.get(urn);
    if (before && saysTheSame(before.facts, entry))
      same.push({ urn, readAt: entry.readAt, sourceSchoolId: entry.id || null, sourceHost: entry.host });
    else states.set(urn, await hearEntry(parts, urn, entry, through, now));
  }
  await writeChecked(parts.owner, same);
  const urns = [...entries.keys()];
  return {
    receiving: urns.filter((urn) => states.get(urn) === 'receiving').length,
    changed: urns.filter((urn) => states.get(urn) !== (kept.get(urn)?.facts.state ?? 'not-asked')),
  };
}

function saysTheSame(facts: AgreementFacts, { state: word, mis, readAt }: Entry): boolean {
  const outcome = hearSource(facts, { kind: 'source-said', word, mis, readAt });
  if ('impossible' in outcome || outcome.steps.length > 0) return false;
  return outcome.facts.sourceSays === facts.sourceSays && outcome.facts.mis === facts.mis;
}

/** @returns the school's state now */
async function hearEntry(
  parts: AgreementParts,
  urn: number,
  { state: word, mis, readAt, id, host }: Entry,
  through: Through,
  now: Date,
): Promise<AgreementState> {
  const by = { through, person: null, name: null, organisation: null };
  const event = { kind: 'source-said', word, mis, readAt } as const;
  const source = id === '' ? null : { sourceSchoolId: id, sourceHost: host };
  return parts.owner.transaction().execute(async (transaction) => {
    const was = (await readKeptAgreement(transaction, urn))?.facts.mis;
    const { kept, steps } = await changeSchool(transaction, parts, { urn, event, by, now, source });
    if (steps.some(({ kind }) => kind === 'mis-change')) {
      const issue = makeIssue('mis-changed', londonDate(now), { ...(was && { was }), now: mis ?? '' });
      await writeIssues(transaction, urn, now, [issue], { always: [], inWindow: null, withoutDay: false });
      const [school] = await readSchools(transaction, [urn]);
      const facts = { school: school?.name ?? `URN ${urn}`, urn, was: was ?? '', now: mis ?? '' };
      const approvers = { organisation: `school:${urn}`, addressee: 'approvers' } as const;
      await queueMail(transaction, { template: 'mis-changed', facts, ...approvers }, now);
    }
    return kept.facts.state;
  });
}

/** From the most cautious on: what counts when the source has several entries for one school. */
const CAUTION: readonly SourceWord[] = [
  'revoked',
  'declined',
  'absent',
  'pending',
  'waiting-for-audit',
  'offline',
  'live',
];

async function entriesBySchool(owner: Database, approvals: readonly Approval[], log: Log): Promise<Map<number, Entry>> {
  const urns = approvals.flatMap(({ urn }) => (urn === null ? [] : [urn]));
  const eligible = await eligibleUrns(owner, urns);
  const named = approvals.filter(
    (each): each is Approval & { urn: number } => each.urn !== null && eligible.has(each.urn),
  );
  const groups = Map.groupBy(named, ({ urn }) => urn);
  return new Map([...groups].map(([urn, entries]) => [urn, chooseEntry(urn, entries, log)]));
}

function chooseEntry(urn: number, entries: readonly Entry[], log: Log): Entry {
  const live = entries.filter(({ state }) => state === 'live');
  if (entries.length === 1 || live.length === 1) return live[0] ?? entries[0]!;
  log.warn({ urn, entries: entries.length }, 'the source has several entries for one school');
  const cautious = entries.toSorted((a, b) => CAUTION.indexOf(a.state) - CAUTION.indexOf(b.state))[0]!;
  return cautious.state === 'live' ? { ...cautious, state: 'pending' } : cautious;
}
