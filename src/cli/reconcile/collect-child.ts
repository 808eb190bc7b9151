import { openDatabase } from '../../store/database.ts';
import { loginPasswords, openRole } from '../../store/migrate.ts';
import { collectForFaults, type FaultCollection } from './collect-for-faults.ts';

/** A collector in a process of its own, so that it can be killed as a machine would: at any instruction. */
process.once('message', async (collection: FaultCollection) => {
  const logins = {
    owner: openDatabase(collection.ownerUrl, { max: 2 }),
    collector: openRole(
      collection.ownerUrl,
      'rollcall_collector',
      { password: loginPasswords(collection.secret) },
      '',
      5,
    ),
  };
  const outcomes = await collectForFaults(collection, logins).catch(() => [{ outcome: 'failed' }]);
  process.exit(outcomes.every(({ outcome }) => outcome === 'succeeded') ? 0 : 1);
});
process.send!('ready');
