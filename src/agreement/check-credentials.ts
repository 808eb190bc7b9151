import { RollcallError } from '../errors.ts';
import { readSealed, writeReadable } from '../store/connections.ts';
import type { Database } from '../store/database.ts';
import { type CredentialKeys, openCredentials } from './seal-credentials.ts';

/**
 * Tries every school's sealed credentials with the keys of the settings, and notes which no key opens, so that the school's pages ask for
 * them again. As the owner, when the service starts.
 * @returns what is wrong, school by school, in words for the operator
 */
export async function checkCredentials(owner: Database, keys: CredentialKeys): Promise<string[]> {
  const wrong: string[] = [];
  for (const { urn, sealed } of await readSealed(owner)) {
    const problem = problemOf(keys, urn, sealed);
    await writeReadable(owner, urn, problem === null);
    if (problem !== null) wrong.push(problem);
  }
  return wrong;
}

function problemOf(keys: CredentialKeys, urn: number, sealed: string): string | null {
  try {
    openCredentials(keys, urn, sealed);
    return null;
  } catch (error) {
    if (error instanceof RollcallError) return error.message;
    throw error;
  }
}
