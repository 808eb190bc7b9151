import { type ChartWords, coordinate, drawing, element, escapeXml, inventedMark } from './svg.ts';

/** An area's square. */
export interface Tile {
  /** From the west, and from the north. */
  readonly column: number;
  readonly row: number;
  /** A few letters: `Brad`. */
  readonly letters: string;
  /** `93.4`, or a mark in place of a figure. */
  readonly text: string;
  /** A whole sentence, also for those who do not see the map. */
  readonly title: string;
  readonly href: string;
  /** Which step of colour, from 0 to 4; or why it has none. */
  readonly step: number | 'hidden' | 'no data';
}

export interface TileMap extends ChartWords {
  /** What each step means, in words, from the lightest. At most five. */
  readonly steps: readonly string[];
  readonly tiles: readonly Tile[];
  /** What is said of squares without a step, where there are any. */
  readonly others: readonly { readonly step: 'hidden' | 'no data'; readonly text: string }[];
}

/** The map of England is 14 squares wide; on wide screens the legend stands left of its north. */
const WIDE = { cell: 46, gap: 2, width: 720, left: 74, legend: 24 };
const NARROW = { cell: 22.5, gap: 1, width: 320, left: 2, legend: 24 };
type Size = typeof WIDE;

/**
 * A map on which every area is a square of the same size. On wide screens each is a link with its figure in it; on phones, where neither would fit,
 * the map is a picture and the table beside it has the links.
 */
export function tileMap(map: TileMap): string {
  return drawWide(map) + drawNarrow(map);
}

const heightOf = (map: TileMap, { cell }: Size): number => (Math.max(0, ...map.tiles.map(({ row }) => row)) + 1) * cell;

function drawWide(map: TileMap): string {
  const height = heightOf(map, WIDE);
  const tiles = map.tiles.map((tile) => drawLink(tile));
  const [titleId, descriptionId] = [`${map.id}-wide-title`, `${map.id}-wide-desc`];
  const mark = inventedMark(map, WIDE.width);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'app-chart__drawing app-chart__drawing--wide',
      viewBox: `0 0 ${WIDE.width} ${coordinate(height + 4)}`,
      width: WIDE.width,
      height: height + 4,
      // Not an image: what is in it are links.
      role: 'group',
      'aria-labelledby': titleId,
      'aria-describedby': descriptionId,
    },
    element('title', { id: titleId }, escapeXml(map.title)),
    element('desc', { id: descriptionId }, escapeXml(map.description)),
    mark,
    // The upper left of England's grid is sea.
    drawLegend(map, 4, 20, WIDE.legend),
    ...tiles,
  );
}

function drawNarrow(map: TileMap): string {
  const height = heightOf(map, NARROW);
  const lines = map.steps.length + map.others.length;
  return drawing(
    map,
    { width: NARROW.width, height: height + 34 + lines * NARROW.legend, variant: 'narrow' },
    ...map.tiles.map((tile) => drawSquare(tile, NARROW)),
    drawLegend(map, 4, height + 30, NARROW.legend),
  );
}

/** A square that is a link, and over it what is written in it: the link's own name says more, and says it once. */
function drawLink(tile: Tile): string {
  const { cell, left, gap } = WIDE;
  const [x, y] = [left + tile.column * cell + (cell - gap) / 2, tile.row * cell];
  const look = typeof tile.step === 'number' ? (tile.step > 2 ? 'light' : 'dark') : 'clear';
  const write = (name: string, text: string, line: number) =>
    element('text', { class: `app-map__${name}`, x, y: y + line, 'text-anchor': 'middle' }, escapeXml(text));
  return (
    element(
      'a',
      { href: tile.href, class: 'app-map__link', 'aria-label': tile.title },
      element('title', {}, escapeXml(tile.title)),
      drawSquare(tile, WIDE),
    ) +
    element(
      'g',
      { class: `app-map__texts app-map__texts--${look}`, 'aria-hidden': 'true' },
      write('letters', tile.letters, 18),
      write('figure', tile.text, 35),
    )
  );
}

function drawSquare({ column, row, step }: Tile, { cell, gap, left }: Size): string {
  return drawLook(step, left + column * cell, row * cell, cell - gap);
}

/** A hidden square has stripes and one without data dashes round it, so that neither is taken for a low figure, without colour too. */
function drawLook(step: Tile['step'], x: number, y: number, side: number): string {
  const square = element('rect', { class: `app-map__tile ${lookOf(step)}`, x, y, width: side, height: side });
  return step === 'hidden' ? square + element('path', { class: 'app-map__stripes', d: stripes(x, y, side) }) : square;
}

function stripes(x: number, y: number, side: number): string {
  const [middle, end] = [side / 2, side];
  const at = (dx: number, dy: number) => `${coordinate(x + dx)} ${coordinate(y + dy)}`;
  return `M${at(0, middle)}L${at(middle, 0)}M${at(0, end)}L${at(end, 0)}M${at(middle, end)}L${at(end, middle)}`;
}

const lookOf = (step: Tile['step']): string =>
  typeof step === 'number'
    ? `app-chart__heat--${step + 1}`
    : step === 'hidden'
      ? 'app-map__tile--hidden'
      : 'app-map__tile--none';

function drawLegend({ steps, others }: TileMap, x: number, top: number, line: number): string {
  const entries = [...steps.map((text, step): { text: string; step: Tile['step'] } => ({ text, step })), ...others];
  return entries
    .map(
      ({ text, step }, place) =>
        drawLook(step, x, top + place * line, 16) +
        element('text', { class: 'app-chart__text', x: x + 24, y: top + place * line + 13 }, escapeXml(text)),
    )
    .join('');
}
