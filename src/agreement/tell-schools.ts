import { londonDate } from '../domain/sessions/london.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { schoolsToTellOfLoss } from '../store/agreements.ts';
import type { Database } from '../store/database.ts';
import { readSchools } from '../store/school-lookups.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Tells those who decide at a school whose connection has been lost for a day, once each time that it is. @returns how many schools */
export async function tellOfLoss(owner: Database, now: Date): Promise<number> {
  const lost = await schoolsToTellOfLoss(owner, new Date(now.getTime() - DAY_MS));
  const names = await namesOf(
    owner,
    lost.map(({ urn }) => urn),
  );
  for (const { urn, since } of lost)
    await queueMail(
      owner,
      {
        template: 'connection-lost',
        facts: { school: names.get(urn)!, urn, since: londonDate(since) },
        organisation: `school:${urn}`,
        addressee: 'approvers',
      },
      now,
    );
  return lost.length;
}

/** Tells those who decide at schools that the data held of them were deleted. */
export async function tellOfDeletion(owner: Database, urns: readonly number[], now: Date): Promise<void> {
  const names = await namesOf(owner, urns);
  for (const urn of urns)
    await queueMail(
      owner,
      {
        template: 'data-deleted',
        facts: { school: names.get(urn) ?? `URN ${urn}`, urn, at: now.toISOString() },
        organisation: `school:${urn}`,
        addressee: 'approvers',
      },
      now,
    );
}

async function namesOf(owner: Database, urns: readonly number[]): Promise<Map<number, string>> {
  return new Map((await readSchools(owner, urns)).map(({ urn, name }) => [urn, name]));
}
