import type { ViewerParts } from '../access/find-viewer.ts';
import type { WeeklyEmail } from '../access/weekly-email/ask-weekly-email.ts';
import {
  dealWithWeek,
  deleteEndedWeeklyEmails,
  endFor,
  readWeeklyEmailsDue,
} from '../access/weekly-email/deal-with-week.ts';
import { findRecipient, isKnownFromSignIn } from '../access/weekly-email/find-recipient.ts';
import { addDays, mondayOf } from '../domain/sessions/dates.ts';
import { londonDate, londonInstant } from '../domain/sessions/london.ts';
import type { Log } from '../log.ts';
import { readWeek } from '../reports/weekly/read-week.ts';
import { weeklyFacts } from '../reports/weekly/weekly-facts.ts';
import type { Database } from '../store/database.ts';

export interface WeeklyEmailParts {
  readonly owner: Database;
  readonly viewers: ViewerParts;
  readonly auditKey: Parameters<typeof endFor>[1];
  readonly log: Log;
  /** Time of day on Mondays, London: `07:00`. */
  readonly at: string;
  /** Days for which a role that is known from sign-in alone is taken as held. */
  readonly confirmedDays: number;
}

/** What became of those who were due. */
export interface WeeklyEmailsSent {
  readonly sent: number;
  /** Nothing to tell: holidays, or no school shares. */
  readonly nothing: number;
  readonly ended: number;
  /** Tried again at the next run. */
  readonly failed: number;
}

/**
 * Queues the weekly e-mail for everybody who asked for it and has not had this week's, once it is Monday's time of day. To be run a
 * few times an hour: each person's week is dealt with once, and one whose role could not be asked for is tried again all week.
 */
export async function sendWeeklyEmails(parts: WeeklyEmailParts): Promise<WeeklyEmailsSent> {
  const { owner, viewers, log } = parts;
  const now = viewers.clock.now();
  const monday = mondayOf(londonDate(now));
  const done = { sent: 0, nothing: 0, ended: 0, failed: 0 };
  if (now < londonInstant(monday, parts.at)) return done;
  await deleteEndedWeeklyEmails(owner, new Date(now.getTime() - parts.confirmedDays * 86_400_000));
  for (const row of await readWeeklyEmailsDue(owner, monday)) {
    try {
      done[await sendOne(parts, row, monday, now)]++;
    } catch (error) {
      done.failed++;
      // Not the person: the log names nobody.
      log.warn({ err: error, organisation: row.organisation }, 'a weekly e-mail could not be made');
    }
  }
  return done;
}

async function sendOne(
  parts: WeeklyEmailParts,
  row: WeeklyEmail,
  monday: string,
  now: Date,
): Promise<keyof WeeklyEmailsSent> {
  const { owner, viewers, auditKey, confirmedDays } = parts;
  const recipient = await findRecipient(viewers, row, confirmedDays);
  if (recipient.found === 'unknown') return 'failed';
  if (recipient.found === 'ended') {
    await endFor(owner, auditKey, row, recipient.because, now);
    return 'ended';
  }
  const viewer = recipient.found === 'viewer' ? recipient.viewer : null;
  const figures = viewer && (await readWeek(viewers.database, viewer.scope, monday, now));
  const within = viewer && isKnownFromSignIn(viewer.door, viewers.entitlements) ? confirmedDays : null;
  const facts = viewer && figures && weeklyFacts(viewer.organisation, figures, addDays(monday, -7), within);
  return (await dealWithWeek(owner, row, monday, facts, now)) ? 'sent' : 'nothing';
}
