/** A piece of a line: text, a link, or the mark of something that the operator has not filled in. */
export type Piece =
  | string
  | { readonly text: string; readonly href: string }
  | { readonly text: string; readonly unfilled: true };

/** A line of text as pieces, which templates put one after the other. */
export type Words = readonly Piece[];

/** What stands below a heading. */
export type Block =
  | { readonly kind: 'paragraph' | 'inset'; readonly words: Words }
  | { readonly kind: 'subheading'; readonly text: string }
  /** As it is written; folded away under a summary, if it has one. */
  | { readonly kind: 'code'; readonly text: string; readonly summary?: string }
  | { readonly kind: 'bullets' | 'short-list' | 'steps'; readonly items: readonly Words[] }
  | { readonly kind: 'facts'; readonly rows: readonly { readonly key: string; readonly value: Words }[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly Words[])[];
    };

export interface Section {
  /** Of the heading, so that the contents and other pages can link to it. */
  readonly id: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** A page that is read, and printed, as a document. */
export interface Document {
  readonly title: string;
  readonly heading: string;
  readonly lead: Words;
  readonly contents: readonly { readonly text: string; readonly href: string }[];
  readonly sections: readonly Section[];
}

/** One piece, or several. */
type Line = Piece | Words;
const words = (line: Line): Words => (isWords(line) ? line : [line]);
const isWords = (line: Line): line is Words => Array.isArray(line);

export const link = (text: string, href: string): Piece => ({ text, href });
export const paragraph = (...pieces: Piece[]): Block => ({ kind: 'paragraph', words: pieces });
export const inset = (...pieces: Piece[]): Block => ({ kind: 'inset', words: pieces });
export const subheading = (text: string): Block => ({ kind: 'subheading', text });
export const bullets = (items: readonly Line[]): Block => ({ kind: 'bullets', items: items.map(words) });
/** Bullets of a word or two, which stand in columns where there is room. */
export const shortList = (items: readonly Line[]): Block => ({ kind: 'short-list', items: items.map(words) });
/** A numbered list. */
export const steps = (items: readonly Line[]): Block => ({ kind: 'steps', items: items.map(words) });
export const facts = (rows: readonly (readonly [string, Line])[]): Block => ({
  kind: 'facts',
  rows: rows.map(([key, value]) => ({ key, value: words(value) })),
});
/** The first cell of each row is its header. */
export const table = (caption: string, head: readonly string[], rows: readonly (readonly Line[])[]): Block => ({
  kind: 'table',
  caption,
  head,
  rows: rows.map((row) => row.map(words)),
});
/** A section, whose id is made of its heading. */
export const section = (heading: string, ...blocks: Block[]): Section => ({
  id: heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, ''),
  heading,
  blocks,
});

/** A document with a list of contents made of its headings. */
export function makeDocument(heading: string, lead: Words, sections: readonly Section[]): Document {
  return {
    title: heading,
    heading,
    lead,
    contents: sections.map(({ id, heading: text }) => ({ text, href: `#${id}` })),
    sections,
  };
}

/** `one, two and three` */
export const andList = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
