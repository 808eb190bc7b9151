/** A cell of a published table: a number as it is printed, or a symbol of the open data standard. */
export type Cell = string;
/** Suppressed to protect people or schools. */
export const HIDDEN = 'c';
/** There is no such figure. */
export const NOT_APPLICABLE = 'z';
/** There is such a figure, and it is not available. */
export const NOT_AVAILABLE = 'x';
