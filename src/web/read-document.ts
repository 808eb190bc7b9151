import { lexer, type Token, type Tokens } from 'marked';
import { type Block, type Document, makeDocument, type Piece, section, type Words } from './document.ts';

/**
 * A page of the project's own documents (Markdown) as a document of the web pages, so that what is read there and here is the same
 * text. Its first heading is the page's, the paragraphs below it lead in, each second-level heading begins a section. Links to other
 * files of the project become plain words: those files are not on this site.
 */
export function readDocument(markdown: string): Document {
  const tokens = lexer(markdown);
  const heading = tokens.find((token): token is Tokens.Heading => token.type === 'heading' && token.depth === 1);
  const starts = tokens.flatMap((token, index) => (token.type === 'heading' && token.depth === 2 ? [index] : []));
  const lead = tokens.slice(0, starts[0] ?? tokens.length).filter(isParagraph);
  return makeDocument(
    heading?.text ?? '',
    lead.flatMap((token) => words(token.tokens)),
    starts.map((start, index) => {
      const { text } = tokens[start] as Tokens.Heading;
      return section(text, ...tokens.slice(start + 1, starts[index + 1] ?? tokens.length).flatMap(blocks));
    }),
  );
}

const isParagraph = (token: Token): token is Tokens.Paragraph => token.type === 'paragraph';

function blocks(token: Token): Block[] {
  if (token.type === 'heading') return [{ kind: 'subheading', text: (token as Tokens.Heading).text }];
  if (token.type === 'code') return [codeBlock(token as Tokens.Code)];
  if (isParagraph(token)) return [{ kind: 'paragraph', words: words(token.tokens) }];
  if (token.type === 'list')
    return [{ kind: 'bullets', items: (token as Tokens.List).items.map((item) => words(item.tokens)) }];
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    const cells = (row: readonly Tokens.TableCell[]) => row.map((cell) => words(cell.tokens));
    return [
      {
        kind: 'table',
        caption: header[0]?.text ?? '',
        head: header.map(({ text }) => text),
        rows: rows.map(cells),
      },
    ];
  }
  return [];
}

/** A command as it is written; the answer that stands below it is folded away. */
const codeBlock = ({ lang, text }: Tokens.Code): Block =>
  lang === 'json' ? { kind: 'code', text, summary: 'What it answers' } : { kind: 'code', text };

/** The words of a line, links to this and other sites among them; what is bold or code is plain. */
function words(tokens: readonly Token[] = []): Words {
  return tokens.flatMap((token): Piece[] => {
    if (token.type === 'link') {
      const { href, text } = token as Tokens.Link;
      return /^(https:\/\/|\/)/.test(href) ? [{ text: plain(text), href }] : [plain(text)];
    }
    if ('tokens' in token && token.tokens) return [...words(token.tokens)];
    return 'text' in token && typeof token.text === 'string' ? [plain(token.text)] : [];
  });
}

/** Templates escape by themselves; Markdown's own escapes are undone, and lines of the file run on. */
const plain = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', '’')
    .replaceAll('&amp;', '&');
