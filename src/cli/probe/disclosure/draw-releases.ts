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
  /** The first release that counts it, and the first that does not. */
  readonly from: number;
  readonly to: number;
  readonly pupils: number;
  /** Sessions of a week and group, anew for each release that revises them. */
  readonly sessions: (release: number, week: string, group: string) => readonly number[];
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

/** One to three releases of a series of odd shape: later ones revise the weeks of earlier ones and add some, and schools join and leave. */
export function drawReleases(seed: number, number: number): Table[] {
  const random = createRandom(seed, number, 6);
  const shape = drawShape(random);
  const releases = random.pick([1, 1, 1, 1, 2, 2, 3]);
  const schools = drawSchools(random, shape, releases, hashOf(seed, number));
  const firstWeeks = random.pick([1, 1, 2]);
  const made = Array.from({ length: releases }, (_, release) => {
    const weeks = Array.from({ length: firstWeeks + release }, (_, week) => leaf(`week ${week + 1}`));
    const time = { name: 'year to date', children: weeks };
    return { time, cells: addUp(shape, schools, release, time) };
  });
  return made.map(({ time, cells }, release) => {
    const table = linkTable(shape, cells, release, time);
    const changes =
      release === 0 ? { rows: [], sums: [] } : linkChanges(shape, made[release - 1]!.cells, cells, release);
    return { rows: [...table.rows, ...changes.rows], sums: [...table.sums, ...changes.sums] };
  });
}

const hashOf = (seed: number, number: number) => seed * 1_000_003 + number;

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

function drawSchools(
  random: Random,
  { areas, phases, groups, measures }: Shape,
  releases: number,
  seed: number,
): School[] {
  const leaves = (node: Node): string[] => (node.children.length === 0 ? [node.name] : node.children.flatMap(leaves));
  const manySchools = random.pick([4, 8, 20]);
  const moves = releases > 1 && random.next() < 0.6;
  const rare = random.next() < 0.3 ? 0.002 : 0.02;
  return leaves(areas).flatMap((area) =>
    leaves(phases).flatMap((phase) => {
      // Mostly schools join together, or leave together, as three at least must for the figures to be published again.
      const [joining, going] = [0, 0].map(() => (moves && random.next() < 0.15 ? random.pick([1, 3, 4, 6]) : 0));
      return Array.from(
        { length: random.next() < 0.1 ? random.below(4) : random.between(3, manySchools) },
        (_, own) => {
          const pupils = random.next() < 0.05 ? random.between(1, 12) : random.between(30, 900);
          const salt = random.below(1_000_000_000);
          const joins = own < joining!;
          const goes = own >= joining! && own < joining! + going!;
          return {
            area,
            phase,
            pupils,
            from: joins ? 1 : 0,
            to: goes ? random.between(1, releases - 1) : releases,
            sessions: (release, week, group) =>
              drawSessions(createRandom(seed, salt, own, nameOf(week), nameOf(group)), {
                revised: createRandom(seed, salt, release, nameOf(week), nameOf(group)),
                pupils: Math.ceil(pupils / Math.max(1, groups.children.length)),
                measures: measures.length,
                rare,
              }),
          } satisfies School;
        },
      );
    }),
  );
}

const nameOf = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);

interface Drawn {
  readonly revised: Random;
  readonly pupils: number;
  readonly measures: number;
  readonly rare: number;
}

/** Ten sessions a pupil: the first measure has nearly all; each later one few, none at all now and then. A late change moves one or two. */
function drawSessions(random: Random, { revised, pupils, measures, rare }: Drawn): number[] {
  const counts = new Array<number>(measures).fill(0);
  let left = pupils * 10;
  for (let place = measures - 1; place > 0; place--) {
    const share = random.next() < 0.1 ? 0 : rare * (0.5 + random.next() * 3);
    counts[place] = Math.min(left, Math.round(pupils * 10 * share));
    left -= counts[place]!;
  }
  counts[0] = left;
  const moved = Math.min(counts[0]!, revised.below(3));
  counts[0]! -= moved;
  counts[measures - 1]! += moved;
  return counts;
}

/** A row in the making. */
interface Making {
  readonly counts: number[];
  /** What each school has of it. */
  readonly bySchool: Map<School, number>;
}

function addUp(shape: Shape, schools: readonly School[], release: number, weeks: Node): Map<string, Making> {
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
  for (const school of schools.filter(({ from, to }) => from <= release && release < to))
    for (const week of weeks.children)
      for (const group of shape.groups.children.length > 0 ? shape.groups.children : [shape.groups]) {
        const sessions = school.sessions(release, week.name, group.name);
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

const keyIn = (release: number, cell: string) => `release ${release}|${cell}`;
/** Which name of a cell is its time. */
const TIME = 2;
const placeOf = (release: number, cell: string, of = ''): Place => {
  const names = cell.split('|');
  return { line: [...names.toSpliced(TIME, 1), of].join('|'), time: keyIn(release, names[TIME]!) };
};

function linkTable(shape: Shape, made: ReadonlyMap<string, Making>, release: number, weeks: Node): Table {
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
  const keyOf = (cell: string) => keyIn(release, cell);
  for (const [cell, making] of made) {
    const kind = shape.leftOut.has(cell.split('|')[0]!) ? 'rest' : 'published';
    rows.push(rowOf(keyOf(cell), shape.measures, making, kind, placeOf(release, cell)));
    const names = cell.split('|');
    for (const [place, dimension] of dimensions.entries()) {
      const parts = childrenOf(dimension, names[place]!)!
        .map(({ name }) => names.with(place, name).join('|'))
        .filter((part) => made.has(part));
      if (parts.length > 0) sums.push({ whole: keyOf(cell), parts: parts.map(keyOf), isTime: place === TIME });
    }
    if (shape.hasPupils && names[2] === weeks.name)
      rows.push({ ...pupilRow(keyOf(cell), making, kind), ...placeOf(release, cell, 'pupils') });
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

/** How many sessions of a school are others than before. */
const differenceOf = (school: School, now: Making, before: Making): number =>
  Math.abs((now.bySchool.get(school) ?? 0) - (before.bySchool.get(school) ?? 0));

/** What came to each row of a week since the release before: of the schools that joined or left, and late changes of the others. */
function linkChanges(
  { measures, leftOut }: Shape,
  before: ReadonlyMap<string, Making>,
  now: ReadonlyMap<string, Making>,
  release: number,
): Table {
  const rows: Row[] = [];
  const sums: Sum[] = [];
  for (const [cell, own] of now) {
    const old = before.get(cell);
    const [area, , time] = cell.split('|');
    if (!old || !time!.startsWith('week') || leftOut.has(area!)) continue;
    const schools = new Set([...own.bySchool.keys(), ...old.bySchool.keys()]);
    const came = [...schools].some((school) => own.bySchool.has(school) !== old.bySchool.has(school));
    const changed = [...schools].map((school): [School, number] => [school, differenceOf(school, own, old)]);
    const counts = own.counts.map((count, place) => count - old.counts[place]!);
    const key = `${keyIn(release, cell)}|change`;
    const place = placeOf(release, cell, 'change');
    const change = rowOf(key, measures, { counts, bySchool: new Map(came ? changed : []) }, 'change', place);
    rows.push({ ...change, pupils: null });
    sums.push({ whole: keyIn(release, cell), parts: [keyIn(release - 1, cell), key] });
  }
  return { rows, sums };
}
