import type { ReportView } from '../../../reports/report-view.ts';
import type { Compared } from './compare-page.ts';
import type { ExpectedPage } from './reference/expected.ts';
import { percentHalfUp } from './reference/half-up.ts';

/**
 * Every percentage with a decimal in a page's sentences and charts must be that of a rate that was worked out for the page: which
 * one, the words say, and the tests of the page.
 */
export function checkSentences(view: ReportView, expected: ExpectedPage): Compared {
  const rates = new Set(
    [...expected.values()].flatMap(({ rows, total }) =>
      [...rows.values(), total ?? {}].flatMap((row) =>
        Object.values(row).flatMap((value) => {
          if (value.kind === 'about') return [`${value.percent}%`];
          return value.kind === 'rate' ? (percentHalfUp(value.numerator, value.denominator) ?? []) : [];
        }),
      ),
    ),
  );
  const percentages = sentencesOf(view).flatMap((text) =>
    (text.match(/\d+\.\d%/g) ?? []).map((each) => ({ text, each })),
  );
  return {
    figures: percentages.length,
    differences: percentages
      .filter(({ each }) => !rates.has(each))
      .map(({ text, each }) => `${each} is no rate of the page: “${text}”`),
  };
}

const sentencesOf = ({ message, sections }: ReportView): string[] => [
  message,
  ...sections.flatMap(({ text, chart }) => [
    ...text,
    ...(chart ? [chart.title, chart.subtitle] : []),
    ...(chart?.kind === 'bars' ? chart.bars.map((bar) => bar.text) : []),
    ...(chart?.kind === 'line' ? chart.points.flatMap((point) => [point.text, point.title]) : []),
    ...(chart?.kind === 'heat' ? chart.days.map((day) => day.title) : []),
  ]),
];
