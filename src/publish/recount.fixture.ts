import type { BuiltPupil } from '../../test/builders.ts';
import type { AgreementState } from '../domain/agreement/agreement-state.ts';
import { codeOfMark } from '../domain/codes/codes.ts';
import type { Characteristics } from '../domain/pupils/characteristics.ts';
import { addDays } from '../domain/sessions/dates.ts';
import { type Period, weekOf } from '../domain/statistics/period.ts';
import { PHASES, type Phase } from '../domain/statistics/phase.ts';
import type { InputRow, ReleaseInputs } from '../domain/statistics/release-inputs.ts';
import { type PlainFigures, type PlainSchool, plainFigures } from '../domain/tallies/plain-published.fixture.ts';

/** A school of a test of 2025/26, with the marks that its MIS has. */
export interface RecountedSchool {
  readonly state: AgreementState;
  readonly phase: Phase | null;
  readonly stays: readonly { readonly laCode: string; readonly from: string | null; readonly to: string | null }[];
  readonly pupils: readonly BuiltPupil[];
}

const YEAR = { first: '2025-09-08', yearElevenEnds: '2026-05-25' };
const TERMS = [
  { term: 'Autumn term', from: '2025-08-04', to: '2025-12-21' },
  { term: 'Spring term', from: '2025-12-22', to: '2026-04-12' },
  { term: 'Summer term', from: '2026-04-13', to: '2026-08-02' },
] as const;
const NOBODY: Characteristics = {
  ncYear: '7',
  gender: 'F',
  ethnicity: null,
  lookedAfter: false,
  previouslyLookedAfter: false,
  senSupport: false,
  ehcPlan: false,
  freeSchoolMeals: false,
};

interface Span {
  readonly period: Period;
  readonly from: string;
  readonly to: string;
}

