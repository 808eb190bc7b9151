import { emailAddress, namingAddress } from '../access/rights/email-address.ts';
import { isLast } from '../access/rights/is-last.ts';
import { type AuditKey, appendEventWithin } from '../audit/append-event.ts';
import type { AuditWhat } from '../audit/audit-event.ts';
import { installationEvent } from '../audit/installation-event.ts';
import { RollcallError } from '../errors.ts';
import { queueMail } from '../mail/queue-mail.ts';
import type { Database, Handle } from '../store/database.ts';
import { deleteMember, lockMembers, type Member, readMembersOf, writeMember } from '../store/members.ts';
import type { Command, CommandContext } from './command.ts';
import { openInstallation } from './installation.ts';

/**
 * `rollcall operators add|list|remove`: the operator's own staff, by the address with which they sign in. Exit code 1 when nothing
 * could be done: the person is there with another duty, is not there, or is the last operator.
 */
export const operatorsCommand: Command = {
  name: 'operators',
  summary: "Adds, lists or removes the operator's own staff, by the address with which they sign in.",
  usage: 'operators add EMAIL [--analyst] | operators list | operators remove EMAIL [--force] [--json]',
  positionals: ['ACTION', '[EMAIL]'],
  options: {
    analyst: { type: 'boolean', doc: 'Add an analyst, who sees tallies of all schools together and no pupil.' },
    force: { type: 'boolean', doc: 'Remove the last operator too. Nobody can then give rights where no approver is.' },
  },
  async run(options, positionals, context) {
    const wanted = readWanted(positionals, options);
    const installation = await openInstallation(context);
    try {
      const parts = {
        owner: installation.logins.owner,
        auditKey: installation.auditKey,
        now: context.clock.now(),
      };
      if (wanted.action === 'list') return report(await readMembersOf(parts.owner, 'operator'), context);
      const outcome = wanted.action === 'add' ? await addOperator(parts, wanted) : await removeOperator(parts, wanted);
      context.json({ ...wanted, outcome });
      context.say(WORDS[outcome](wanted.email));
      if (wanted.action === 'add' && !canSignIn(context)) context.say(NO_ISSUER);
      return outcome === 'added' || outcome === 'already' || outcome === 'removed' ? 0 : 1;
    } finally {
      await installation.close();
    }
  },
};

type Wanted =
  | { readonly action: 'list' }
  | { readonly action: 'add'; readonly email: string; readonly duty: 'operator' | 'analyst' }
  | { readonly action: 'remove'; readonly email: string; readonly force: boolean };

/** @throws command-invalid */
function readWanted(positionals: readonly string[], options: Parameters<Command['run']>[0]): Wanted {
  const [action, text, ...rest] = positionals;
  const refuse = (why: string): never => {
    throw new RollcallError('command-invalid', `${why} See: npm run -s rollcall -- operators --help`);
  };
  if ((action !== 'add' && action !== 'list' && action !== 'remove') || rest.length > 0)
    return refuse('Say what to do: operators add EMAIL, operators list, or operators remove EMAIL.');
  if (options['analyst'] === true && action !== 'add') return refuse('--analyst belongs to operators add.');
  if (options['force'] === true && action !== 'remove') return refuse('--force belongs to operators remove.');
  if (action === 'list') return text === undefined ? { action } : refuse(`"${text}" is not understood.`);
  if (text === undefined) return refuse(`Give the address: operators ${action} EMAIL.`);
  const email = emailAddress(text);
  if (email === null) return refuse(`"${text}" is not an e-mail address.`);
  if (action === 'add' && namingAddress(text) === null)
    return refuse(
      `"${text}" has letters that sign-in does not compare safely: name people by an address of plain letters (ASCII).`,
    );
  if (action === 'add') return { action, email, duty: options['analyst'] === true ? 'analyst' : 'operator' };
  return { action, email, force: options['force'] === true };
}

