import { ALL_PHASES } from '../../../domain/statistics/phase.ts';
import { isWeighted } from '../../../domain/statistics/published-row.ts';
import type { DataSet } from '../../../publish/released/data-set.ts';
import type { WideArea, WideFile } from '../../../publish/released/wide-file.ts';
import { firstPhase, isShown } from '../../statistics/area-figures.ts';
import { countWords, percentWords } from '../../statistics/figure-words.ts';
import { headlineSentences } from '../../statistics/headline-words.ts';
import { areaAddress } from '../../statistics/links.ts';
import { phasesTable } from '../../statistics/phases-section.ts';
import { findRows, pupilMeasuresOf, pupilRate, tidyPhase } from '../../statistics/pupil-rates.ts';
import { reasonsSection } from '../../statistics/reasons-section.ts';
import { releaseLine } from '../../statistics/release-line.ts';
import type { ReleaseFigures } from '../../statistics/released.ts';
import { makeSection, type StatSection } from '../../statistics/section.ts';
import { drawTable } from '../../statistics/stat-table.ts';
import { weekWords } from '../../statistics/time-words.ts';
import { daysSection, weeksSection } from '../../statistics/weeks-section.ts';

interface Parts {
  readonly figures: ReleaseFigures;
  readonly daily: WideFile | null;
  readonly persistent: DataSet | null;
  readonly nation: WideArea;
  readonly invented: boolean;
  readonly now: Date;
}

/** Every word and number of the page of headlines. */
export function makeHeadlines({ figures, daily, persistent, nation, invented, now }: Parts) {
  return {
    lead: 'How many sessions pupils attended and missed, in the schools that share their registers: for England, regions and local authorities. No figure tells of a school or a child.',
    release: releaseLine(figures.release, now),
    sections: [
      weekSection(figures, nation),
      yearSection(figures, nation, persistent),
      weeksSection(figures.weekly, [nation], invented),
      ...(daily ? [daysSection(daily, nation, invented)] : []),
      reasonsSection(figures, nation, invented),
      MORE,
    ],
  };
}

/** The last week of an area in sentences, and by phase. */
export function weekSection({ weekly, lastWeek, release }: ReleaseFigures, area: WideArea): StatSection {
  const phase = firstPhase(weekly, area.code, lastWeek);
  return makeSection({
    id: 'week',
    heading: `Latest week: ${weekWords(lastWeek)}`,
    text: [
      ...headlineSentences(weekly, area, { area: area.code, phase, period: lastWeek }),
      ...weightedSentence(release.startYear, phase),
    ],
    tables: [drawTable(phasesTable(weekly, area, lastWeek, 'week-phases'))],
  });
}

/** Up to 2024/25 a rate of all schools is not that of the sessions beside it. */
const weightedSentence = (startYear: number, phase: string): string[] =>
  isWeighted(startYear) && phase === ALL_PHASES
    ? [
        'Rates of all schools are those of the three types of school, weighted by their pupils in the spring census before: they differ a little from the sessions beside them.',
      ]
    : [];

/** The year to date of an area in sentences, by phase, and with the pupils who were persistently and severely absent. */
export function yearSection(
  { yearToDate, wholeYear, year }: ReleaseFigures,
  area: WideArea,
  persistent: DataSet | null,
): StatSection {
  const phase = firstPhase(yearToDate, area.code, wholeYear);
  return makeSection({
    id: 'year',
    heading: `Academic year ${year.label} to date`,
    text: [
      ...headlineSentences(yearToDate, area, { area: area.code, phase, period: wholeYear }),
      ...weightedSentence(year.startYear, phase),
      ...pupilSentences(persistent, area, phase),
    ],
    tables: [drawTable(phasesTable(yearToDate, area, wholeYear, 'year-phases', persistent))],
  });
}

/** `18.2% of pupils were persistently absent: …`; nothing where it is not known. */
function pupilSentences(set: DataSet | null, area: WideArea, phase: string): string[] {
  if (!set) return [];
  const [row] = findRows(set, area.code, { education_phase: tidyPhase(phase), time_frame: 'Year to date' });
  return pupilMeasuresOf(set).flatMap((measure) => {
    const { percent, numerator, denominator } = pupilRate(set, row, measure);
    if (!isShown(percent)) return [];
    const base =
      isShown(numerator) && isShown(denominator) ? ` (${countWords(numerator)} of ${countWords(denominator)})` : '';
    return [`${measure.text}: ${percentWords(percent)} of pupils${base} ${measure.words}.`];
  });
}

const MORE = makeSection({
  id: 'more',
  heading: 'More',
  links: [
    { text: 'Regions and local authorities: map and table', href: '/statistics/areas' },
    { text: 'England by week, type of school and group of pupils', href: areaAddress('E92000001') },
    { text: 'All data, to download or by the API', href: '/statistics/data' },
    { text: 'Earlier releases, and the calendar of coming ones', href: '/statistics/releases' },
    { text: 'Methodology: how the figures are made', href: '/statistics/methodology' },
    { text: 'Data guidance: files, columns and symbols', href: '/statistics/data-guidance' },
  ],
});
