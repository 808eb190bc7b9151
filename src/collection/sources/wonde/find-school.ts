import type { WondeClient } from './client.ts';
import { readRow } from './read-value.ts';
import { describeSchool, readSchoolId, type WondeSchool } from './school-row.ts';

/**
 * The school of a URN among all that Wonde knows, whether or not it has anything to do with this service; null when Wonde does
 * not know it: it must connect its MIS first. Rows of other URNs are passed over, should the filter not be obeyed. Of several
 * entries the first counts.
 * @throws as `WondeClient.readPages`
 */
export async function findSchool(client: WondeClient, urn: number, signal: AbortSignal): Promise<WondeSchool | null> {
  for await (const { rows } of client.readPages({ path: 'schools/all', params: { urn: String(urn) } }, signal))
    for (const value of rows) {
      const row = readRow(value);
      const id = readSchoolId(row);
      if (row === null || id === null) continue;
      const school = describeSchool(id, row);
      if (school.urn === urn) return school;
    }
  return null;
}
