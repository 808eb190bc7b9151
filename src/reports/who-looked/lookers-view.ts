import { countText, numberText } from '../figures.ts';
import { auditAddress } from './choices.ts';
import { organisationText, whenText, whoText } from './event-words.ts';
import type { Looker } from './query.ts';
import { COUNTED_DAYS, type LookFacts } from './report.ts';

/** People, those who looked most first: bars for the first of them, a table of all. */
export interface LookersView {
  readonly chart: {
    readonly id: string;
    readonly title: string;
    readonly subtitle: string;
    readonly description: string;
    readonly invented: boolean;
    readonly notes: readonly string[];
    readonly bars: readonly {
      readonly label: string;
      readonly value: number;
      readonly text: string;
      readonly series: 1;
    }[];
  } | null;
  readonly caption: string;
  readonly rows: readonly LookerRow[];
}

interface LookerRow {
  readonly who: string;
  readonly href: string;
  readonly organisation: string;
  readonly looks: string;
  readonly pupils: string;
  readonly downloads: string;
  readonly refused: string;
  readonly last: string;
}

const BARS = 8;

/**
 * Makes the counts by person. Null when nobody looked.
 * @param path of the page of events
 */
export function viewLookers({ lookers, page, school }: LookFacts, path: string): LookersView | null {
  if (lookers.length === 0) return null;
  const organisation = (looker: Looker) => organisationText(looker.organisation, page.organisations);
  const name = (looker: Looker) => whoText({ ...looker, what: '' });
  return {
    chart: chartOf(
      lookers,
      (looker) => [name(looker), organisation(looker)].filter((part) => part !== null).join(', '),
      school.invented,
    ),
    caption: `People who looked in the last ${COUNTED_DAYS} days`,
    rows: lookers.map((looker) => ({
      who: name(looker),
      href: auditAddress(
        path,
        { ...page.choices, what: null, outcome: null, from: null, to: null },
        { personOf: looker.lastEventId },
      ),
      organisation: organisation(looker) ?? 'None',
      looks: numberText(looker.looks),
      pupils: numberText(looker.pupils),
      downloads: numberText(looker.downloads),
      refused: numberText(looker.refused),
      last: whenText(looker.lastAt),
    })),
  };
}

function chartOf(
  lookers: readonly Looker[],
  label: (looker: Looker) => string,
  invented: boolean,
): LookersView['chart'] {
  const looked = lookers.filter(({ looks }) => looks > 0);
  if (looked.length === 0) return null;
  const all = looked.reduce((sum, { looks }) => sum + looks, 0);
  const people = countText(new Set(looked.map(({ person }) => person)).size, 'person', 'people');
  const hidden = looked.length - BARS;
  return {
    id: 'lookers',
    title: `${people} looked ${all === 1 ? 'once' : `${numberText(all)} times`} in the last ${COUNTED_DAYS} days`,
    subtitle: 'Pages and files about your pupils that each person was given',
    description: 'One bar for each person, those who looked most first. The table below has the same numbers.',
    invented,
    notes: hidden > 0 ? [`${countText(hidden, 'more person is', 'more people are')} in the table.`] : [],
    bars: looked.slice(0, BARS).map((looker) => ({
      label: label(looker),
      value: looker.looks,
      text: numberText(looker.looks),
      series: 1,
    })),
  };
}
