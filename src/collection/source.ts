import type { Characteristics } from '../domain/pupils/characteristics.ts';
import type { Issue } from '../domain/quality/issues.ts';
import type { Half } from '../domain/sessions/dates.ts';

/** A pupil as a source gave it: the items that may be kept, and nothing else the source sent. */
export interface SourcePupil {
  /** Every id under which the source may name this pupil, the one its marks use first. Technical keys. */
  readonly keys: readonly string[];
  readonly forename: string | null;
  readonly surname: string | null;
  /** 13 characters with a right check letter, or null (an issue tells why). */
  readonly upn: string | null;
  readonly characteristics: Characteristics;
  /** False for a leaver: known only so that the marks of its last weeks find their pupil. */
  readonly onRoll: boolean;
}

/** A mark as a source gave it, already a national code's one-character form (or `?`, with an issue). */
export interface SourceMark {
  readonly pupilKey: string;
  readonly date: string;
  readonly half: Half;
  readonly mark: string;
  /** When the source says it was last changed, if it says. */
  readonly updatedAt: Date | null;
}

/** What a reading may hold besides what was asked for: what could not be read. */
export interface Read<T> {
  readonly rows: readonly T[];
  readonly issues: readonly Issue[];
}

/** The whole roll. `expected` is what the source itself counts as pupils on roll, if it can tell. */
export interface Roll extends Read<SourcePupil> {
  readonly expected: number | null;
  /** Pupils that the source gave as on roll: those in `rows`, those not collected, and those that could not be read; left out where a source cannot tell. */
  readonly given?: number;
  /** Keys of pupils that are on the source's roll but not collected (nursery, year 14): their marks are passed over, not issues. */
  readonly passedOver: ReadonlySet<string>;
  /** Keys of pupils whose records the MIS has deleted: why they are not on the roll. Left out where a source does not tell. */
  readonly deleted?: ReadonlySet<string>;
  /** Whether the source gave all the pages, to the last. */
  readonly complete: boolean;
}

export interface MarkRequest {
  /** First and last day of the window; marks outside it may come and are passed over by the source. */
  readonly from: string;
  readonly to: string;
  /** Only what changed since this instant; null reads everything in the window. */
  readonly since: Date | null;
}

/** One school's register at its source. Every adapter passes `source.contract.ts`. */
export interface Source {
  /** `wonde`, or the name of a direct adapter. */
  readonly name: string;
  /** Whether reading everything in a window costs about the window (it can filter by attendance date), not the whole history. */
  readonly filtersByDate: boolean;
  /**
   * Reads pupils on roll and leavers. Throws RollcallError (source-unavailable, source-refused, source-unreadable, source-untrusted).
   * Bad rows are issues, never exceptions.
   */
  readRoll(signal: AbortSignal): Promise<Roll>;
  /**
   * Reads marks, page by page. After the last page the generator returns; an unfinished reading throws. A page that is
   * given again gives the same marks again, which does no harm.
   */
  readMarks(request: MarkRequest, signal: AbortSignal): AsyncGenerator<Read<SourceMark>, void, void>;
}
