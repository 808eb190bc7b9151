import { CODE_TABLE } from './code-table.ts';

/** What a session counts as, as a small number: for tables by character code, where every pupil and session of a school is read. */
export const ATTENDED = 1;
export const AUTHORISED = 2;
export const UNAUTHORISED = 3;

const kinds = {
  present: ATTENDED,
  'approved-educational-activity': ATTENDED,
  authorised: AUTHORISED,
  unauthorised: UNAUTHORISED,
};

/** What a stored mark counts as, by its character code: 0 when the session was not possible, or has no readable mark. */
export const KIND_OF_MARK = new Uint8Array(128);
for (const { mark, category } of CODE_TABLE)
  KIND_OF_MARK[mark.charCodeAt(0)] = kinds[category as keyof typeof kinds] ?? 0;
