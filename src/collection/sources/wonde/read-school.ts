import { type Issue, makeIssue } from '../../../domain/quality/issues.ts';
import { RollcallError } from '../../../errors.ts';
import type { WondeClient, WondePage, WondeRequest } from './client.ts';
import { isNotPermitted } from './refusal.ts';

/** A school at Wonde. `host` is its `region.domain`; null for the account's own host. */
export interface School {
  readonly id: string;
  readonly urn: number;
  readonly host: string | null;
}

type ListOptions = Pick<WondeRequest, 'params' | 'includes'>;

/** Reads one school's endpoints. */
export interface SchoolReader {
  readonly school: School;
  /** A list under the school, such as `students`, all pages. */
  readPages(endpoint: string, options?: ListOptions): AsyncGenerator<WondePage, void, void>;
  /** As `readPages`, but when the school has not permitted it: one issue in place of the pages. */
  readOptional(
    endpoint: string,
    options?: ListOptions,
  ): AsyncGenerator<WondePage | { readonly issue: Issue }, void, void>;
  /** An object under the school, such as `counts`. */
  readOne(endpoint: string, options?: ListOptions): Promise<Readonly<Record<string, unknown>>>;
  /** A list of the whole account. */
  readAccountPages(path: string): AsyncGenerator<WondePage, void, void>;
  /** An object that the account's host has about the school: `meta/schools/{id}` and what is under it. */
  readMeta(under: string, options?: ListOptions): Promise<Readonly<Record<string, unknown>>>;
}

export function createSchoolReader(client: WondeClient, school: School, signal: AbortSignal): SchoolReader {
  const path = (endpoint: string) => `schools/${school.id}/${endpoint}`;
  const readPages: SchoolReader['readPages'] = (endpoint, options) =>
    client.readPages({ path: path(endpoint), host: school.host, ...options }, signal);
  const readMeta: SchoolReader['readMeta'] = (under, options) =>
    client.readOne({ path: `meta/schools/${school.id}${under === '' ? '' : `/${under}`}`, ...options }, signal);
  return {
    school,
    readPages,
    readMeta,
    readAccountPages: (path) => client.readPages({ path }, signal),
    readOne: (endpoint, options) => client.readOne({ path: path(endpoint), host: school.host, ...options }, signal),
    async *readOptional(endpoint, options) {
      let isBegun = false;
      try {
        for await (const page of readPages(endpoint, options)) {
          isBegun = true;
          yield page;
        }
      } catch (error) {
        if (isBegun || !isNotPermitted(error)) throw error;
        await checkApproved(readMeta, school);
        yield { issue: makeIssue('endpoint-not-permitted', endpoint, { endpoint }) };
      }
    },
  };
}

/** A school that revokes its approval while it is read looks at first as if it had not permitted the next endpoint. */
async function checkApproved(readMeta: SchoolReader['readMeta'], { urn }: School): Promise<void> {
  const meta = await readMeta('').catch((error: unknown) => {
    if (isNotPermitted(error)) return null;
    throw error;
  });
  if (meta !== null && meta['approved'] === false)
    throw new RollcallError('source-refused', `School ${urn} has withdrawn its approval at Wonde.`);
}
