import type { DataSet } from '../../../publish/released/data-set.ts';
import type { Figure, WideArea } from '../../../publish/released/wide-file.ts';
import type { HeadView, RowView } from '../../../reports/view-table.ts';
import type { MapTile } from '../../../schools/authority-tiles/read-tiles.ts';
import { type Tile, tileMap } from '../../charts/tile-map.ts';
import { inArea, isShown, phaseWords } from '../../statistics/area-figures.ts';
import { NO_DATA, oneDecimal, percentWords } from '../../statistics/figure-words.ts';
import { areaAddress } from '../../statistics/links.ts';
import { coverageOf, type Rate, rateOf } from '../../statistics/measures.ts';
import { findRows, pupilRate, tidyPhase } from '../../statistics/pupil-rates.ts';
import { releaseLine } from '../../statistics/release-line.ts';
import type { ReleaseFigures } from '../../statistics/released.ts';
import { makeSection, type StatSection } from '../../statistics/section.ts';
import { countCell, drawTable, rateCell, wordsCell } from '../../statistics/stat-table.ts';
import { periodWords } from '../../statistics/time-words.ts';
import { addressOf, type Choices, isOfPupils, type Sort, viewForm } from './choices.ts';
import { lettersOf } from './letters-of.ts';
import { makeSteps, type Steps } from './steps.ts';

interface Parts {
  readonly figures: ReleaseFigures;
  readonly persistent: DataSet | null;
  readonly choices: Choices;
  readonly tiles: readonly MapTile[];
  readonly invented: boolean;
  readonly now: Date;
}

/** An area with the figures that are chosen. */
interface Row {
  readonly area: WideArea;
  readonly rate: Rate;
  readonly schools: Figure;
  readonly pupils: Figure;
}

/** Every word and number of the page of areas. */
export function makeAreas({ figures, persistent, choices, tiles, invented, now }: Parts) {
  const { weekly, yearToDate, lastWeek, wholeYear, release } = figures;
  const [file, period] = choices.period === 'week' ? [weekly, lastWeek] : [yearToDate, wholeYear];
  const readRate = rateReader(figures, persistent, choices);
  const rows = [...file.areas.values()].map((area): Row => {
    const { schools, enrolments } = coverageOf(file, { area: area.code, phase: choices.phase, period });
    return { area, rate: readRate(area), schools, pupils: enrolments };
  });
  const authorities = rows.filter(({ area }) => area.level === 'Local authority');
  const what = `${choices.measure.text}, ${phaseWords(choices.phase).toLowerCase()}, ${periodWords(period)}`;
  return {
    form: viewForm(choices, release.startYear, persistent !== null),
    release: releaseLine(release, now),
    sections: [
      mapSection(authorities, tiles, choices, what, invented),
      tableSection({
        id: 'authorities',
        heading: 'Local authorities',
        head: 'Local authority',
        rows: sorted(authorities, choices),
        what,
        choices,
      }),
      tableSection({
        id: 'regions',
        heading: 'England and its regions',
        head: 'Area',
        rows: rows.filter(({ area }) => area.level !== 'Local authority'),
        what,
        choices,
      }),
    ],
  };
}

function rateReader(
  figures: ReleaseFigures,
  persistent: DataSet | null,
  { measure, phase, period }: Choices,
): (area: WideArea) => Rate {
  const { weekly, yearToDate, lastWeek, wholeYear } = figures;
  if (!isOfPupils(measure)) {
    const [file, key] = period === 'week' ? [weekly, lastWeek] : [yearToDate, wholeYear];
    return ({ code }) => rateOf(file, { area: code, phase, period: key }, measure);
  }
  if (!persistent) return () => ({ percent: null, numerator: null, denominator: null });
  const items = { education_phase: tidyPhase(phase), time_frame: 'Year to date' };
  const rows = new Map(
    findRows(persistent, null, items).map((row) => [persistent.locations[persistent.locationOf[row]!]!.code, row]),
  );
  return ({ code }) => pupilRate(persistent, rows.get(code), measure);
}

function mapSection(
  rows: readonly Row[],
  tiles: readonly MapTile[],
  { measure }: Choices,
  what: string,
  invented: boolean,
): StatSection {
  const shown = rows.flatMap(({ rate }) => (isShown(rate.percent) ? [rate.percent] : []));
  const steps = makeSteps(shown);
  const byCode = new Map(rows.map((row) => [row.area.code, row]));
  const drawn = tiles.flatMap((tile): Tile[] => {
    const row = byCode.get(tile.code);
    return row ? [{ column: tile.column, row: tile.row, ...viewTile(row, measure.text, steps) }] : [];
  });
  const has = (step: Tile['step']) => drawn.some((tile) => tile.step === step);
  const title = rangeTitle(rows, measure.text);
  return makeSection({
    id: 'map',
    heading: 'Map of local authorities',
    // Each square is a stop of the keyboard.
    links: [{ text: 'Skip the map: table of local authorities', href: '#authorities' }],
    chart: {
      title,
      subtitle: `${what}. Each square is a local authority of the same size, about where its schools are.`,
      notes: [
        'The steps of colour hold about as many authorities each. The letters are of the authority’s name; the table below has the names in full.',
      ],
    },
    drawing: tileMap({
      id: 'map-areas',
      title,
      description: `A square for each local authority, darker where the figure is higher. The table below has the same figures.`,
      invented,
      steps: steps.texts,
      tiles: drawn,
      others: [
        ...(has('hidden') ? [{ step: 'hidden' as const, text: '[c] hidden' }] : []),
        ...(has('no data') ? [{ step: 'no data' as const, text: NO_DATA }] : []),
      ],
    }),
  });
}

