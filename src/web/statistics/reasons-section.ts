import { ratePercent } from '../../domain/measures/rate-percent.ts';
import { POSSIBLE } from '../../domain/statistics/columns.ts';
import { type TidyReason, tidyReasons } from '../../domain/statistics/tidy-reasons.ts';
import { type Figure, figureOf, type WideArea } from '../../publish/released/wide-file.ts';
import type { CellView } from '../../reports/view-table.ts';
import { barChart } from '../charts/bar-chart.ts';
import { firstPhase, isShown, phaseWords } from './area-figures.ts';
import { markOf } from './figure-words.ts';
import type { Rate } from './measures.ts';
import type { ReleaseFigures } from './released.ts';
import { makeSection, type StatSection } from './section.ts';
import { drawTable, rateCell } from './stat-table.ts';
import { periodWords } from './time-words.ts';

/** Reasons that are drawn: those with most sessions. */
const BARS = 8;

interface Reason {
  readonly words: TidyReason;
  readonly week: Share;
  readonly year: Share;
}
type Share = Rate;

/** Reasons for absence of an area in the last week, most sessions first, as bars; with those of attendance and of the year to date as a table. */
export function reasonsSection(figures: ReleaseFigures, area: WideArea, invented: boolean): StatSection {
  const { weekly, yearToDate, lastWeek, wholeYear, release } = figures;
  const phase = firstPhase(weekly, area.code, lastWeek);
  const reasons = tidyReasons(release.startYear)
    .filter(({ of }) => of.startsWith('reason_'))
    .map((words): Reason => {
      const shareIn = (file: typeof weekly, period: string) =>
        shareOf(
          figureOf(file, { area: area.code, phase, period }, words.of),
          figureOf(file, { area: area.code, phase, period }, POSSIBLE),
        );
      return { words, week: shareIn(weekly, lastWeek), year: shareIn(yearToDate, wholeYear) };
    });
  const absences = reasons
    .filter(({ words, week }) => words.status === 'Absence' && isShown(week.numerator))
    .toSorted((a, b) => Number(b.week.numerator) - Number(a.week.numerator));
  const most = absences[0];
  const title = most
    ? `${sentence(most.words.reason)} was the reason for most absence in ${periodWords(lastWeek)}`
    : 'Reasons for absence';
  return makeSection({
    id: 'reasons',
    heading: 'Reasons for absence',
    ...(most && {
      chart: {
        title,
        subtitle: `Sessions missed for each reason as a share of possible sessions, ${area.name}, ${phaseWords(phase).toLowerCase()}`,
        notes: [
          `The ${Math.min(BARS, absences.length)} reasons with most sessions of ${absences.length}; all are in the table. The small letter is the code in the register.`,
        ],
      },
      drawing: barChart({
        id: 'chart-reasons',
        title,
        description: 'A bar for each reason, the longest first. The table below has the numbers.',
        invented,
        bars: absences.slice(0, BARS).map(({ words, week }) => ({
          label: `${words.reason}, ${words.type.toLowerCase()}`,
          value: Number(week.percent),
          text: shareCell(week).text,
          series: words.type === 'Authorised' ? (1 as const) : (3 as const),
        })),
      }),
    }),
    tables: [
      drawTable({
        id: 'by-reason',
        caption: `Sessions by code in the register, ${area.name}, ${phaseWords(phase).toLowerCase()}`,
        heads: ['Reason', periodWords(lastWeek).replace('the week', 'Week'), 'Year to date'],
        rows: reasons.map(({ words, week, year }) => ({
          head: `${words.reason}, ${words.type.toLowerCase()}`,
          href: null,
          cells: [shareCell(week), shareCell(year)],
        })),
        note: 'Shares of possible sessions, worked out from the published counts that stand under them.',
        folded: true,
      }),
    ],
  });
}

function shareOf(numerator: Figure, denominator: Figure): Share {
  if (!isShown(numerator) || !isShown(denominator)) return { percent: numerator, numerator, denominator };
  const percent = ratePercent(numerator, denominator, 2);
  return { percent: percent === null ? 'z' : Number(percent), numerator, denominator };
}

/** A reason takes two decimals: many are below a tenth of a per cent. */
const shareCell = (share: Share): CellView => ({
  ...rateCell(share),
  text: isShown(share.percent) ? `${share.percent.toFixed(2)}%` : markOf(share.percent),
});

/** `Illness (i)` at the start of a title is “Illness”. */
const sentence = (reason: string): string => reason.replace(/ \(\w+\)$/, '');