/** Recounts every figure that there could be from the marks, and says which rows of the inputs are others, missing or too many. */
export function findRecountFaults(
  inputs: ReleaseInputs,
  schools: readonly RecountedSchool[],
  regionOf: (laCode: string) => string | null,
): string[] {
  const expected = recount(schools, regionOf, inputs.asOf).map(lineOf);
  const found = inputs.rows.map(lineOf);
  return [
    ...expected.filter((line) => !found.includes(line)).map((line) => `expected ${line}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `found ${line}`),
    ...(new Set(found).size < found.length ? ['a row stands twice'] : []),
  ];
}

/** Columns that are compared: totals and reasons worked out here from codes alone. */
function lineOf({
  counts,
  ...row
}: Omit<InputRow, 'counts'> & { readonly counts: ReadonlyMap<string, number> }): string {
  const given = [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)), given]);
}

function recount(
  schools: readonly RecountedSchool[],
  regionOf: (laCode: string) => string | null,
  asOf: string,
): InputRow[] {
  const counted = schools.filter(({ state, phase }) => ['receiving', 'closed'].includes(state) && phase !== null);
  const codes = [...new Set(schools.flatMap(({ stays }) => stays.map(({ laCode }) => laCode)))].filter(regionOf);
  const areas = new Map<string, readonly string[]>([
    ['E92000001', codes],
    ...codes.map((code) => [regionOf(code)!, codes.filter((each) => regionOf(each) === regionOf(code))] as const),
    ...codes.map((code) => [`E06000${code}`, [code]] as const),
  ]);
  return [...areas].flatMap(([area, within]) =>
    PHASES.flatMap((phase) => {
      const own = counted.filter((each) => each.phase === phase);
      return GROUPS.flatMap((group) =>
        spansOf(asOf)
          .filter(({ period }) => period.kind !== 'day' || group === 'all')
          .flatMap((span) => rowOf({ area, phase, group }, own, within, span) ?? []),
      );
    }),
  );
}

const GROUPS = [
  'all',
  ...['gender=F', 'gender=M', 'gender=unknown'],
  ...['sen=ehc_plan', 'sen=support', 'sen=none', 'sen=unknown'],
  ...['free_school_meals=yes', 'free_school_meals=no', 'free_school_meals=unknown'],
];

/** All days, weeks, terms and the year to a Friday. */
function spansOf(asOf: string): Span[] {
  const spans: Span[] = [];
  const until = (day: string) => (day < asOf ? day : asOf);
  for (let day = YEAR.first; day <= asOf; day = addDays(day, 1))
    spans.push({ period: { kind: 'day', date: day }, from: day, to: day });
  for (let monday = YEAR.first; addDays(monday, 4) <= asOf; monday = addDays(monday, 7))
    spans.push({ period: weekOf(monday), from: monday, to: addDays(monday, 6) });
  for (const { term, from, to } of TERMS)
    spans.push({ period: { kind: 'term', startYear: 2025, term }, from, to: until(to) });
  spans.push({ period: { kind: 'year', startYear: 2025 }, from: YEAR.first, to: asOf });
  return spans;
}

function rowOf(
  key: Pick<InputRow, 'area' | 'phase' | 'group'>,
  schools: readonly RecountedSchool[],
  within: readonly string[],
  { period, from, to }: Span,
): InputRow | null {
  const figures = schools.map((school) => plainFigures(registerOf(school, within), YEAR, key.group, from, to));
  const open = new Set(schools.flatMap((school) => openDays(registerOf(school, within), from, to)));
  const possible = figures.map((each) => each.possible).filter((each) => each > 0);
  if (possible.length === 0) return null;
  const isLong = period.kind === 'term' || period.kind === 'year';
  // Pupils are counted over all their sessions at the school, where the school was in its last week of the period.
  const pupils = schools
    .filter((school) => {
      const last = openDays(registerOf(school, null), from, to).sort().at(-1);
      return last !== undefined && within.includes(laCodeOn(school, mondayOf(last)) ?? '');
    })
    .map((school) => plainFigures(registerOf(school, null), YEAR, key.group, from, to).bands);
  return {
    ...key,
    period,
    schools: possible.length,
    days: open.size,
    schoolDays: sum(figures.map(({ schoolDays }) => schoolDays)),
    enrolmentDays: sum(figures.map(({ pupilDays }) => pupilDays)),
    counts: columnsOf(figures),
    largest: twoLargest(possible),
    bands: isLong ? Array.from({ length: 11 }, (_, band) => sum(pupils.map((bands) => bands[band]!))) : null,
    largestEnrolments: isLong ? twoLargest(pupils.map(sum)) : null,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function twoLargest(values: readonly number[]): [number, number] {
  const [first = 0, second = 0] = values.toSorted((a, b) => b - a);
  return [first, second];
}

/** A school's register in the weeks that began while it was in one of some authorities; null: all of it. */
function registerOf(school: RecountedSchool, within: readonly string[] | null): PlainSchool {
  const profiles = new Map(school.pupils.map(({ id, characteristics }) => [id, { ...NOBODY, ...characteristics }]));
  const rows = school.pupils.flatMap(({ id, weeks = {} }) =>
    Object.entries(weeks)
      .filter(([week]) => within === null || within.includes(laCodeOn(school, week) ?? ''))
      .map(([week, marks]) => ({ week, pupil: id, profile: id, marks })),
  );
  return { profiles, rows };
}

const laCodeOn = ({ stays }: RecountedSchool, day: string): string | undefined =>
  stays.find(({ from, to }) => (from ?? '') <= day && day <= (to ?? '9'))?.laCode;

/** Days on which a published pupil of the school had a possible session. */
function openDays(school: PlainSchool, from: string, to: string): string[] {
  const days = new Set<string>();
  for (const { week } of school.rows)
    for (let day = 0; day < 5; day++) {
      const date = addDays(week, day);
      if (date >= from && date <= to && plainFigures(school, YEAR, 'all', date, date).possible > 0) days.add(date);
    }
  return [...days];
}

const mondayOf = (date: string): string => addDays(date, -((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7));

/** Columns of 2025/26, from codes: what a code counts as, and the name of its own column. */
function columnsOf(figures: readonly PlainFigures[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const figure of figures)
    for (const [mark, count] of figure.counts)
      for (const column of columnsOfMark(mark)) counts.set(column, (counts.get(column) ?? 0) + count);
  return counts;
}

function columnsOfMark(mark: string): string[] {
  const own: Readonly<Record<string, string[]>> = {
    '/': ['reason_present_am', 'reason_present'],
    '\\': ['reason_present_pm', 'reason_present'],
    L: ['reason_l_present_late_before_registers_closed', 'late_sessions'],
    U: ['reason_u_unauthorised_late_after_registers_closed', 'late_sessions'],
    I: ['reason_i_authorised_illness'],
    O: ['reason_o_other_unauthorised'],
    N: ['reason_n_no_reason_yet'],
    G: ['reason_g_unauthorised_holiday'],
    J: ['reason_j_aea_interview'],
    K: ['reason_k_aea_education_arranged_by_la'],
    B: ['reason_b_aea_education_off_site'],
    S: ['reason_s_authorised_study_leave'],
    C: ['reason_c_authorised_other'],
    T: ['reason_t_authorised_mobile_child'],
    H: ['reason_h_authorised_holiday'],
  };
  const totals = {
    present: ['present_sessions', 'overall_attendance', 'possible_sessions'],
    'approved-educational-activity': ['approved_educational_activity', 'overall_attendance', 'possible_sessions'],
    authorised: ['authorised_absence', 'overall_absence', 'possible_sessions'],
    unauthorised: ['unauthorised_absence', 'overall_absence', 'possible_sessions'],
    'not-possible': [],
    administrative: [],
    missing: [],
  };
  return [...totals[codeOfMark(mark)!.category], ...(own[mark] ?? [])];
}
