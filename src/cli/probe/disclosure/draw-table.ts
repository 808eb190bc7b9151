import type { Row, Sum, Table } from '../../../domain/disclosure/table.ts';
import { createRandom, type Random } from '../../../sandbox/random.ts';

/** A node of what a table is broken down by: a nation, its regions, their authorities. */
interface Node {
  readonly name: string;
  readonly children: readonly Node[];
}

/** What every school has of each leaf of every breakdown. */
interface School {
  readonly area: string;
  readonly phase: string;
  readonly pupils: number;
  /** Sessions of a week and group, by measure. */
  readonly sessions: (week: string, group: string) => readonly number[];
}

/** The shape of a series: what it is broken down by. */
interface Shape {
  readonly areas: Node;
  readonly phases: Node;
  readonly groups: Node;
  readonly measures: readonly string[];
  /** Also by how much pupils miss. */
  readonly hasPupils: boolean;
  /** Authorities that are in no row of their own. */
  readonly leftOut: ReadonlySet<string>;
}

const leaf = (name: string): Node => ({ name, children: [] });
const TOTALS = ['attended', 'authorised', 'unauthorised'];
const REASONS = ['present', 'late', 'educational activity', 'illness', 'authorised', 'unauthorised'];

/** A table of odd shape: one to three weeks of a few areas. */
export function drawTable(random: Random): Table {
  const shape = drawShape(random);
  const schools = drawSchools(random, shape);
  const weeks = Array.from({ length: random.pick([1, 1, 2, 3]) }, (_, week) => leaf(`week ${week + 1}`));
  const time = { name: 'year to date', children: weeks };
  return linkTable(shape, addUp(shape, schools, time), time);
}

function drawShape(random: Random): Shape {
  const regions = random.pick([1, 1, 1, 2, 3]);
  const areas = Array.from({ length: regions }, (_, region) => ({
    name: `region ${region}`,
    children: Array.from({ length: random.between(1, 4) }, (_, own) => leaf(`authority ${region}.${own}`)),
  }));
  const authorities = areas.flatMap(({ children }) => children.map(({ name }) => name));
  // Both at once make a table of a thousand rows.
  const by = random.pick(['nothing', 'nothing', 'nothing', 'phases', 'groups'] as const);
  const groups = by === 'groups' ? [leaf('eligible'), leaf('not eligible'), leaf('unknown')] : [];
  return {
    areas: { name: 'nation', children: areas },
    phases: { name: 'all schools', children: by === 'phases' ? ['primary', 'secondary', 'special'].map(leaf) : [] },
    groups: { name: 'all pupils', children: groups },
    measures: random.next() < 0.2 ? REASONS : TOTALS,
    hasPupils: random.next() < 0.3,
    leftOut: new Set(random.next() < 0.1 ? [random.pick(authorities)] : []),
  };
}

function drawSchools(random: Random, { areas, phases, groups, measures }: Shape): School[] {
  const leaves = (node: Node): string[] => (node.children.length === 0 ? [node.name] : node.children.flatMap(leaves));
  const manySchools = random.pick([4, 8, 20]);
  const rare = random.next() < 0.3 ? 0.002 : 0.02;
  return leaves(areas).flatMap((area) =>
    leaves(phases).flatMap((phase) =>
      Array.from({ length: random.next() < 0.1 ? random.below(4) : random.between(3, manySchools) }, (): School => {
        const pupils = random.next() < 0.05 ? random.between(1, 12) : random.between(30, 900);
        const salt = random.below(1_000_000_000);
        return {
          area,
          phase,
          pupils,
          sessions: (week, group) =>
            drawSessions(createRandom(salt, nameOf(week), nameOf(group)), {
              pupils: Math.ceil(pupils / Math.max(1, groups.children.length)),
              measures: measures.length,
              rare,
            }),
        };
      }),
    ),
  );
}

const nameOf = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);

interface Drawn {
  readonly pupils: number;
  readonly measures: number;
  readonly rare: number;
}

/** Ten sessions a pupil: the first measure has nearly all; each later one few, none at all now and then. */
function drawSessions(random: Random, { pupils, measures, rare }: Drawn): number[] {
  const counts = new Array<number>(measures).fill(0);
  let left = pupils * 10;
  for (let place = measures - 1; place > 0; place--) {
    const share = random.next() < 0.1 ? 0 : rare * (0.5 + random.next() * 3);
    counts[place] = Math.min(left, Math.round(pupils * 10 * share));
    left -= counts[place]!;
  }
  counts[0] = left;
  return counts;
}

/** A row in the making. */
interface Making {
  readonly counts: number[];
  /** What each school has of it. */
  readonly bySchool: Map<School, number>;
}

