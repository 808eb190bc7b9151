import type { Call } from './call.ts';
import { dataSetCalls } from './data-set-calls.ts';
import { publicationCalls } from './publication-calls.ts';
import type { Published } from './published.ts';
import { versionCalls } from './version-calls.ts';

/** All calls of the API. @param invented true in the sandbox: every answer with figures then says so */
export function callsOf(published: Published, invented: boolean): readonly Call[] {
  return [...publicationCalls(published, invented), ...dataSetCalls(published, invented), ...versionCalls(published)];
}
