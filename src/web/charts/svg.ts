/** Text as it may stand in an SVG document or a page, in an element or in an attribute. Controls that XML forbids become U+FFFD. */
export function escapeXml(text: string): string {
  // Nearly all: numbers, names, dates.
  if (!/[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) return text;
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A coordinate with one decimal at most: enough for a pixel, and the file stays small. */
export const coordinate = (value: number): string => String(Math.round(value * 10) / 10);

/** One element. Attributes come in the order given; looks belong in classes, since the pages allow no inline style. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? coordinate(value) : escapeXml(value)}"`,
  );
  return children.length === 0
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${children.join('')}</${name}>`;
}

/** What every chart says of itself. */
export interface ChartWords {
  /** Unique on the page, letters, digits and hyphens. */
  readonly id: string;
  /** The finding, in about ten words. */
  readonly title: string;
  /** What is shown, in a sentence or two: for those who do not see it. The numbers are in the table beside it. */
  readonly description: string;
  /** In the sandbox: the chart itself says "Invented data", so that a copy of it does too. */
  readonly invented: boolean;
}

/** Two drawings of each chart: one is shown on a wide screen and in print, the other on a phone, by the stylesheet. */
export type ChartWidth = 'wide' | 'narrow';

/** In the sandbox every drawing says that its figures are invented. */
export const inventedMark = ({ invented }: { readonly invented: boolean }, width: number): string =>
  invented
    ? element('text', { x: width - 2, y: 14, class: 'app-chart__invented', 'text-anchor': 'end' }, 'Invented data')
    : '';

/** A whole drawing with its name and description. */
export function drawing(
  words: ChartWords,
  size: { width: number; height: number; variant: ChartWidth },
  ...content: string[]
): string {
  const id = `${words.id}-${size.variant}`;
  const mark = inventedMark(words, size.width);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `app-chart__drawing app-chart__drawing--${size.variant}`,
      viewBox: `0 0 ${size.width} ${size.height}`,
      width: size.width,
      height: size.height,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      focusable: 'false',
    },
    element('title', { id: `${id}-title` }, escapeXml(words.title)),
    element('desc', { id: `${id}-desc` }, escapeXml(words.description)),
    mark,
    ...content,
  );
}