function addUp(shape: Shape, schools: readonly School[], weeks: Node): Map<string, Making> {
  const made = new Map<string, Making>();
  const making = (key: string) => {
    let own = made.get(key);
    if (!own) made.set(key, (own = { counts: shape.measures.map(() => 0), bySchool: new Map() }));
    return own;
  };
  const pathsTo = (node: Node, name: string): string[] | null => {
    if (node.name === name) return [node.name];
    for (const child of node.children) {
      const path = pathsTo(child, name);
      if (path) return [node.name, ...path];
    }
    return null;
  };
  for (const school of schools)
    for (const week of weeks.children)
      for (const group of shape.groups.children.length > 0 ? shape.groups.children : [shape.groups]) {
        const sessions = school.sessions(week.name, group.name);
        const total = sessions.reduce((sum, each) => sum + each, 0);
        for (const area of pathsTo(shape.areas, school.area)!)
          for (const phase of pathsTo(shape.phases, school.phase)!)
            for (const time of [weeks.name, week.name])
              for (const of of pathsTo(shape.groups, group.name)!) {
                const own = making([area, phase, time, of].join('|'));
                for (const [place, count] of sessions.entries()) own.counts[place]! += count;
                own.bySchool.set(school, (own.bySchool.get(school) ?? 0) + total);
              }
      }
  return made;
}

/** Which name of a cell is its time. */
const TIME = 2;
const placeOf = (cell: string, of = ''): Place => {
  const names = cell.split('|');
  return { line: [...names.toSpliced(TIME, 1), of].join('|'), time: names[TIME]! };
};

function linkTable(shape: Shape, made: ReadonlyMap<string, Making>, weeks: Node): Table {
  const dimensions = [shape.areas, shape.phases, weeks, shape.groups];
  const childrenOf = (node: Node, name: string): readonly Node[] | null => {
    if (node.name === name) return node.children;
    for (const child of node.children) {
      const found = childrenOf(child, name);
      if (found) return found;
    }
    return null;
  };
  const rows: Row[] = [];
  const sums: Sum[] = [];
  for (const [cell, making] of made) {
    const kind = shape.leftOut.has(cell.split('|')[0]!) ? 'rest' : 'published';
    rows.push(rowOf(cell, shape.measures, making, kind, placeOf(cell)));
    const names = cell.split('|');
    for (const [place, dimension] of dimensions.entries()) {
      const parts = childrenOf(dimension, names[place]!)!
        .map(({ name }) => names.with(place, name).join('|'))
        .filter((part) => made.has(part));
      if (parts.length > 0) sums.push({ whole: cell, parts, isTime: place === TIME });
    }
    if (shape.hasPupils && names[2] === weeks.name)
      rows.push({ ...pupilRow(cell, making, kind), ...placeOf(cell, 'pupils') });
  }
  return { rows, sums };
}

type Place = Pick<Row, 'line' | 'time'>;

function rowOf(
  key: string,
  measures: readonly string[],
  { counts, bySchool }: Making,
  kind: Row['kind'],
  place: Place,
): Row {
  const [first = 0, second = 0] = [...bySchool.values()].toSorted((a, b) => b - a);
  const all = [...bySchool.values()].reduce((sum, each) => sum + each, 0);
  return {
    key,
    counts: new Map(measures.map((measure, place) => [measure, counts[place]!])),
    of: 'sessions',
    schools: [...bySchool.values()].filter((sessions) => sessions > 0).length,
    largest: [first, second, all],
    pupils: [...bySchool.keys()].reduce((sum, { pupils }) => sum + pupils, 0),
    together: key,
    kind,
    ...place,
  };
}

/** Pupils by how much they miss, as many as the row’s absence suggests. They are in no sum here: only hidden with the row. */
function pupilRow(key: string, { counts, bySchool }: Making, kind: Row['kind']): Omit<Row, keyof Place> {
  const pupils = [...bySchool.keys()].reduce((sum, school) => sum + school.pupils, 0);
  const sessions = counts.reduce((sum, each) => sum + each, 0);
  const persistent = Math.min(pupils, Math.round((pupils * 2 * (sessions - counts[0]!)) / Math.max(1, sessions)));
  const severe = Math.floor(persistent / 8);
  const [first = 0, second = 0] = [...bySchool.keys()].map((school) => school.pupils).toSorted((a, b) => b - a);
  return {
    key: `${key}|pupils`,
    counts: new Map([
      ['others', pupils - persistent],
      ['persistent', persistent - severe],
      ['severe', severe],
    ]),
    of: 'pupils',
    schools: bySchool.size,
    largest: [first, second, pupils],
    pupils,
    together: key,
    kind,
  };
}
