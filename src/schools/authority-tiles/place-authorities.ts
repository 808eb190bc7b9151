import { assignCells } from './assign-cells.ts';
import { keepTogether } from './keep-together.ts';

/** Where an authority's schools are, on the average: degrees. */
export interface AuthorityPlace {
  /** Three digits. */
  readonly laCode: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** An authority's square on the map: columns from the west, rows from the north, from 0. */
export interface AuthorityTile {
  readonly laCode: string;
  readonly column: number;
  readonly row: number;
}

/** Kilometres of a degree of latitude, and of one of longitude at the middle of England. */
const [DEGREE, DEGREE_EAST] = [111.32, 111.32 * Math.cos((53 * Math.PI) / 180)];
/** The side of a square, in kilometres: where London has room, and Cornwall still hangs on to England. Smaller ones leave gaps, larger ones push further. */
const SIDE = 36;
/** The corner of the grid in the north west (kilometres from 53° N, 2° W), and its size in squares. */
const [WEST, NORTH, WIDTH, HEIGHT] = [-300, 310, 18, 19];
/** Each place is first drawn so far towards the middle of its region. */
const PULL = 0.1;

/**
 * A square for each authority on a grid, so that the squares of the distances between where its schools are and where its square is add up to
 * the least; then as few changes as are needed to have each region in one part. The same places give the same squares.
 */
export function placeAuthorities(places: readonly AuthorityPlace[]): AuthorityTile[] {
  const points = places.map(({ region, latitude, longitude }) => ({
    region,
    x: (longitude + 2) * DEGREE_EAST,
    y: (latitude - 53) * DEGREE,
  }));
  const regions = Map.groupBy(points, ({ region }) => region);
  const costs = points.map(({ region, x, y }) => {
    const own = regions.get(region)!;
    const middle = { x: mean(own.map((each) => each.x)), y: mean(own.map((each) => each.y)) };
    return distances(x + PULL * (middle.x - x), y + PULL * (middle.y - y));
  });
  const groups = points.map(({ region }) => region);
  const cells = keepTogether({ cells: assignCells(costs), groups, costs, width: WIDTH });
  const first = { column: Math.min(...cells.map(columnOf)), row: Math.min(...cells.map(rowOf)) };
  return places.map(({ laCode }, index) => ({
    laCode,
    column: columnOf(cells[index]!) - first.column,
    row: rowOf(cells[index]!) - first.row,
  }));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const columnOf = (cell: number): number => cell % WIDTH;
const rowOf = (cell: number): number => Math.floor(cell / WIDTH);

/** The square of the distance to each cell. */
const distances = (x: number, y: number): Float64Array =>
  Float64Array.from({ length: WIDTH * HEIGHT }, (_, cell) => {
    const [east, south] = [x - (WEST + columnOf(cell) * SIDE), y - (NORTH - rowOf(cell) * SIDE)];
    return east * east + south * south;
  });
