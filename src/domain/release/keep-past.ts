import { areaKey, ENGLAND } from '../statistics/area.ts';
import { lastDayOf, mondayOfWeek, type Period, periodKey, spansOf } from '../statistics/period.ts';
import { type InputRow, largestOf, type ReleaseInputs } from '../statistics/release-inputs.ts';
import { blockOf, type FormerInputs, findKept, hiddenIn, inputKey, type Rows } from './find-kept.ts';

export type { FormerInputs } from './find-kept.ts';

/**
 * A release makes all of the year again, and who has the one before can take the difference: where a school has joined, came late or left, that is the
 * school. So weeks that were released stay as they were for an authority and phase, with all larger areas and longer periods made of them, while the
 * schools behind them are others than before by fewer than is safe, and where something of them is hidden; late changes of marks of the
 * same schools come in elsewhere.
 * @param least as many schools may come or go together
 */
export function keepPast(inputs: ReleaseInputs, former: FormerInputs, least: number): ReleaseInputs {
  const past = new Past(inputs, former, least);
  past.keepWeeks();
  past.keepPupils();
  return past.finish();
}

const rowsOf = ({ rows }: ReleaseInputs): Rows => new Map(rows.map((row) => [inputKey(row), row]));

/** Inputs in the making: those of now, in which some rows are as they were. */
class Past {
  readonly #inputs: ReleaseInputs;
  readonly #former: FormerInputs;
  readonly #before: Rows;
  readonly #now: Rows;
  readonly #made: Map<string, InputRow>;
  readonly #kept: ReadonlySet<string>;
  readonly #authorities: ReadonlySet<string>;
  readonly #regionOf: ReadonlyMap<string, string>;

  constructor(inputs: ReleaseInputs, former: FormerInputs, least: number) {
    this.#inputs = inputs;
    this.#former = former;
    [this.#before, this.#now] = [rowsOf(former), rowsOf(inputs)];
    this.#made = new Map(this.#now);
    const areas = [...former.areas, ...inputs.areas].filter(({ level }) => level === 'Local authority');
    this.#authorities = new Set(areas.map(areaKey));
    this.#regionOf = new Map(areas.map((area) => [areaKey(area), area.regionCode]));
    this.#kept = findKept({
      ...{ before: this.#before, now: this.#now, former, asOf: inputs.asOf, authorities: this.#authorities, least },
    });
  }

