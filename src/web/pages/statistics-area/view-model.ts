import type { DataSet } from '../../../publish/released/data-set.ts';
import type { WideArea } from '../../../publish/released/wide-file.ts';
import { childrenOf, firstPhase, parentsOf, phaseWords } from '../../statistics/area-figures.ts';
import { groupsSection } from '../../statistics/groups-section.ts';
import { areaAddress } from '../../statistics/links.ts';
import { ABSENCE, ATTENDANCE, AUTHORISED, rateOf, UNAUTHORISED } from '../../statistics/measures.ts';
import { findRows, pupilMeasuresOf, pupilRate, tidyPhase } from '../../statistics/pupil-rates.ts';
import { reasonsSection } from '../../statistics/reasons-section.ts';
import { releaseLine } from '../../statistics/release-line.ts';
import type { ReleaseFigures } from '../../statistics/released.ts';
import { makeSection, type StatSection } from '../../statistics/section.ts';
import { drawTable, rateCell } from '../../statistics/stat-table.ts';
import { periodWords } from '../../statistics/time-words.ts';
import { weeksSection } from '../../statistics/weeks-section.ts';
import { weekSection, yearSection } from '../statistics/view-model.ts';

interface Parts {
  readonly figures: ReleaseFigures;
  readonly area: WideArea;
  readonly persistent: DataSet | null;
  readonly groups: DataSet | null;
  readonly invented: boolean;
  readonly now: Date;
}

/** Every word and number of the page of an area. */
export function makeArea({ figures, area, persistent, groups, invented, now }: Parts) {
  const { weekly, yearToDate, wholeYear, release } = figures;
  const parents = parentsOf(yearToDate, area);
  const phase = firstPhase(yearToDate, area.code, wholeYear);
  const byGroup = groupsSection(groups, area, phase);
  const isInWeeks = weekly.areas.has(area.code);
  return {
    title: `${area.name}: attendance statistics`,
    heading: area.name,
    caption: captionOf(area),
    release: releaseLine(release, now),
    sections: [
      weekSection(figures, area),
      yearSection(figures, area, persistent),
      ...(isInWeeks ? [weeksSection(weekly, [area, ...parents], invented)] : []),
      ...(parents.length > 0 ? [compareSection(figures, [area, ...parents], persistent)] : []),
      ...(byGroup ? [byGroup] : []),
      // Codes are published of the nation and regions alone.
      ...(area.level === 'Local authority' ? [] : [reasonsSection(figures, area, invented)]),
      linksSection(figures, area, parents),
    ],
  };
}

function captionOf({ level, regionName }: WideArea): string {
  if (level === 'National') return 'Attendance statistics: the nation';
  return level === 'Regional'
    ? 'Attendance statistics: region'
    : `Attendance statistics: local authority in ${regionName}`;
}

/** The area beside those that it lies in, in the year to date. */
function compareSection(
  { yearToDate, wholeYear }: ReleaseFigures,
  areas: readonly WideArea[],
  persistent: DataSet | null,
): StatSection {
  const phase = firstPhase(yearToDate, areas[0]!.code, wholeYear);
  const measures = [ATTENDANCE, ABSENCE, AUTHORISED, UNAUTHORISED];
  const sessions = measures.map((measure) => ({
    head: measure.text,
    href: null,
    cells: areas.map(({ code }) => rateCell(rateOf(yearToDate, { area: code, phase, period: wholeYear }, measure))),
  }));
  const items = { education_phase: tidyPhase(phase), time_frame: 'Year to date' };
  const pupils = persistent
    ? pupilMeasuresOf(persistent).map((measure) => ({
        head: measure.text,
        href: null,
        cells: areas.map(({ code }) => rateCell(pupilRate(persistent, findRows(persistent, code, items)[0], measure))),
      }))
    : [];
  return makeSection({
    id: 'compare',
    heading: `Beside ${areas
      .slice(1)
      .map(({ name }) => name)
      .join(' and ')}`,
    tables: [
      drawTable({
        id: 'compare',
        caption: `${phaseWords(phase)}, ${periodWords(wholeYear)}`,
        heads: ['Measure', ...areas.map(({ name }) => name)],
        rows: [...sessions, ...pupils],
      }),
    ],
  });
}

function linksSection(
  { yearToDate, release }: ReleaseFigures,
  area: WideArea,
  parents: readonly WideArea[],
): StatSection {
  const children = childrenOf(yearToDate, area);
  const toArea = ({ name, code }: WideArea) => ({ text: name, href: areaAddress(code) });
  return makeSection({
    id: 'areas',
    heading: children.length > 0 ? (area.level === 'National' ? 'Regions' : 'Local authorities') : 'Other areas',
    links: [
      ...(children.length > 0 ? children.map(toArea) : parents.map(toArea)),
      { text: 'All areas: map and table', href: '/statistics/areas' },
      { text: `Data of release ${release.id}`, href: '/statistics/data' },
    ],
  });
}
