/** What a session with this code counts as. `missing` is no national category: the MIS holds no mark. */
export type Category =
  | 'present'
  | 'approved-educational-activity'
  | 'authorised'
  | 'unauthorised'
  | 'not-possible'
  | 'administrative'
  | 'missing';

/** A national attendance or absence code. Dates are inclusive, `YYYY-MM-DD`. */
export interface Code {
  /** As written in a register: `/`, `\`, `C1`, `Y4`, `#`, `-`. */
  readonly code: string;
  /** One character, its form inside stored marks. Fixed for ever, only added to; never a digit, `.`, `?` or blank. */
  readonly mark: string;
  /** What it means today, or meant last. */
  readonly meaning: string;
  /** Every wording it has had, oldest first. */
  readonly meanings: readonly { from: string | null; to: string | null; meaning: string }[];
  readonly category: Category;
  /** Whether the session counts in the denominator. */
  readonly possible: boolean;
  /** First day it held; null: since before our records. */
  readonly from: string | null;
  /** Last day it held; null: it still holds. */
  readonly to: string | null;
  /** Column of the Department's daily attendance extract, where there is one. */
  readonly field: string | null;
}
