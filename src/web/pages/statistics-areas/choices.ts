import { isWeighted } from '../../../domain/statistics/published-row.ts';
import { ALL_AND_PHASES, phaseWords } from '../../statistics/area-figures.ts';
import { SESSION_MEASURES } from '../../statistics/measures.ts';
import { PUPIL_MEASURES } from '../../statistics/pupil-rates.ts';

const MEASURES = [...SESSION_MEASURES, ...PUPIL_MEASURES];
export type AreasMeasure = (typeof MEASURES)[number];
const PERIODS = [
  { key: 'week', text: 'Latest week' },
  { key: 'year', text: 'Year to date' },
] as const;
export const SORTS = ['name', 'region', 'rate', 'schools', 'pupils'] as const;
export type Sort = (typeof SORTS)[number];

/** What the page of areas shows. */
export interface Choices {
  readonly measure: AreasMeasure;
  readonly phase: string;
  readonly period: (typeof PERIODS)[number]['key'];
  readonly sort: Sort;
  readonly descending: boolean;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the choices from an address; what it does not say, or says of nothing that there is, is the first of each. */
export function readChoices(query: Query, startYear: number): Choices {
  const asked = (name: string) => (typeof query[name] === 'string' ? query[name] : undefined);
  const measure = MEASURES.find(({ key }) => key === asked('measure')) ?? MEASURES[0]!;
  const phases = phasesOf(startYear);
  return {
    measure,
    phase: phases.find((phase) => phase === asked('phase')) ?? phases[0]!,
    // Pupils are persistently absent over a term or a year, not in a week.
    period: isOfPupils(measure) || asked('period') === 'year' ? 'year' : 'week',
    sort: SORTS.find((each) => each === asked('sort')) ?? 'name',
    descending: asked('order') === 'descending',
  };
}

/** Up to 2024/25 authorities have no figures of all schools. */
const phasesOf = (startYear: number): readonly string[] =>
  ALL_AND_PHASES.filter((phase) => phase !== 'Total' || !isWeighted(startYear));

export const isOfPupils = (measure: AreasMeasure): measure is (typeof PUPIL_MEASURES)[number] => 'words' in measure;

/** The address with these choices, the first of each left out. */
export function addressOf({ measure, phase, period, sort, descending }: Choices): string {
  const query = new URLSearchParams({ measure: measure.key, phase, period });
  if (sort !== 'name' || descending) query.set('sort', sort);
  if (descending) query.set('order', 'descending');
  return `/statistics/areas?${query}`;
}

/** The form with which they are chosen. */
export function viewForm(choices: Choices, startYear: number, hasPupils: boolean) {
  const select = (name: string, label: string, chosen: string, options: readonly { key: string; text: string }[]) => ({
    name,
    label,
    options: options.map(({ key, text }) => ({ value: key, text, selected: key === chosen })),
  });
  const phases = phasesOf(startYear).map((phase) => ({ key: phase, text: phaseWords(phase) }));
  const measures = MEASURES.filter((measure) => hasPupils || !isOfPupils(measure));
  return {
    action: '/statistics/areas',
    selects: [
      select('measure', 'Measure', choices.measure.key, measures),
      select('phase', 'Schools', choices.phase, phases),
      select('period', 'Time', choices.period, PERIODS),
    ],
    hint: hasPupils ? 'Persistent and severe absence are of the year to date alone.' : null,
  };
}
