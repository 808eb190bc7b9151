import { absenceBand, BANDS } from '../../domain/measures/absence-bands.ts';
import { countPupils, type PupilCounts } from '../../domain/measures/count-year.ts';
import { possible } from '../../domain/measures/counts.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { NC_YEARS } from '../../domain/pupils/nc-year.ts';
import { countText, percentText, percentToDraw } from '../figures.ts';
import { pupilsAddress } from '../pupils/pupils-address.ts';
import { type BarsView, countCell, type DataTable, numberColumn, type ReportBody, rateCell } from '../report-view.ts';
import { nothingMore, type ReportFacts, type SchoolReport } from '../school-report.ts';

/** Pupils with fewer possible sessions than this say little: the Department's absence bandings report leaves them out. */
const FLOOR = 20;

/** Pupils by absence band: eleven bands of five points, over each pupil's own sessions of the period. */
export const absenceBands: SchoolReport = {
  name: 'Absence bands',
  path: '/bands',
  names: false,
  choices: [
    {
      name: 'floor',
      label: 'Pupils with few sessions',
      options: [
        { value: '0', text: 'Count every pupil' },
        { value: String(FLOOR), text: `Leave out pupils with fewer than ${FLOOR} possible sessions` },
      ],
    },
  ],
  more: nothingMore,
  view: viewAbsenceBands,
};

function viewAbsenceBands(facts: ReportFacts): ReportBody {
  const floor = Number(facts.selection.own['floor'] ?? 0);
  const all = countPupils(facts.schoolYear, facts.choice);
  const pupils = all.filter((counts) => possible(counts) >= floor);
  const bands = BANDS.map(({ band }) => pupils.filter((counts) => absenceBand(counts) === band).length);
  const left = all.length - pupils.length;
  return {
    message: messageOf(bands, pupils.length),
    sections: [
      {
        id: 'by-band',
        heading: 'Pupils by absence band',
        text:
          left === 0
            ? []
            : [
                `${countText(left, 'pupil')} with fewer than ${FLOOR} possible sessions ${left === 1 ? 'is' : 'are'} left out.`,
              ],
        chart: drawBands(facts, bands, pupils.length),
        tables: [bandsTable(facts, bands, pupils.length)],
      },
      { id: 'by-year-group', heading: 'By year group', text: [], tables: [yearsTable(facts, pupils)] },
    ],
    workedOut: [
      'Each pupil’s absence is a share of the pupil’s own possible sessions of the period. Bands are five points wide; the last begins at 50%, which is severe absence. From 10% on absence is persistent.',
      'A pupil counts in the year group and the other groups of the last week of the period, with all sessions of the period. Pupils without a possible session are in no band.',
      `The Department’s absence bandings report counts pupils with at least ${FLOOR} possible sessions; the choice is under “Choose pupils, period and date”.`,
    ],
    empty: null,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function messageOf(bands: readonly number[], pupils: number): string {
  const [persistent, near] = [sum(bands.slice(2)), bands[1]!];
  if (pupils === 0) return 'No pupil has enough possible sessions to be in a band.';
  return `${countText(persistent, 'pupil')} of ${pupils} ${persistent === 1 ? 'is' : 'are'} persistently absent (${percentText(persistent, pupils)}), and ${near === 1 ? '1 more is' : `${near} more are`} in the band before it, 5% to less than 10%.`;
}

function drawBands({ period }: ReportFacts, bands: readonly number[], pupils: number): BarsView {
  const below = bands[0]! + bands[1]!;
  return {
    kind: 'bars',
    id: 'absence-bands',
    title: `${percentText(below, pupils)} of pupils missed less than 10% of their sessions`,
    subtitle: `Pupils by the share of their own possible sessions missed, ${period.words}. Base: ${countText(pupils, 'pupil')}.`,
    description: 'A bar for each absence band, from the least absence. The table has the same numbers.',
    notes: ['Orange: persistent absence, 10% or more.'],
    bars: BANDS.map(({ band, label }) => ({
      label,
      value: percentToDraw(bands[band]!, pupils) ?? 0,
      text: `${percentText(bands[band]!, pupils)} (${bands[band]})`,
      series: band < 2 ? 1 : 4,
    })),
  };
}

function bandsTable(facts: ReportFacts, bands: readonly number[], pupils: number): DataTable {
  return {
    id: 'bands',
    caption: 'Pupils by absence band',
    head: 'Absence band',
    fixedOrder: true,
    columns: [
      numberColumn('pupils', 'Pupils'),
      numberColumn('share', 'Share of pupils'),
      numberColumn('cumulative', 'In this band or a higher one'),
    ],
    rows: BANDS.map(({ band, label }) => ({
      key: String(band),
      head: label,
      ...(bands[band]! > 0 && {
        href: pupilsAddress(facts, { absence: String(band), ...facts.selection.own }),
      }),
      cells: [countCell(bands[band]!), rateCell(bands[band]!, pupils), rateCell(sum(bands.slice(band)), pupils)],
    })),
    total: {
      key: 'all',
      head: 'All pupils',
      cells: [countCell(pupils), rateCell(pupils, pupils), rateCell(pupils, pupils)],
    },
  };
}

const shortLabel = (band: number): string =>
  band === 0 ? '< 5%' : band === 10 ? '50%+' : `${band * 5}–${band * 5 + 5}%`;

function yearsTable({ schoolYear }: ReportFacts, pupils: readonly PupilCounts[]): DataTable {
  const byYear = Map.groupBy(pupils, ({ profile }) => schoolYear.profiles.get(profile)!.ncYear);
  return {
    id: 'bands-by-year',
    caption: 'Pupils by absence band and year group',
    head: 'Year group',
    columns: [...BANDS.map(({ band }) => numberColumn(`b${band}`, shortLabel(band))), numberColumn('pupils', 'Pupils')],
    rows: NC_YEARS.filter((year) => byYear.has(year)).map((year) => {
      const own = byYear.get(year)!;
      const counts = BANDS.map(({ band }) => own.filter((each) => absenceBand(each) === band).length);
      return { key: year, head: groupLabel(`nc_year=${year}`), cells: [...counts, own.length].map(countCell) };
    }),
  };
}
