/** What a file says of itself besides its tables. */
export interface FileFacts {
  readonly title: string;
  readonly schoolName: string;
  /** Null for files about several schools. */
  readonly urn: number | null;
  readonly period: { readonly from: string; readonly to: string; readonly words: string } | null;
  readonly population: string;
  readonly definition: string;
  /** Null before the first collection. */
  readonly asKnownAt: Date | null;
  readonly filters: readonly string[];
  readonly invented: boolean;
  /** How the figures are worked out. */
  readonly notes: readonly string[];
}
