import type { Doors, RolePlaces } from '../access/doors.ts';
import type { Predicate, Viewer } from '../access/viewer.ts';
import type { AuditKey } from '../audit/append-event.ts';
import type { AuditWhat } from '../audit/audit-event.ts';
import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';
import type { PublicFacts } from './particulars.ts';
import type { UploadedFile } from './read-upload.ts';
import type { StatisticsFacts } from './statistics/statistics-facts.ts';

/** What a page gets to work with. `database` is the viewer's login; query it only through `withScope(database, viewer.scope, …)`. */
export interface PageContext {
  readonly viewer: Viewer | null;
  readonly database: Database;
  /** The statistics login: tallies of all schools. Only for pages behind `seesTallies`, and for what `compareGroups` may tell. */
  readonly statistics?: Database;
  readonly clock: Clock;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | string[] | undefined>>;
  /** Fields of the form that was sent, one text each; empty for GET. */
  readonly form?: Readonly<Record<string, string>>;
  /** The file that was sent with the form of a page that takes one; null when none was chosen. */
  readonly file?: UploadedFile | null;
  /** What the session remembers for pages, on the server: read it, or set it. Nothing personal may stand in an address. */
  readonly memory?: PageMemory;
  /** Under which the audit's chain is kept, for acts whose event stands or falls with them. */
  readonly auditKey?: AuditKey;
  /** What an operator has decided about the role. Absent in tests of pages that do not need it. */
  readonly roles?: RoleFacts;
  /** What acts about a school's agreement need. Absent in tests of pages that do not need it. */
  readonly agreements?: AgreementFacts;
  readonly requestId?: string;
  /** Puts what a page did on the audit, besides what the page's `records` says. */
  readonly record?: (event: PageEvent) => Promise<void>;
  /** Facts about this installation that public pages tell. Absent in tests of pages that do not need them. */
  readonly installation?: InstallationFacts;
  /** What the pages of statistics read and tell. Absent in tests of pages that do not need it. */
  readonly published?: StatisticsFacts;
}

/** What stays the same for all requests, besides databases. */
export interface PageParts {
  readonly auditKey: AuditKey;
  readonly roles: RoleFacts;
  readonly agreements: AgreementFacts;
  readonly published: StatisticsFacts;
}

/** What the settings say about agreements. */
export interface AgreementFacts {
  /** Days for which data held are kept after an opt out. */
  readonly keepDays: number;
  /** Keys that seal credentials; none when the operator has set none. */
  readonly credentialKeys: readonly Buffer[];
}

/** What the settings say about the role. */
export interface RoleFacts {
  /** The role's name, as it is asked for. */
  readonly name: string;
  readonly places: RolePlaces;
  readonly doors: Doors;
  /** Days after which a request is overdue. */
  readonly overdueDays: number;
  /** Absent in tests of pages that do not need it. */
  readonly weeklyEmail?: WeeklyEmailFacts;
  /** Where DfE Sign-in lets people ask for services and organisations. */
  readonly dfeServicesUrl: string;
}

/** What the settings say about the weekly e-mail. */
export interface WeeklyEmailFacts {
  /** Time of day on Mondays, London: `07:00`. */
  readonly at: string;
  /** Days after which people whose role only sign-in tells must have signed in again. */
  readonly confirmedDays: number;
  /** DfE Sign-in can be asked about the role or the organisation without a sign-in. */
  readonly asksDfe: boolean;
}

/** What pages may keep in the session. */
export interface PageMemory {
  /** The name or UPN that was searched for among a school's pupils. */
  pupilSearch?: { readonly urn: number; readonly text: string };
  /** What the form that was just sent has done: told once, by the page that follows. */
  notice?: string;
  /** The notice is of something that was left as it was, so it is no success. */
  nothingDone?: true;
  /** What somebody has answered so far on the way to agreeing for a school. */
  agreement?: AgreementAnswers;
}

/** Answers on the way to an agreement; a task is completed when its answer is here. */
export interface AgreementAnswers {
  /** The school that they are for. */
  readonly urn: number;
  readonly organisation?: true;
  /** The school's MIS, and how it is to be reached. */
  readonly system?: { readonly mis: string; readonly kind: 'wonde' | 'direct' };
  readonly items?: true;
  readonly privacy?: true;
  /** Digest of the wording that was declared to. */
  readonly declared?: string;
}

/** What was looked at. A page that shows pupils says so with `records`, and the look is on the audit before the page is sent. */
export type Look = 'pupil-view' | 'list-view' | 'report-view' | 'download' | 'tallies-view';

/** Something for the audit that a page did: who, when and for which organisation are added. */
export interface PageEvent {
  readonly what: AuditWhat;
  readonly outcome?: 'done' | 'refused' | 'failed';
  readonly schoolUrn?: number | null;
  readonly pupilId?: number | null;
  /** Small facts, never a pupil's name. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** What an installation says about itself. */
export interface InstallationFacts {
  /** True in the sandbox: every page, file and chart says "Invented data". */
  readonly invented: boolean;
  readonly sessionMinutes: number;
  readonly sessionHours: number;
  readonly sessionCookie: string;
  /** Absent where nobody signs in with IDAMS. */
  readonly idamsCookie?: string | undefined;
  readonly refreshDays: number;
  /** Schools that a group of others must have to be shown beside a school; 5 unless told. */
  readonly leastSchools?: number;
  /** Times of day of collection, London. */
  readonly collectAt: readonly string[];
  readonly operatorName: string | null;
  /** Web address or `mailto:` by which the operator is reached; null until the operator has set it. */
  readonly operatorContact: string | null;
  /** What the public pages say about it, as far as the operator has filled it in. */
  readonly publicPages: PublicFacts;
}

/** What a page answers with. A model holds at least `title` and `heading`. */
export type PageResult =
  | { readonly template: string; readonly model: object; readonly status?: number }
  | {
      readonly file: AsyncIterable<string> | string | Buffer;
      /** Media type of the file; CSV unless told. */
      readonly type?: string;
      readonly fileName: string;
      /** Told on the audit with the download: the purpose, how many rows. */
      readonly detail: Readonly<Record<string, string | number>>;
    }
  /** After a form: 303, so that going back does not send it again. */
  | { readonly redirect: string };

/** One route. A route without a predicate does not compile, and a test walks all routes. */
export interface Page {
  readonly name: string;
  /** POST pages take a form with its token (`{{ csrf }}` in templates) from this site only. GET unless told. */
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly may: Predicate;
  /** Takes long lists, as a file too: forms of up to 4 MB, and `multipart/form-data`. */
  readonly takesFile?: true;
  /** The same for everyone who is not signed in: caches may keep it, if they ask each time whether it is still so. */
  readonly keeps?: true;
  /** What is put on the audit when the page answers with 200; every page below `/schools/:urn` has it. */
  readonly records?: Look;
  handle(context: PageContext): Promise<PageResult>;
}
