import { londonDate } from '../domain/sessions/london.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { schoolsToClose } from '../store/agreements.ts';
import type { Database } from '../store/database.ts';
import { readSchools, readSuccessors, type School } from '../store/school-lookups.ts';
import { type ChangeParts, changeSchool } from './change-school.ts';

/**
 * Ends the agreements of schools that the list has as closed: converted, merged or gone. Their sessions stay under the old URN. A school
 * that came after is another legal body: its own agreement is asked for anew, and the operators are told which.
 * @returns how many agreements have ended
 */
export async function closeSchools(owner: Database, parts: ChangeParts, now: Date): Promise<number> {
  const urns = await schoolsToClose(owner, londonDate(now));
  for (const urn of urns) {
    const [school] = await readSchools(owner, [urn]);
    const successors = (await readSchools(owner, await readSuccessors(owner, urn))).filter(({ mayShare }) => mayShare);
    await owner.transaction().execute(async (transaction) => {
      for (const successor of successors)
        await queueMail(
          transaction,
          {
            template: 'successor-to-ask',
            facts: factsOf(school!, successor, now),
            organisation: null,
            addressee: 'operators',
          },
          now,
        );
      const by = { through: 'list', person: null, name: null, organisation: null } as const;
      const detail = successors.length > 0 ? { successors: successors.map((each) => each.urn).join(', ') } : {};
      await changeSchool(transaction, parts, { urn, event: { kind: 'close' }, by, now, detail });
    });
  }
  return urns.length;
}

const factsOf = (school: School, successor: School, now: Date) => ({
  school: school.name,
  urn: school.urn,
  successor: successor.name,
  successorUrn: successor.urn,
  closedOn: school.closeDate ?? londonDate(now),
});
