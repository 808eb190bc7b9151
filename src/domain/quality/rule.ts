/** What an issue says besides its rule and place: short texts and numbers, never a name or a UPN. */
export type Detail = Readonly<Record<string, string | number>>;

/** One rule that makes a register doubtful. */
export interface Rule {
  /** Kebab-case, fixed for ever: stored with every issue. */
  readonly code: string;
  /** Error: something was not taken. Warning: it was taken and may be wrong. Information: nothing to put right. */
  readonly severity: 'error' | 'warning' | 'information';
  /** A few words, for a heading over all issues of the rule. */
  readonly title: string;
  /** What the school, or whoever is named, can do. */
  readonly toDo: string;
  /** One case in a plain sentence. Details that are not given are left out of it. */
  explain(detail: Detail): string;
}