function viewTile({ area, rate }: Row, measure: string, steps: Steps): Omit<Tile, 'column' | 'row'> {
  const { percent } = rate;
  const common = { letters: lettersOf(area.name), href: areaAddress(area.code) };
  if (isShown(percent))
    return {
      ...common,
      text: oneDecimal(percent),
      title: `${area.name}: ${measure.toLowerCase()} ${percentWords(percent)}`,
      step: steps.of(percent),
    };
  if (percent === 'c') return { ...common, text: '[c]', title: `${area.name}: [c] hidden`, step: 'hidden' };
  return { ...common, text: '–', title: `${area.name}: ${NO_DATA}`, step: 'no data' };
}

/** `Attendance was from 89.1% in X to 95.0% in Y`, the first by name where several are the same. */
function rangeTitle(rows: readonly Row[], measure: string): string {
  const shown = rows
    .filter(({ rate }) => isShown(rate.percent))
    .toSorted((a, b) => Number(a.rate.percent) - Number(b.rate.percent));
  const [low, high] = [shown[0], shown.at(-1)];
  if (!low || !high) return `${measure}: no local authority has figures`;
  const words = ({ area, rate }: Row) => `${percentWords(rate.percent)} ${inArea(area)}`;
  return `${measure} ranged from ${words(low)} to ${words(high)}`;
}

const NUMBERS: Readonly<Record<Sort, (row: Row) => Figure | string>> = {
  name: ({ area }) => area.name,
  region: ({ area }) => area.regionName,
  rate: ({ rate }) => rate.percent,
  schools: ({ schools }) => schools,
  pupils: ({ pupils }) => pupils,
};

/** Rows in the order chosen; those without a figure come last either way. */
function sorted(rows: readonly Row[], { sort, descending }: Choices): Row[] {
  const value = NUMBERS[sort];
  const isText = sort === 'name' || sort === 'region';
  const turned = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    const byName = a.area.name.localeCompare(b.area.name, 'en-GB');
    if (isText) return turned * String(x).localeCompare(String(y), 'en-GB') || byName;
    if (!isShown(x as Figure) || !isShown(y as Figure))
      return Number(!isShown(x as Figure)) - Number(!isShown(y as Figure)) || byName;
    return turned * (Number(x) - Number(y)) || byName;
  });
}

interface AreasTable {
  readonly id: 'authorities' | 'regions';
  readonly heading: string;
  readonly head: string;
  readonly rows: readonly Row[];
  readonly what: string;
  readonly choices: Choices;
}

/** Areas as a table. That of authorities has their regions too, and can be put in another order. */
function tableSection({ id, heading, head, rows, what, choices }: AreasTable): StatSection {
  const isLong = id === 'authorities';
  const heads: readonly (readonly [Sort, string])[] = [
    ['name', head],
    ['rate', choices.measure.text],
    ['schools', 'Schools'],
    ['pupils', 'Pupils'],
    // Last, so that on a phone the rate is seen.
    ...(isLong ? [['region', 'Region'] as const] : []),
  ];
  return makeSection({
    id,
    heading,
    tables: [
      drawTable({
        id,
        caption: `${heading}: ${what}`,
        heads: heads.map(([key, text]) => (isLong ? sortHead(choices, key, text) : text)),
        rows: rows.map((row) => viewRow(row, isLong)),
        note: `Under each rate: ${isOfPupils(choices.measure) ? 'pupils of all with a possible session' : 'sessions of all possible sessions'}. Schools and pupils are means of the days.`,
      }),
    ],
  });
}

function sortHead(choices: Choices, key: Sort, text: string): HeadView {
  const isSorted = choices.sort === key;
  const numeric = key !== 'name' && key !== 'region';
  // Numbers start from the most: what is looked for.
  const descending = isSorted ? !choices.descending : numeric;
  return {
    text,
    numeric,
    href: addressOf({ ...choices, sort: key, descending }),
    sorted: isSorted ? (choices.descending ? 'descending' : 'ascending') : null,
    arrow: isSorted ? (choices.descending ? '▼' : '▲') : '',
  };
}

function viewRow({ area, rate, schools, pupils }: Row, withRegion: boolean): RowView {
  return {
    head: area.name,
    href: areaAddress(area.code),
    cells: [
      rateCell(rate),
      countCell(schools),
      countCell(pupils),
      ...(withRegion ? [wordsCell(area.regionName, areaAddress(area.regionCode))] : []),
    ],
  };
}
