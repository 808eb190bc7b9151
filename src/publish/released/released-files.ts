/** A file of a published release, as everyone may have it. */
export interface ReleasedFile {
  /** `attendance-reasons.csv` */
  readonly name: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly digest: string;
  /** Its size in bytes, not compressed. */
  readonly bytes: number;
}

/** What is told of a published release besides its files. */
export interface ReleaseFacts {
  /** The ISO week of its last day, `2026-w41`; of a correction with its number, `2026-w41.2`. */
  readonly id: string;
  /** The year in which the academic year of its figures begins. */
  readonly startYear: number;
  /** The last day that is counted. */
  readonly asOf: string;
  readonly publishedAt: Date;
  /** Of a correction: what was wrong. */
  readonly note: string | null;
}

/** A published release: what is told of it, and its public files. */
export interface ReleasedFiles extends ReleaseFacts {
  readonly files: readonly ReleasedFile[];
  /** A file as it is kept, compressed (gzip); null when there is none of that name. */
  gzip(name: string): Promise<Buffer | null>;
}

/** A release that is to come. */
export interface ComingRelease {
  readonly id: string;
  readonly asOf: string;
  readonly dueAt: Date;
}

/** All that pages and the API read: published releases, and nothing else. */
export interface Releases {
  /** The newest one; null before the first. */
  latest(): Promise<ReleasedFiles | null>;
  /** A published one, however old; null when there is none of that name. */
  find(id: string): Promise<ReleasedFiles | null>;
  /** All that are published, the newest first. */
  list(): Promise<readonly ReleaseFacts[]>;
}

/** Where nothing has been published. */
export const NO_RELEASES: Releases = { latest: async () => null, find: async () => null, list: async () => [] };
