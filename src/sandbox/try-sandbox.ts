import { createLog } from '../log.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './start-sandbox.ts';

/** A row, a page or any object as the API gives it, for tests. */
export type Json = Record<string, unknown>;

export interface Page {
  readonly data: readonly Json[];
  readonly meta: {
    readonly pagination: { readonly next: string | null; readonly more: boolean; readonly per_page: number };
    readonly includes: string[];
  };
}

/** A sandbox for tests, with a clock that stands still until it is set, and short ways to ask it. */
export interface Tried {
  readonly sandbox: Sandbox;
  ask(path: string, options?: RequestInit): Promise<Response>;
  /** The answer's JSON, of whatever shape the test expects. */
  get<T = Page>(path: string): Promise<T>;
  put(path: string, body: unknown): Promise<Json>;
  /** Every row of a list, by following `next`. */
  all(path: string): Promise<Json[]>;
  /** Id of a school by URN. */
  id(urn: number): string;
}

/** Starts a small sandbox at 16:30 in London on Monday 23 November 2026. */
export async function trySandbox(options: Partial<SandboxOptions> = {}): Promise<Tried> {
  const clock = { now: () => new Date('2026-11-23T16:30:00Z') };
  const sandbox = await startSandbox({
    wondePort: 0,
    signInPort: 0,
    schools: 2,
    seed: 1,
    sizes: [40, 60],
    clock,
    log: createLog('silent'),
    ...options,
  });
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(path.startsWith('http') ? path : sandbox.wondeUrl + path, {
      headers: { authorization: `Bearer ${sandbox.token}` },
      ...init,
    });
  const get = async <T>(path: string) => (await (await ask(path)).json()) as T;
  const put = async (path: string, body: unknown) =>
    (await (await ask(path, { method: 'PUT', body: JSON.stringify(body) })).json()) as Json;
  const all = async (path: string) => {
    const rows: Json[] = [];
    for (let next: string | null = path; next !== null; ) {
      const page: Page = await get<Page>(next);
      rows.push(...page.data);
      next = page.meta.pagination.next;
    }
    return rows;
  };
  const { schools } = await get<{ schools: { id: string; urn: number }[] }>('/sandbox/status');
  return { sandbox, ask, get, put, all, id: (urn) => schools.find((school) => school.urn === urn)!.id };
}
