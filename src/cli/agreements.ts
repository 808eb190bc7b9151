import { readFileSync } from 'node:fs';
import { type Invited, inviteSchool } from '../agreement/invite-school.ts';
import { parseInvitations } from '../agreement/parse-invitations.ts';
import type { Step } from '../domain/agreement/agreement.ts';
import { AGREEMENT_STATES, type AgreementState } from '../domain/agreement/agreement-state.ts';
import { IMPOSSIBLE_WORDS, STATE_WORDS, STEP_WORDS, THROUGH_WORDS } from '../domain/agreement/in-words.ts';
import { rebuildAgreement } from '../domain/agreement/rebuild-agreement.ts';
import { inWords } from '../domain/sessions/in-words.ts';
import { londonDate, londonTime } from '../domain/sessions/london.ts';
import { RollcallError } from '../errors.ts';
import { countStates, readAgreementEvents } from '../store/agreement-events.ts';
import { readKeptAgreement } from '../store/agreements.ts';
import { readConnection } from '../store/connections.ts';
import type { Database } from '../store/database.ts';
import { readInvitations } from '../store/invitations.ts';
import { readSchools } from '../store/school-lookups.ts';
import type { Command, CommandContext } from './command.ts';
import { type Installation, openInstallation } from './installation.ts';

/**
 * `rollcall agreements`: how many schools are in which state; `agreements invite FILE` invites the schools of a list; `agreements show URN`
 * tells everything that ever happened to one school's agreement.
 */
export const agreementsCommand: Command = {
  name: 'agreements',
  summary: 'Counts schools by the state of their agreement, invites schools, or shows one with its whole history.',
  usage: 'agreements | agreements invite FILE | agreements show URN [--json]',
  positionals: ['[ACTION]', '[FILE-OR-URN]'],
  options: {},
  async run(_options, positionals, context) {
    const act = readAgreementsAction(positionals);
    const installation = await openInstallation(context);
    try {
      return await act(installation, context);
    } finally {
      await installation.close();
    }
  },
};

/** What the command works on. */
type Parts = Pick<Installation, 'logins' | 'auditKey'>;
type Action = (parts: Parts, context: CommandContext) => Promise<number>;

/**
 * What the words after `agreements` ask for, to be done to an installation.
 * @throws command-invalid, file-invalid
 */
export function readAgreementsAction([action, argument, ...rest]: readonly string[]): Action {
  if (action === undefined) return ({ logins }, context) => count(logins.owner, context);
  if (rest.length === 0 && argument !== undefined) {
    if (action === 'invite') {
      const text = readFile(argument);
      return (parts, context) => invite(parts, text, argument, context);
    }
    if (action === 'show') {
      const urn = readUrn(argument);
      return ({ logins }, context) => show(logins.owner, urn, context);
    }
  }
  throw new RollcallError(
    'command-invalid',
    'Say agreements, agreements invite FILE, or agreements show URN. See: npm run -s rollcall -- agreements --help',
  );
}

function readUrn(text: string): number {
  if (/^[1-9]\d{5}$/.test(text)) return Number(text);
  throw new RollcallError('command-invalid', `"${text}" is not a URN, which has six digits.`);
}

function readFile(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const why =
      (error as { code?: string }).code === 'ENOENT' ? 'there is no such file' : 'it cannot be read as text in UTF-8';
    throw new RollcallError(
      'file-invalid',
      `${path}: ${why}. Give a CSV file with a line a school: its URN, a comma, an e-mail address.`,
    );
  }
}

async function count(owner: Database, { say, json }: CommandContext): Promise<number> {
  const counts = await countStates(owner);
  const states = Object.fromEntries(AGREEMENT_STATES.map((state) => [state, counts.get(state) ?? 0]));
  const schools = Object.values(states).reduce((sum, each) => sum + each, 0);
  json({ schools, states });
  for (const state of AGREEMENT_STATES)
    if (states[state]) say(`${states[state]!.toLocaleString('en-GB').padStart(7)}  ${STATE_WORDS[state]}`);
  say(`${schools.toLocaleString('en-GB').padStart(7)}  schools that may share`);
  return 0;
}

