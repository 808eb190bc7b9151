import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Logins, openDatabase } from '../../store/database.ts';
import { migrate, openLogins, openRole } from '../../store/migrate.ts';
import { NOW } from './world.ts';

/**
 * A new, migrated database on a server of our own, under its four logins.
 * @param secret the same for all databases of the server, since roles belong to it
 */
export async function openThrowAway(serverUrl: string, secret: string): Promise<Logins> {
  const name = `probe_${randomBytes(4).toString('hex')}`;
  const admin = openDatabase(serverUrl, { max: 1 });
  await sql.raw(`CREATE DATABASE ${name}`).execute(admin);
  await admin.destroy();
  const url = serverUrl.replace(/\/[^/]*$/, `/${name}`);
  const owner = openDatabase(url, { max: 8 });
  await migrate(owner, NOW);
  const ready = await openLogins(owner, url, secret);
  const open = (role: 'rollcall_collector' | 'rollcall_viewer' | 'rollcall_statistics') =>
    openRole(url, role, ready, '', 8);
  return {
    owner,
    collector: open('rollcall_collector'),
    viewer: open('rollcall_viewer'),
    statistics: open('rollcall_statistics'),
  };
}
