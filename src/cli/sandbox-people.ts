import type { Sandbox } from '../sandbox/start-sandbox.ts';
import type { Database } from '../store/database.ts';
import { writeMember } from '../store/members.ts';
import { writeGrant } from '../store/rights.ts';

/**
 * Gives the sandbox's people what they hold at the start: the head teachers the role, approvers their duty, the operator's staff
 * their place. Once: what is granted or taken away afterwards stays so.
 */
export async function addSandboxPeople(owner: Database, { people }: Pick<Sandbox, 'people'>, now: Date): Promise<void> {
  const known = await owner.selectFrom('member').select('email').limit(1).executeTakeFirst();
  if (known) return;
  await owner.transaction().execute(async (transaction) => {
    for (const { door, subject, name, email, duty, organisations } of people) {
      const person = `${door}:${subject}`;
      const added = { addedAt: now, addedBy: 'sandbox' };
      // The operator's staff are known by their address alone, and bound when they first sign in.
      if (duty)
        await writeMember(transaction, { organisation: 'operator', email, duty, person: null, name: null, ...added });
      for (const { key: organisation, holds, approver } of organisations) {
        if (organisation === null || organisation === 'operator') continue;
        if (approver) await writeMember(transaction, { organisation, email, duty: 'approver', person, name, ...added });
        for (const right of holds)
          await writeGrant(transaction, { organisation, person, right, name, email, grantedAt: now }, 'sandbox');
      }
    }
  });
}
