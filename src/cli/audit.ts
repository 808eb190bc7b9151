import type { AuditKey } from '../audit/append-event.ts';
import type { AuditFault } from '../audit/judge-audit.ts';
import { type AuditVerdict, verifyEvents } from '../audit/verify-events.ts';
import { RollcallError } from '../errors.ts';
import { momentText } from '../reports/times.ts';
import type { AuditHead } from '../store/audit-events.ts';
import type { Database } from '../store/database.ts';
import type { Command, CommandContext } from './command.ts';
import { openInstallation } from './installation.ts';

/** As many faults as a terminal shows; `--json` has all. */
const SHOWN = 50;

type Printing = Pick<CommandContext, 'say' | 'json' | 'wantsJson' | 'signal'>;

/** `rollcall audit verify`: exit code 0 when every event is as it was written, 1 when one is not; those are listed. */
export const auditCommand: Command = {
  name: 'audit',
  summary: 'Checks that no event on the audit was changed, removed or inserted by other means than this program.',
  usage: 'audit verify [--head HEAD] [--json]',
  positionals: ['ACTION'],
  options: {
    head: {
      type: 'string',
      doc: 'Check also a head that was kept earlier: the line, its "head" or the digest in it, as --json printed it.',
    },
  },
  async run({ head }, [action], context) {
    if (action !== 'verify')
      throw new RollcallError('command-invalid', `There is no "audit ${action}". Write: audit verify`);
    const kept = typeof head === 'string' ? readKeptHead(head) : null;
    const installation = await openInstallation(context);
    try {
      return await verifyAudit(installation.logins.owner, installation.auditKey, context, kept);
    } finally {
      await installation.close();
    }
  },
};

/**
 * Checks the audit and prints what was found. Returns the exit code.
 * @param owner the owner's login
 * @param kept a head that was kept earlier
 * @throws stopped on Ctrl-C
 */
export async function verifyAudit(
  owner: Database,
  key: AuditKey,
  context: Printing,
  kept: AuditHead | null = null,
): Promise<number> {
  const { show, clear } = showProgress(context);
  const onProgress = (events: number) => {
    if (context.signal.aborted) throw new RollcallError('stopped', 'Stopped before the whole audit was read.');
    show(events);
  };
  const verdict = await verifyEvents(owner, key, onProgress, kept).finally(clear);
  const { events, faults, head } = verdict;
  context.json({ events, faults, head });
  for (const line of describe(verdict)) context.say(line);
  if (kept !== null && !faults.some(({ what }) => what === 'not-as-kept'))
    context.say(`Event ${count(kept.eventId)} is what it was when the head was kept.`);
  return faults.length === 0 ? 0 : 1;
}

/** A head and its seal: the number of an event and three seals. */
const HEAD = /^([1-9]\d{0,14})(\.[\w-]{43}){3}$/;

/**
 * Reads a head that was kept: the digest, `{"eventId":…,"digest":…}`, or the whole line that `--json` printed.
 * @throws command-invalid
 */
export function readKeptHead(text: string): AuditHead {
  const digest = digestIn(text.trim());
  const number = HEAD.exec(digest)?.[1];
  if (number === undefined)
    throw new RollcallError(
      'command-invalid',
      'What stands after --head is not a head of the audit. Give the line that "audit verify --json" printed, in quotes, or the digest in it.',
    );
  return { eventId: Number(number), digest };
}

function digestIn(text: string): string {
  if (!text.startsWith('{')) return text;
  try {
    const value = JSON.parse(text) as { head?: { digest?: unknown } | null; digest?: unknown };
    return String(value.head === undefined ? value.digest : value.head?.digest);
  } catch {
    return '';
  }
}

function describe(verdict: AuditVerdict): string[] {
  const { faults } = verdict;
  if (faults.length === 0)
    return [`${extent(verdict)}${verdict.events === 0 ? '' : ' None was changed, removed or inserted.'}`];
  const lines = faults.slice(0, SHOWN).map((fault) => `  ${faultText(fault)}`);
  if (faults.length > SHOWN) lines.push(`  and ${count(faults.length - SHOWN)} more; --json lists them all.`);
  return [
    `${extent(verdict)} The audit was altered by other means than this program:`,
    ...lines,
    ...secretHint(verdict),
  ];
}

function extent({ events, first, last }: AuditVerdict): string {
  if (events === 0) return 'There is no event on the audit.';
  const many = events === 1 ? '1 event' : `${count(events)} events`;
  return first && last ? `${many}, from ${momentText(first)} to ${momentText(last)}.` : `${many}.`;
}

const WORDS: Readonly<Record<AuditFault['what'], string>> = {
  changed: 'changed',
  removed: 'removed',
  inserted: 'inserted',
  'end-removed': 'removed from the end',
  'head-changed': '',
  'not-as-kept': '',
};

function faultText({ what, eventId, to, why }: AuditFault): string {
  if (what === 'head-changed') return `the end of the audit: ${why}`;
  const which = eventId === to ? `event ${count(eventId)}` : `events ${count(eventId)} to ${count(to)}`;
  return what === 'not-as-kept' ? `${which}: ${why}` : `${which} ${WORDS[what]}: ${why}`;
}

/** The audit's key is drawn from ROLLCALL_SECRET, so another secret looks as if nobody's event held. */
function secretHint({ events, faults }: AuditVerdict): string[] {
  const doubted = faults
    .filter(({ what }) => what === 'inserted' || what === 'changed')
    .reduce((sum, { eventId, to }) => sum + to - eventId + 1, 0);
  return events > 0 && doubted >= events
    ? ['No event holds at all: if ROLLCALL_SECRET was changed, verify with the one under which they were written.']
    : [];
}

const count = (number: number) => number.toLocaleString('en-GB');

/** A count on a terminal that is written over; nothing elsewhere. */
function showProgress({ wantsJson }: Printing): { show: (events: number) => void; clear: () => void } {
  if (wantsJson || !process.stdout.isTTY) return { show() {}, clear() {} };
  return {
    show: (events) => void process.stdout.write(`\r${count(events)} events read …`),
    clear: () => void process.stdout.write('\r\u001b[2K'),
  };
}
