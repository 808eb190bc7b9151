import { chownSync, lchownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A uid and gid that own the cluster when root runs us, and the named account under which initdb must run. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly initdb: { readonly uid: number; readonly gid: number };
}

/**
 * A uid of its own that no account of this machine has, so that no other program runs under it. `initdb` alone insists on
 * a name for its uid; it runs as `nobody`, and the files then change hands.
 */
export function accountForRoot(passwd: string = readFileSync('/etc/passwd', 'utf8')): Account {
  const accounts = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const taken = new Set(accounts.flatMap(({ uid, gid }) => [uid, gid]));
  let spare = 63_712;
  while (taken.has(spare)) spare--;
  const named = accounts.find(({ name }) => name === 'nobody') ?? accounts.find(({ uid }) => uid > 0);
  if (!named) throw new Error('No account besides root in /etc/passwd');
  return { uid: spare, gid: spare, initdb: named };
}

/** Whether users other than the owner can enter this folder: every folder on the way lets them pass. */
export function canReach(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

/** Gives a file or a whole folder to an account. */
export function giveTo(path: string, owner: { uid: number; gid: number }): void {
  lchownSync(path, owner.uid, owner.gid);
  if (!lstatSync(path).isDirectory()) return;
  chownSync(path, owner.uid, owner.gid);
  for (const each of readdirSync(path)) giveTo(join(path, each), owner);
}
