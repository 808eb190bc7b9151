import type { Predicate, Viewer } from '../access/viewer.ts';
import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';

/** What a page gets to work with. `database` is the viewer's login; query it only through `withScope(database, viewer.scope, …)`. */
export interface PageContext {
  readonly viewer: Viewer | null;
  readonly database: Database;
  readonly clock: Clock;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | string[] | undefined>>;
  /** Facts about this installation that public pages tell. Absent in tests of pages that do not need them. */
  readonly installation?: InstallationFacts;
}

/** What an installation says about itself. */
export interface InstallationFacts {
  /** True in the sandbox: every page, file and chart says "Invented data". */
  readonly invented: boolean;
  readonly sessionMinutes: number;
  readonly sessionCookie: string;
  readonly refreshDays: number;
  /** Times of day of collection, London. */
  readonly collectAt: readonly string[];
  readonly operatorName: string | null;
  /** Web address or `mailto:` by which the operator is reached; null until the operator has set it. */
  readonly operatorContact: string | null;
}

/** What a page answers with. A model holds at least `title` and `heading`. */
export type PageResult =
  | { readonly template: string; readonly model: object; readonly status?: number }
  | { readonly csv: AsyncIterable<string> | string; readonly fileName: string }
  | { readonly redirect: string };

/** One route. A route without a predicate does not compile, and a test walks all routes. */
export interface Page {
  readonly name: string;
  readonly path: string;
  readonly may: Predicate;
  handle(context: PageContext): Promise<PageResult>;
}
