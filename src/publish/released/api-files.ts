/** Files of a release that are data sets of the API: those in the tidy layout, by their names without ending. */
export const API_FILES = [
  'attendance-reasons',
  'persistent-absence',
  'attendance-by-characteristic',
  'revisions',
] as const;
export type ApiFile = (typeof API_FILES)[number];

/** The file beside a data set in which its metadata lies as the API tells it, so that it need not be read from millions of rows. */
export const metaFile = (name: string): string => `${name}.meta.json`;
