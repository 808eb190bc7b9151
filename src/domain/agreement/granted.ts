/** What a school has granted at a source, against what is asked for: an item each, and what is more than was asked for. */
export interface Granted {
  readonly items: readonly { readonly item: string; readonly state: 'granted' | 'missing' | 'unknown' }[];
  readonly wider: readonly { readonly name: string; readonly description: string | null }[];
  /** Pupils whom the school hides from this service; null when that cannot be told. */
  readonly hiddenPupils: number | null;
}
