/** A session's code as a register has it (`/`, `C1`, `Y5`), `-` for none entered, `?` for one that cannot be read; null: nothing there. */
export type RawCode = string | null;

/** What one collection after another saw of one pupil's session, oldest first. The last is what stands there now. */
export interface RawMark {
  readonly pupil: number;
  readonly date: string;
  readonly half: 'AM' | 'PM';
  /** @property run index of the collection run that saw it */
  readonly seen: readonly { readonly run: number; readonly code: RawCode }[];
}

/** What a source says of a pupil; null: nothing. */
export interface RawCharacteristics {
  readonly ncYear: string;
  readonly gender: string | null;
  readonly ethnicity: string | null;
  readonly lookedAfter: boolean | null;
  readonly previouslyLookedAfter: boolean | null;
  readonly senSupport: boolean | null;
  readonly ehcPlan: boolean | null;
  readonly freeSchoolMeals: boolean | null;
}

export interface RawPupil {
  readonly id: number;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly upn: string | null;
  /** From which Monday on which characteristics are those of the source, rising; the first holds before it too. */
  readonly is: readonly { readonly from: string; readonly characteristics: RawCharacteristics }[];
  readonly enrolments: readonly { readonly firstDay: string; readonly lastDay: string | null }[];
}

/** A collection run that succeeded. */
export interface RawRun {
  readonly kind: 'first' | 'complete' | 'since';
  /** An instant, ISO 8601. */
  readonly at: string;
  readonly heldDate: string;
  readonly heldHalf: 'AM' | 'PM';
}

/** A school of the probe, as plain facts: everything that its pages show is worked out from these, twice. */
export interface RawSchool {
  readonly seed: number;
  /** Which odd shape it was drawn in. */
  readonly shape: string;
  readonly urn: number;
  /** The instant at which its pages are asked for. */
  readonly now: string;
  readonly pupils: readonly RawPupil[];
  readonly runs: readonly RawRun[];
  readonly marks: readonly RawMark[];
}