async function invite(
  { logins, auditKey }: Parts,
  text: string,
  file: string,
  { clock, config, say, json }: CommandContext,
): Promise<number> {
  const { asked, refused } = parseInvitations(text);
  if (asked.length + refused.length === 0)
    throw new RollcallError(
      'file-invalid',
      `${file} has no school in it. Give a line a school: its URN, a comma, an e-mail address.`,
    );
  const parts = { auditKey, keepDays: config.ROLLCALL_OPT_OUT_KEEP_DAYS };
  const inviter = { person: null, name: 'command line', requestId: null };
  const total = { lines: asked.length + refused.length, invited: 0, invited_again: 0, refused: refused.length };
  for (const { line, why } of refused) {
    json({ line, outcome: 'refused', why });
    say(`Line ${line}: not invited, since ${why}.`);
  }
  for (const { line, urn, email } of asked) {
    const done = await logins.owner
      .transaction()
      .execute((transaction) => inviteSchool(transaction, parts, { urn, email }, inviter, clock.now()));
    const why = whyNot(done);
    json({ line, urn, outcome: done.outcome, ...(why !== null && { why }) });
    if (done.outcome === 'invited') total.invited++;
    else if (done.outcome === 'invited-again') total.invited_again++;
    else total.refused++;
    if (why !== null) say(`Line ${line}: school ${urn} is not invited, since ${why}.`);
  }
  json(total);
  say(
    `${total.invited} schools invited, ${total.invited_again} invited again, ${total.refused} lines refused. Mail goes out within a minute where Rollcall runs.`,
  );
  return total.refused === 0 ? 0 : 1;
}

/** Why a school was not invited, as the end of a sentence; null when it was. */
function whyNot(done: Invited): string | null {
  switch (done.outcome) {
    case 'invited':
    case 'invited-again':
      return null;
    case 'school-unknown':
      return 'no school in the list has this URN';
    case 'may-not-share':
      return 'schools of its kind may not share, or it is not open';
    case 'nobody-to-write-to':
      return 'no address was given, and nobody decides for it here';
    case 'impossible':
      return IMPOSSIBLE_WORDS[done.why];
  }
}

async function show(owner: Database, urn: number, { say, json }: CommandContext): Promise<number> {
  const [school] = await readSchools(owner, [urn]);
  if (!school)
    throw new RollcallError(
      'school-unknown',
      `No school in the list has URN ${urn}. Import a newer list with: npm run -s rollcall -- import-schools FILE`,
    );
  const kept = await readKeptAgreement(owner, urn);
  const history = await readAgreementEvents(owner, urn);
  const invitations = await readInvitations(owner, urn);
  const connection = await readConnection(owner, urn);
  const state = kept?.facts.state ?? 'not-asked';
  json({
    urn,
    school: school.name,
    may_share: school.mayShare,
    state,
    since: kept?.changedAt ?? null,
    source_says: kept?.facts.sourceSays ?? null,
    mis: kept?.facts.mis ?? null,
    delete_after: kept?.deleteAfter ?? null,
    deleted_at: kept?.deletedAt ?? null,
    connection,
    history_agrees: historyAgrees(history, state),
    invitations: invitations.map(({ urn: _, ...each }) => each),
    history,
  });
  say(`${school.name} (URN ${urn}): ${STATE_WORDS[state]}`);
  if (kept?.deleteAfter) say(`The data held are deleted after ${momentText(kept.deleteAfter)}.`);
  if (kept?.deletedAt) say(`The data held were deleted on ${momentText(kept.deletedAt)}.`);
  for (const { event, at, kind, was, state: now, through, name, organisation } of history)
    say(
      `${String(event).padStart(4)}  ${momentText(at)}  ${STEP_WORDS[kind]}: ${STATE_WORDS[was]} → ${STATE_WORDS[now]}, through ${THROUGH_WORDS[through]}${name ? `, by ${name}${organisation ? ` for ${organisation}` : ''}` : ''}`,
    );
  if (!historyAgrees(history, state))
    say('This history does not lead to the state above: it was changed by other means.');
  if (history.length === 0) say('Nothing has happened to its agreement yet.');
  return historyAgrees(history, state) ? 0 : 1;
}

/** Whether the state is the one that the history leads to, step by step. */
function historyAgrees(history: readonly Step[], state: AgreementState): boolean {
  try {
    return rebuildAgreement(history) === state;
  } catch {
    return false;
  }
}

const momentText = (at: Date) => `${inWords(londonDate(at))}, ${londonTime(at)}`;
