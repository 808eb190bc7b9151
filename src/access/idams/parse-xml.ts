import { DOMParser } from '@xmldom/xmldom';
import { checkWellFormed } from './check-well-formed.ts';
import { allElements, attributesOf } from './elements.ts';
import { refuse } from './refuse.ts';

/** @property text what was parsed: the given text without the XML declaration */
export interface ParsedXml {
  readonly text: string;
  readonly document: Document;
}

/**
 * Parses XML strictly: whatever the parser so much as warns of, and prefixes that stand for nothing, are refused.
 * @throws sign-in-failed
 */
export function parseXml(xml: string): ParsedXml {
  const text = xml.replace(
    /^<\?xml version=["']1\.0["'](?: encoding=["']utf-8["'])?(?: standalone=["']yes["'])? ?\?>/i,
    '',
  );
  checkWellFormed(text);
  const document = parse(text);
  for (const element of allElements(document))
    for (const { nodeName, namespaceURI } of [element, ...attributesOf(element)])
      if (nodeName.includes(':') && !namespaceURI) refuse('answer-malformed');
  return { text, document };
}

function parse(text: string): Document {
  let faults = 0;
  const note = () => {
    faults += 1;
  };
  const parser = new DOMParser({ errorHandler: { warning: note, error: note, fatalError: note } });
  try {
    const document = parser.parseFromString(text, 'text/xml');
    if (faults === 0 && document?.documentElement) return document;
  } catch {
    // What the parser says may quote the token.
  }
  return refuse('answer-malformed');
}
