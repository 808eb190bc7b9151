/** Signs with which a line begins that Notify reads as a heading, an inset, a list, a rule or a table. */
const LINE_STARTS = /^( *)([#^*+•=|~-]|\d+\.)/gm;

/**
 * A message's text so that GOV.UK Notify shows it as it is. Notify reads Markdown in what is put into a template too: without this, a
 * name that somebody typed could be a link that says one address and leads to another, or a heading. Square brackets, which links
 * need, become round; a sign at the start of a line is told to be no Markdown.
 */
export function plainForNotify(text: string): string {
  return text
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(LINE_STARTS, (_all, blanks: string, sign: string) => `${blanks}${escapeSign(sign)}`);
}

/** `\#`, and `1\.`: the digits stay. */
const escapeSign = (sign: string): string => `${sign.slice(0, -1)}\\${sign.slice(-1)}`;
