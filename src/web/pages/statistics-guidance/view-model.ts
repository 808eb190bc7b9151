import type { AcademicYear } from '../../../domain/sessions/academic-year.ts';
import { AREA_COLUMNS, type AreaColumn, LEVELS } from '../../../domain/statistics/area.ts';
import { CENSUS, COVERAGE, columnsOf, TOTALS } from '../../../domain/statistics/columns.ts';
import { ALL_PHASES, PHASES } from '../../../domain/statistics/phase.ts';
import { tidyReasons } from '../../../domain/statistics/tidy-reasons.ts';
import { andList, bullets, type Document, link, makeDocument, paragraph, section, table } from '../../document.ts';
import { MARKS, NO_DATA } from '../../statistics/figure-words.ts';
import { DATA_SETS } from '../../statistics/file-words.ts';

/** The guidance to the data of an academic year. */
export const makeGuidance = (year: AcademicYear): Document =>
  makeDocument(
    'Data guidance of the attendance statistics',
    [
      `What is in the files of the academic year ${year.label}. How the figures are made is in the `,
      link('methodology', '/statistics/methodology'),
      '.',
    ],
    [files, symbols, keys(year), wideColumns(year), reasons(year), tidy, notHere],
  );

const files = section(
  'Files',
  paragraph(
    'Each data set is a CSV file (UTF-8, with a header) and a file of metadata beside it, after the Department for Education’s open data standard. ',
    link('Download them', '/statistics/data'),
  ),
  table(
    'Data sets',
    ['File', 'What it is'],
    Object.entries(DATA_SETS).map(([name, words]) => [`${name}.csv`, words]),
  ),
);

const symbols = section(
  'Symbols in place of figures',
  table(
    'Symbols',
    ['In files', 'On pages', 'What it says'],
    Object.entries(MARKS).map(([symbol, { mark, words }]) => [symbol, mark, words]),
  ),
  paragraph(
    `What has no row at all is “${NO_DATA}” on the pages: no school of that type in that area shared its register in that time. Nothing is hidden there. A zero is a true zero, and no figure is left blank.`,
  ),
);

const AREA_WORDS: Readonly<Record<AreaColumn, string>> = {
  geographic_level: andList(LEVELS),
  country_code: 'E92000001',
  country_name: 'England',
  region_code: 'nine characters; of regions and authorities',
  region_name: 'of regions and authorities',
  new_la_code: 'nine characters; of authorities',
  la_name: 'of authorities',
  old_la_code: 'three digits; of authorities',
};

const keys = (year: AcademicYear) =>
  section(
    'Columns that say which row it is',
    table(
      'Areas and times',
      ['Column', 'What stands in it'],
      [
        ['time_period', 'the calendar year of a week, as 2026; the academic year of a term or year, as 202627'],
        ['time_identifier', 'Week 41 (ISO), Autumn term, Academic year'],
        ['attendance_date', 'of the daily file: the day'],
        ...AREA_COLUMNS.map((column) => [column, AREA_WORDS[column]]),
        [columnsOf(year.startYear).phase, `${andList(PHASES)}; ${ALL_PHASES} for all of these schools`],
      ],
    ),
  );

const TOTAL_WORDS: Readonly<Record<(typeof TOTALS)[number], string>> = {
  present_sessions: 'sessions in which pupils were present, late ones too',
  overall_attendance: 'present, or at an approved educational activity',
  approved_educational_activity: 'sessions at an approved educational activity',
  overall_absence: 'sessions missed',
  authorised_absence: 'sessions missed with the school’s leave',
  unauthorised_absence: 'sessions missed without it',
  late_sessions: 'late, before or after registers closed',
  possible_sessions: 'attended and missed together: what rates are parts of',
};

const wideColumns = (year: AcademicYear) =>
  section(
    'Columns of the wide files',
    paragraph('Daily, weekly, terms and the year to date have the same columns.'),
    table(
      'Schools, pupils and sums',
      ['Column', 'What it is'],
      [
        [COVERAGE[0], 'schools, as the mean of the days'],
        [COVERAGE[1], 'pupils on roll, as the mean of the days'],
        ...TOTALS.map((column) => [column, TOTAL_WORDS[column]]),
        [CENSUS[0], 'schools that could share'],
        [CENSUS[1], 'pupils in the spring census before; x where it is not known'],
      ],
    ),
    table(
      'Rates',
      ['Column', 'Possible sessions that were'],
      columnsOf(year.startYear).rates.map(({ column, of }) => [column, of]),
    ),
  );

const reasons = (year: AcademicYear) =>
  section(
    'Reasons',
    paragraph(
      'Sessions by code of the register: columns of the wide files, and the words that stand for them in the tidy one. Authorities have attendance, absence (authorised and unauthorised) and possible sessions: their other columns are x.',
    ),
    table(
      'Codes',
      ['Column of the wide files', 'In the tidy file', 'Kind'],
      tidyReasons(year.startYear)
        .filter(({ of }) => of.startsWith('reason_'))
        .map(({ of, reason, type }) => [of, reason, type]),
    ),
  );

const tidy = section(
  'Tidy files',
  bullets([
    'Each row is one figure or rate of one area, time and type of school; filters say of whom or what.',
    'time_identifier is always a week: that of the day, or the one with which the term or the year to date ends. time_frame says which of these the row is.',
    'reference_date is the day, or the Friday with which the time ends.',
    'Rates have two decimals, rounded half up; those of wide files up to 15 digits.',
  ]),
);

const notHere = section(
  'What is not in the data',
  bullets([
    'Schools, trusts and pupils: the smallest area is a local authority.',
    'Ethnicity, and whether a pupil is looked after.',
    'Schools that do not share with this service.',
  ]),
);
