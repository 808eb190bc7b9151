import { refuse } from './refuse.ts';

const MOST_BYTES = 256 * 1024;
const MOST_ELEMENTS = 2000;
const MOST_DEPTH = 50;

const NAME = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const SPACE = '[ \\t\\r\\n]';
const VALUE = `(?:"[^<"]*"|'[^<']*')`;
const START_TAG = new RegExp(`<(${NAME})(?:${SPACE}+${NAME}${SPACE}*=${SPACE}*${VALUE})*${SPACE}*(/?)>`, 'y');
const END_TAG = new RegExp(`</(${NAME})${SPACE}*>`, 'y');
const TEXT = /[^<]+/y;
const FOREIGN_ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)/;

/**
 * Checks that the text is one element of the small part of XML that tokens are written in: tags, attributes and text. The parser
 * mends what is broken, and two readers that mend differently see two documents; so what it would mend never gets there.
 * @throws sign-in-failed for anything else, a DOCTYPE, a comment and a CDATA section included
 */
export function checkWellFormed(xml: string): void {
  if (Buffer.byteLength(xml) > MOST_BYTES) refuse('answer-too-large');
  if (xml.includes('<!--')) refuse('comment-present');
  if (xml.includes('<!')) refuse('doctype-present');
  if (xml.includes('<?')) refuse('instruction-present');
  if (FOREIGN_ENTITY.test(xml)) refuse('entity-present');
  checkTags(xml);
}

function checkTags(xml: string): void {
  const open: string[] = [];
  let place = 0;
  let elements = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = place;
    const found = pattern.exec(xml);
    if (found) place = pattern.lastIndex;
    return found;
  };
  while (place < xml.length) {
    const text = take(TEXT);
    if (text) {
      if (text[0].includes(']]>') || (open.length === 0 && /[^ \t\r\n]/.test(text[0]))) refuse('answer-malformed');
      continue;
    }
    const end = take(END_TAG);
    if (end) {
      if (open.pop() !== end[1]) refuse('answer-malformed');
      continue;
    }
    const start = take(START_TAG);
    if (!start || (open.length === 0 && elements > 0)) refuse('answer-malformed');
    elements += 1;
    if (start[2] === '') open.push(start[1]!);
    if (elements > MOST_ELEMENTS || open.length > MOST_DEPTH) refuse('answer-too-large');
  }
  if (open.length > 0 || elements === 0) refuse('answer-malformed');
}
