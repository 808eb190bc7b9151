import type { WondeClient } from './client.ts';
import { comparePermissions, type Permissions } from './compare-permissions.ts';
import type { Meaning } from './permission-names.ts';
import { isNotPermitted } from './refusal.ts';

/**
 * Reads what a school has granted, and whom its access list hides. What cannot be had counts as not known.
 * @param names what the operator knows of permissions' names (`readPermissionNames`)
 * @throws as `WondeClient.readPages`
 */
export async function readPermissions(
  client: WondeClient,
  id: string,
  signal: AbortSignal,
  names?: ReadonlyMap<string, Meaning>,
): Promise<Permissions> {
  const rows: unknown[] = [];
  const orNull = (error: unknown): null => {
    if (isNotPermitted(error)) return null;
    throw error;
  };
  try {
    for await (const page of client.readPages({ path: `meta/schools/${id}/permissions`, pages: 'none' }, signal))
      rows.push(...page.rows);
  } catch (error) {
    orNull(error);
  }
  const list = await client
    .readOne({ path: `meta/schools/${id}/acl`, params: { with_user_type: 'true' } }, signal)
    .catch(orNull);
  return comparePermissions(rows, list, names);
}
