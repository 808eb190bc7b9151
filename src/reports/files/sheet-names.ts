/** The longest name that spreadsheets take. */
const LONGEST = 31;

/** A name for each sheet: its number, and as much of its title as fits without what spreadsheets refuse in a name. */
export const sheetNames = (titles: readonly string[]): string[] =>
  titles.map((title, index) =>
    `${index + 1} ${title
      .replace(/[[\]/\\:*?'’"“”]+/g, '')
      .replace(/\s+/g, ' ')
      .trim()}`
      .slice(0, LONGEST)
      .trim(),
  );
