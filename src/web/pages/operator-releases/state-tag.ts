import type { ReleaseState } from '../../../domain/release/release.ts';

/** A release's state as a tag. */
export const STATE_TAGS: Readonly<Record<ReleaseState, { readonly text: string; readonly colour: string }>> = {
  made: { text: 'To be signed', colour: 'yellow' },
  signed: { text: 'Signed, waits for its time', colour: 'blue' },
  published: { text: 'Published', colour: 'green' },
  failed: { text: 'Checks failed', colour: 'red' },
};
