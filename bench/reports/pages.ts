import type { AcademicYear } from '../../src/domain/sessions/academic-year.ts';
import {
  bandsBy,
  measuresBy,
  pupilSums,
  type Question,
  SUMS,
  sessionsWithout,
  spells,
  sumsBy,
  whereOf,
} from './questions.ts';

/** A page to measure, and the same question for the yardsticks: one entry, one page as somebody asks for it. */
export interface MeasuredPage {
  readonly name: string;
  /** As the page's route has it: pages that are not there yet are left out. */
  readonly route: string;
  /** What stands behind the path: filters. */
  readonly query?: string;
  readonly kind: Kind;
  /** Its main tables; none where it shows nothing of the marks. */
  readonly questions: readonly Question[];
}

/** What the speed of a page is held against. */
export type Kind = 'school' | 'area' | 'area filtered';

/** Milliseconds at the 95th percentile, at the server. */
export const TARGETS: Readonly<Record<Kind, number>> = { school: 50, area: 150, 'area filtered': 1000 };

const CHARACTERISTICS = [
  'nc_year',
  'gender',
  'ethnicity',
  'free_school_meals',
  'sen',
  'looked_after',
  'previously_looked_after',
] as const;
const WEEK = "date_trunc('week', day)";

/** Every report page, as far as this list knows. */
export function measuredPages(year: AcademicYear): MeasuredPage[] {
  return [...schoolPages(year), ...areaPages(year)];
}

function schoolPages(year: AcademicYear): MeasuredPage[] {
  const { school, all } = whereOf(year);
  const term = whereOf(year, `day BETWEEN '${year.startYear + 1}-01-01' AND '${year.startYear + 1}-03-31'`).school;
  const meals = whereOf(year, 'free_school_meals = 1').school;
  const lastWeeks = whereOf(year, `day >= '${year.startYear + 1}-05-01'`).school;
  const at = (path: string) => `/schools/:urn${path}`;
  const page = (name: string, path: string, questions: readonly Question[], query = ''): MeasuredPage => ({
    name,
    route: at(path),
    query,
    kind: 'school',
    questions,
  });
  const overview = [
    sumsBy(WEEK, school),
    measuresBy('nc_year', school),
    sumsBy('code', school),
    bandsBy('school_urn', school),
  ];
  return [
    page('Overview', '', overview),
    page(
      'Overview, spring term',
      '',
      [sumsBy(WEEK, term), measuresBy('nc_year', term), sumsBy('code', term)],
      'period=term&on=2026-02-02',
    ),
    page(
      'Overview, free school meals',
      '',
      [sumsBy(WEEK, meals), measuresBy('nc_year', meals), sumsBy('code', meals)],
      'free_school_meals=yes',
    ),
    page('Overview, as known two days ago', '', overview, 'known=2026-07-20'),
    page('Pupils', '/pupils', [pupilSums(school)]),
    page('Pupil', '/pupils/:pupilId', [
      `SELECT day, half, code FROM mark WHERE school_urn = $1 AND pupil_id = $2 ORDER BY day, half`,
      `SELECT ${SUMS} FROM mark WHERE school_urn = $1 AND pupil_id = $2`,
      // Beside the pupil stands the rest of the year group.
      sumsBy(WEEK, `${school} AND nc_year = (SELECT max(nc_year) FROM mark WHERE school_urn = $1 AND pupil_id = $2)`),
    ]),
    page('Absence bands', '/bands', [bandsBy('nc_year', school)]),
    page('Needs attention', '/attention', [
      pupilSums(school),
      `SELECT pupil_id, code, count(*) AS sessions, min(day) AS first FROM mark ${lastWeeks} AND code IN ('G', 'N', 'O', 'U', 'I') GROUP BY 1, 2`,
      spells(school),
      sumsBy(`pupil_id, ${WEEK}`, lastWeeks),
    ]),
    page(
      'Groups',
      '/groups',
      CHARACTERISTICS.map((each) => measuresBy(each, school)),
    ),
    page(
      'Groups, two crossed',
      '/groups',
      [measuresBy('free_school_meals, sen', school)],
      'by=free_school_meals&and=sen',
    ),
    page('When', '/when', [
      sumsBy('half', school),
      sumsBy('extract(isodow FROM day), half', school),
      sumsBy('day', school),
    ]),
    page('Reasons', '/reasons', [
      sumsBy('code', school),
      `SELECT ${WEEK}, code, count(*) AS sessions FROM mark ${school} GROUP BY 1, 2`,
    ]),
    page('Spells', '/spells', [spells(school)]),
    page('Moves', '/moves', [
      `SELECT pupil_id, min(day) AS first, max(day) AS last FROM mark ${school} GROUP BY 1`,
      pupilSums(school),
    ]),
    page('Changes', '/changes', [measuresBy('school_urn', school)]),
    // With its authority, region and nation: all schools.
    page('Compare', '/compare', [sumsBy(`school_urn, ${WEEK}`, all), measuresBy('school_urn', all)]),
    page('Governors’ summary', '/governors', [...overview, ...CHARACTERISTICS.map((each) => measuresBy(each, school))]),
    // Sessions without marks in the last four weeks, beside the pupils on roll.
    page('Data received', '/data-received', [sessionsWithout(school, `${year.startYear + 1}-06-22`)]),
    page('Who has looked', '/who-has-looked', []),
  ];
}

function areaPages(year: AcademicYear): MeasuredPage[] {
  const { all } = whereOf(year);
  const term = whereOf(year, `day BETWEEN '${year.startYear + 1}-01-01' AND '${year.startYear + 1}-03-31'`).all;
  const week = whereOf(year, `day BETWEEN '${year.startYear + 1}-07-06' AND '${year.startYear + 1}-07-12'`).all;
  const meals = whereOf(year, 'free_school_meals = 1').all;
  const crossed = whereOf(year, `free_school_meals = 1 AND sen = 'support' AND gender = 'M'`).all;
  const pages = (name: string, route: string, ask: (where: string) => readonly Question[]): MeasuredPage[] => [
    { name, route, kind: 'area', questions: ask(all) },
    {
      name: `${name}, spring term`,
      route,
      query: 'period=term&on=2026-02-02',
      kind: 'area filtered',
      questions: ask(term),
    },
    {
      name: `${name}, one week`,
      route,
      query: 'period=week&on=2026-07-08',
      kind: 'area filtered',
      questions: ask(week),
    },
    {
      name: `${name}, free school meals`,
      route,
      query: 'free_school_meals=yes',
      kind: 'area filtered',
      questions: ask(meals),
    },
    {
      name: `${name}, three groups, a range`,
      route,
      query: 'free_school_meals=yes&sen=support&gender=M&period=range&from=2025-10-07&to=2026-05-13',
      kind: 'area filtered',
      questions: ask(crossed),
    },
  ];
  return [
    ...pages('Schools', '/schools', (where) => [measuresBy('school_urn', where), sumsBy(`school_urn, ${WEEK}`, where)]),
    ...pages('Area', '/area', (where) => [sumsBy(WEEK, where), bandsBy('1', where).replace('SELECT 1,', 'SELECT 0,')]),
    ...pages('Area groups', '/area/groups', (where) => CHARACTERISTICS.map((each) => measuresBy(each, where))),
    ...pages('Together', '/area/together', (where) => [
      `SELECT school_urn, ${WEEK} AS week, code, count(*) AS sessions FROM mark ${where} GROUP BY 1, 2, 3`,
    ]),
    { name: 'Area moves', route: '/area/moves', kind: 'area', questions: [] },
    { name: 'Sharing', route: '/area/sharing', kind: 'area', questions: [] },
  ];
}