  /** Rows of authorities, as they were and as they are. */
  *#pairs(): Generator<{
    readonly key: string;
    readonly was: InputRow | undefined;
    readonly is: InputRow | undefined;
  }> {
    for (const key of new Set([...this.#before.keys(), ...this.#now.keys()])) {
      const [was, is] = [this.#before.get(key), this.#now.get(key)];
      if (this.#authorities.has((was ?? is)!.area)) yield { key, was, is };
    }
  }

  #wholesOf(authority: string): readonly string[] {
    return [this.#regionOf.get(authority)!, ENGLAND.code];
  }

  keepWeeks(): void {
    for (const { key, was, is } of this.#pairs()) {
      const row = (was ?? is)!;
      if (!this.#kept.has(blockOf(row) ?? '')) continue;
      if (was) this.#made.set(key, was);
      else this.#made.delete(key);
      for (const area of this.#wholesOf(row.area)) this.#change({ ...row, area }, is, was);
      // Days are in no longer row: their week is.
      if (row.period.kind !== 'week') continue;
      for (const period of spansOf(mondayOfWeek(row.period)))
        for (const area of [row.area, ...this.#wholesOf(row.area)]) this.#change({ ...row, area, period }, is, was);
    }
  }

  /** Takes a part out of a larger row and puts in what it was. */
  #change(of: InputRow, is: InputRow | undefined, was: InputRow | undefined): void {
    const place = inputKey(of);
    const former = this.#before.get(place);
    const whole = this.#made.get(place) ?? (former && emptied(former));
    if (whole) this.#made.set(place, exchange(whole, { is, was, former }));
  }

  /**
   * Pupils to date stay with the weeks of a period to which nothing came since: what one school has more or less of them would be told. They stay where no
   * school is left, and come with the first week that is counted. Groups go with all pupils, or what these have more would be told.
   */
  keepPupils(): void {
    const isKept = this.#spansWithKept();
    for (const { key, was, is } of this.#pairs()) {
      const { area, phase, period } = (was ?? is)!;
      const span = spanOf(area, phase, period);
      if (span === null || (!isKept.has(span) && this.#isOpen({ area, phase, period }))) continue;
      const made = this.#made.get(key);
      if (was && made) this.#made.set(key, { ...made, ...pupilsOf(was) });
      for (const larger of this.#wholesOf(area)) {
        const place = inputKey({ ...(was ?? is)!, area: larger });
        const whole = this.#made.get(place);
        if (whole) this.#made.set(place, exchangePupils(whole, is, was));
      }
    }
  }

  /** Whether a school is counted in a term or year. */
  #isOpen(of: Pick<InputRow, 'area' | 'phase' | 'period'>): boolean {
    const all = inputKey({ ...of, group: 'all' });
    return this.#now.has(all) && this.#made.get(all)?.schoolDays !== 0;
  }

  /** Authorities, phases and terms or years that are over since the release before, where a week is kept or the pupils were hidden. */
  #spansWithKept(): ReadonlySet<string> {
    const isHidden = hiddenIn(this.#former);
    const goOn = new Set<string>();
    /** With the term or year of each. */
    const spans = new Map<string, string>();
    for (const { was, is } of this.#pairs()) {
      const { area, phase, group, period } = (was ?? is)!;
      if (group !== 'all' || period.kind !== 'week') continue;
      const isNew = lastDayOf(period) > this.#former.asOf;
      const isKept = this.#kept.has(blockOf({ area, phase, period })!);
      for (const longer of spansOf(mondayOfWeek(period))) {
        if (isNew) goOn.add(periodKey(longer));
        if (isKept || isHidden({ area, phase, period: longer }, 'pupils'))
          spans.set(spanOf(area, phase, longer)!, periodKey(longer));
      }
    }
    return new Set([...spans].filter(([, longer]) => !goOn.has(longer)).map(([span]) => span));
  }

  finish(): ReleaseInputs {
    const { areas } = this.#inputs;
    const rows = [...this.#made.values()].filter(({ schoolDays }) => schoolDays > 0);
    return { ...this.#inputs, areas: withFormer(areas, this.#former.areas), rows };
  }
}

const spanOf = (area: string, phase: string, period: Period): string | null =>
  period.kind === 'term' || period.kind === 'year' ? `${area}|${phase}|${periodKey(period)}` : null;

const emptied = (row: InputRow): InputRow => ({
  ...row,
  schoolDays: 0,
  enrolmentDays: 0,
  counts: new Map([...row.counts.keys()].map((column) => [column, 0])),
  bands: row.bands?.map(() => 0) ?? null,
  largestEnrolments: row.largestEnrolments && [0, 0],
});

/** A part of a larger row as it is and as it was, and that row as it was. */
interface Exchange {
  readonly is: InputRow | undefined;
  readonly was: InputRow | undefined;
  readonly former: InputRow | undefined;
}

/** A larger row in which a part is as it was. Whose it is told at its most: no school is in it that was in neither. */
function exchange(whole: InputRow, { is, was, former }: Exchange): InputRow {
  const by = (of: (row: InputRow) => number) => (was ? of(was) : 0) - (is ? of(is) : 0);
  const isSameTime = periodKey(whole.period) === periodKey((was ?? is)!.period);
  return {
    ...whole,
    schools: isSameTime ? whole.schools + by(({ schools }) => schools) : Math.max(whole.schools, former?.schools ?? 0),
    days: Math.max(whole.days, former?.days ?? 0),
    schoolDays: whole.schoolDays + by(({ schoolDays }) => schoolDays),
    enrolmentDays: whole.enrolmentDays + by(({ enrolmentDays }) => enrolmentDays),
    counts: new Map(
      [...whole.counts].map(([column, count]) => [column, count + by(({ counts }) => counts.get(column) ?? 0)]),
    ),
    largest: former && was ? largestOf(whole.largest, former.largest) : whole.largest,
  };
}

const pupilsOf = ({ bands, largestEnrolments }: InputRow) => ({ bands, largestEnrolments });

function exchangePupils(whole: InputRow, is: InputRow | undefined, was: InputRow | undefined): InputRow {
  const { bands, largestEnrolments } = whole;
  if (!bands || !largestEnrolments) return whole;
  return {
    ...whole,
    bands: bands.map((pupils, band) => pupils + (was?.bands?.[band] ?? 0) - (is?.bands?.[band] ?? 0)),
    largestEnrolments: was?.largestEnrolments ? largestOf(largestEnrolments, was.largestEnrolments) : largestEnrolments,
  };
}

function withFormer(areas: ReleaseInputs['areas'], former: ReleaseInputs['areas']): ReleaseInputs['areas'] {
  const named = new Set(areas.map(({ newLaCode, regionCode }) => `${regionCode}|${newLaCode}`));
  return [...areas, ...former.filter(({ newLaCode, regionCode }) => !named.has(`${regionCode}|${newLaCode}`))];
}