/** The operator's staff come through the own issuer, or in the sandbox through its stand-in. */
function canSignIn({ config }: Pick<CommandContext, 'config'>): boolean {
  if (config.ROLLCALL_OIDC_ISSUER !== '') return true;
  const real = [config.DATABASE_URL, config.ROLLCALL_WONDE_TOKEN, config.ROLLCALL_DFE_SIGN_IN_ISSUER];
  return config.ROLLCALL_SANDBOX === 'on' || (config.ROLLCALL_SANDBOX === 'auto' && real.every((each) => each === ''));
}

const NO_ISSUER =
  'But nobody can sign in that way yet: set ROLLCALL_OIDC_ISSUER, ROLLCALL_OIDC_CLIENT_ID and ROLLCALL_OIDC_CLIENT_SECRET, then start again.';

interface Parts {
  readonly owner: Database;
  readonly auditKey: AuditKey;
  readonly now: Date;
}

/**
 * Adds one of the operator's staff, who gets a mail; again changes nothing.
 * @param added `email` as `emailAddress` gives it
 */
export async function addOperator(
  parts: Parts,
  added: { readonly email: string; readonly duty: 'operator' | 'analyst' },
): Promise<'added' | 'already' | 'other-duty'> {
  const { email, duty } = added;
  return change(parts.owner, async (transaction, members) => {
    const before = members.find((member) => member.email === email);
    if (before) return before.duty === duty ? 'already' : 'other-duty';
    const row = { organisation: 'operator', email, duty, person: null, name: null };
    await writeMember(transaction, { ...row, addedAt: parts.now, addedBy: 'command line' });
    const facts = { organisation: 'the operator', duty, by: 'the operator of the service' };
    const mail = { template: 'member-added', facts, organisation: 'operator', addressee: 'person', email } as const;
    await queueMail(transaction, mail, parts.now);
    await record(transaction, parts, 'member-added', { email, duty });
    return 'added';
  });
}

/**
 * Removes one of the operator's staff, with effect at their next request.
 * @param removed `force`: the last operator too
 */
export async function removeOperator(
  parts: Parts,
  removed: { readonly email: string; readonly force: boolean },
): Promise<'removed' | 'not-there' | 'last-operator'> {
  const { email, force } = removed;
  return change(parts.owner, async (transaction, members) => {
    const member = members.find((each) => each.email === email);
    if (!member) return 'not-there';
    if (!force && isLast(members, member)) return 'last-operator';
    await deleteMember(transaction, 'operator', email);
    await record(transaction, parts, 'member-removed', { email, duty: member.duty, of: member.person });
    return 'removed';
  });
}

function change<T>(owner: Database, work: (transaction: Handle, members: readonly Member[]) => Promise<T>): Promise<T> {
  return owner.transaction().execute(async (transaction) => {
    await lockMembers(transaction, 'operator');
    return work(transaction, await readMembersOf(transaction, 'operator'));
  });
}

/** Nobody is signed in here: who may run the command may do anything, and the audit says that it was done this way. */
async function record(
  transaction: Handle,
  parts: Parts,
  what: AuditWhat,
  detail: Readonly<Record<string, string | null>>,
): Promise<void> {
  const event = installationEvent({ at: parts.now, what, detail: { ...detail, by: 'command line' } });
  await appendEventWithin(transaction, parts.auditKey, event);
}

const WORDS = {
  added: (email: string) => `${email} was added. They sign in with that address.`,
  already: (email: string) => `${email} is there already. Nothing was changed.`,
  'other-duty': (email: string) =>
    `${email} is there already with the other duty (see: operators list). Nothing was changed: remove them first.`,
  removed: (email: string) => `${email} was removed.`,
  'not-there': (email: string) => `${email} is not there. See: operators list`,
  'last-operator': (email: string) => `${email} is the last operator. Add another one first, or give --force.`,
};

function report(members: readonly Member[], { say, json }: Pick<CommandContext, 'say' | 'json'>): number {
  for (const { email, duty, name, person, addedAt } of members) {
    json({ email, duty, name, signedIn: person !== null, addedAt });
    say(`${email}  ${duty}  ${person === null ? 'has not signed in yet' : (name ?? person)}`);
  }
  if (members.length === 0) say('Nobody yet. Add the first: operators add EMAIL');
  return 0;
}
