import { pupilsKey, rowKeyIn } from '../disclosure/series-table.ts';
import { areaKey } from '../statistics/area.ts';
import { firstDayOf, periodKey, weekOf } from '../statistics/period.ts';
import type { InputRow, ReleaseInputs } from '../statistics/release-inputs.ts';
import { seriesOf } from '../statistics/statistics-of-inputs.ts';

/** Rows of inputs by what they are of. */
export type Rows = ReadonlyMap<string, InputRow>;

/** What a row of inputs is of, in one text. */
export const inputKey = ({
  area,
  phase,
  group,
  period,
}: Pick<InputRow, 'area' | 'phase' | 'group' | 'period'>): string => `${area}|${phase}|${group}|${periodKey(period)}`;

/** An authority's week of a phase, with its days and all groups: it is kept whole or made again whole. Null for longer periods. */
export function blockOf({ area, phase, period }: Pick<InputRow, 'area' | 'phase' | 'period'>): string | null {
  const week = period.kind === 'day' ? weekOf(period.date) : period;
  return week.kind === 'week' ? `${area}|${phase}|${periodKey(week)}` : null;
}

/** What the latest published release of the academic year was made from, and what it and those before it never showed. */
export interface FormerInputs extends ReleaseInputs {
  /** As `hiddenRowsOf` lists them. */
  readonly hidden: ReadonlySet<string>;
}

/** Asks whether the sessions of a row of all pupils were hidden, or its pupils to date. */
export function hiddenIn({ areas, hidden }: FormerInputs) {
  const named = new Map(areas.map((area) => [areaKey(area), area]));
  return (row: Pick<InputRow, 'area' | 'phase' | 'period'>, of: 'sessions' | 'pupils' = 'sessions'): boolean => {
    const area = named.get(row.area);
    if (!area) return false;
    const key = rowKeyIn(seriesOf(row.period), { ...row, area });
    return hidden.has(of === 'pupils' ? pupilsKey(key) : key);
  };
}

/** Schools that stand behind the same row in two releases may have this part of its sessions more or less by late changes of marks. */
const LATE_CHANGES = 0.02;

export interface Comparison {
  readonly before: Rows;
  readonly now: Rows;
  readonly former: FormerInputs;
  /** The last day of this release. */
  readonly asOf: string;
  readonly authorities: ReadonlySet<string>;
  readonly least: number;
}

/**
 * The blocks that stay as they were released: where one of their rows was hidden, or is new, or is gone; where on one of their days, or of one of their groups,
 * fewer schools came or left than is safe; and where sessions are so many others that other schools must be behind them.
 */
export function findKept({ before, now, former, asOf, authorities, least }: Comparison): Set<string> {
  const kept = new Set<string>();
  const isHidden = hiddenIn(former);
  // A correction puts right what was wrong of the same schools, however much it is.
  const isCorrection = former.asOf === asOf;
  const stays = (was: InputRow | undefined, is: InputRow | undefined): boolean => {
    if (!was || !is) return true;
    const schools = Math.abs(is.schools - was.schools);
    if (schools > 0 && schools < least) return true;
    if (was.group !== 'all') return false;
    return isHidden(was) || (schools === 0 && !isCorrection && isOther(possible(was), possible(is)));
  };
  for (const key of new Set([...before.keys(), ...now.keys()])) {
    const [was, is] = [before.get(key), now.get(key)];
    const { area, period, ...row } = (was ?? is)!;
    if (period.kind === 'term' || period.kind === 'year' || firstDayOf(period) > former.asOf) continue;
    if (authorities.has(area) && stays(was, is)) kept.add(blockOf({ ...row, area, period })!);
  }
  return kept;
}

const possible = (row: InputRow): number => row.counts.get('possible_sessions') ?? 0;
const isOther = (was: number, is: number): boolean => Math.abs(is - was) > LATE_CHANGES * was;
