const BREAKS = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/g;
/** Signs that are not seen and may turn the reading direction round or hide letters. */
const UNSEEN = /\p{Cf}/gu;

/**
 * Text that someone typed, or that an identity provider sent, as one line: without line breaks and control characters, so that
 * it can neither add a header to a message nor a line to its text.
 * @param most longest, in characters; what is longer ends in `…`
 */
export function cleanLine(text: string, most: number): string {
  const line = text
    .toWellFormed()
    .replace(UNSEEN, '')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}

/**
 * Text of several lines that someone typed, as a quotation: each line begins with `> `, so that none of it can pass for the
 * program's own words. Empty when nothing was typed.
 */
export function quoteLines(text: string, most: number): string {
  const lines = text
    .slice(0, most)
    .replace(BREAKS, '\n')
    .split('\n')
    .map((line) => cleanLine(line, most));
  const written = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return written === '' ? '' : written.replace(/^/gm, '> ').replace(/^> $/gm, '>');
}
