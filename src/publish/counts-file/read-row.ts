import { academicYearOf } from '../../domain/sessions/academic-year.ts';
import { isDate, isoWeek } from '../../domain/sessions/dates.ts';
import { type Area, LEVELS, type Level } from '../../domain/statistics/area.ts';
import { COUNT_COLUMNS, ROW_SUMS } from '../../domain/statistics/columns.ts';
import type { Census, CountsRow } from '../../domain/statistics/counts-row.ts';
import { type Period, TERMS, type Term } from '../../domain/statistics/period.ts';
import { ALL_PHASES, PHASES, type Phase, UNPUBLISHED_PHASES } from '../../domain/statistics/phase.ts';
import type { Problem, ProblemName } from '../../domain/statistics/problem.ts';
import type { Header } from './read-header.ts';

/** The codes of areas that there are or were. */
export interface KnownAreas {
  readonly regions: ReadonlySet<string>;
  readonly authorities: ReadonlySet<string>;
}

/** A row that was read; `null` for one that no published figure counts, or that is worked out anew. */
export type ReadRow = CountsRow | null;

const NOT_KNOWN: ReadonlySet<string> = new Set(['', 'NA', 'x', 'z', 'NaN']);
const HIDDEN = 'c';

/** What a letter in another encoding is read as, and controls. Names are written to published files as they are read. */
const UNREADABLE = /[\ufffd\p{Cc}]/u;

/** Reads one row, and says what is wrong with it. Nothing is guessed: a row with a problem is no row. */
export class RowReader {
  readonly #header: Header;
  readonly #areas: KnownAreas;
  readonly #counts: readonly (readonly [column: string, place: number])[];
  readonly #phase: string;

  constructor(header: Header, areas: KnownAreas) {
    this.#header = header;
    this.#areas = areas;
    this.#counts = COUNT_COLUMNS.flatMap((column) => {
      const place = header.get(column);
      return place === undefined ? [] : [[column, place] as const];
    });
    this.#phase = header.has('education_phase') ? 'education_phase' : 'school_type';
  }

  /** @param line of the row in its file, from 1 */
  read(cells: readonly string[], line: number): { readonly row: ReadRow; readonly problems: readonly Problem[] } {
    const problems: Problem[] = [];
    const report = (name: ProblemName, column: string | null, why: string) =>
      void problems.push({ name, line, column, why });
    const text = (column: string) => cells[this.#header.get(column) ?? -1]?.trim() ?? '';
    if (cells.length !== this.#header.size) {
      report('row-short', null, `has ${cells.length} cells instead of ${this.#header.size}`);
      return { row: null, problems };
    }
    const phase = text(this.#phase);
    if (phase === ALL_PHASES || UNPUBLISHED_PHASES.includes(phase)) return { row: null, problems };
    if (!PHASES.includes(phase as Phase))
      report('phase-unknown', this.#phase, `“${phase}” is none of ${PHASES.join(', ')}`);
    const area = this.#readArea(text, report);
    const period = readPeriod(text, report);
    const counts = this.#readCounts(cells, report);
    if (counts) checkSums(counts, report);
    const row = {
      area,
      phase: phase as Phase,
      period: period!,
      schools: readNumber(text('num_schools'), 'num_schools', report),
      enrolments: readNumber(text('enrolments'), 'enrolments', report),
      counts,
      census: readCensus(text, report),
      contributors: null,
    };
    return { row: problems.length > 0 ? null : row, problems };
  }

  #readArea(text: (column: string) => string, report: Report): Area {
    const level = text('geographic_level') as Level;
    if (!LEVELS.includes(level))
      report(
        'level-unknown',
        'geographic_level',
        `“${level}” is none of ${LEVELS.join(', ')}; no school or trust is ever published`,
      );
    const ofRegion = level !== 'National';
    const ofAuthority = level === 'Local authority';
    const area = {
      level,
      regionCode: ofRegion ? text('region_code') : '',
      regionName: ofRegion ? text('region_name') : '',
      newLaCode: ofAuthority ? text('new_la_code') : '',
      laName: ofAuthority ? text('la_name') : '',
      oldLaCode: ofAuthority ? text('old_la_code') : '',
    };
    if (ofRegion && !this.#areas.regions.has(area.regionCode))
      report('area-unknown', 'region_code', `“${area.regionCode}” is the code of no region`);
    if (ofAuthority && !this.#areas.authorities.has(area.newLaCode))
      report('area-unknown', 'new_la_code', `“${area.newLaCode}” is the code of no local authority`);
    for (const [column, name] of [
      ['region_name', area.regionName],
      ['la_name', area.laName],
    ] as const)
      if (UNREADABLE.test(name))
        report('text-unreadable', column, `“${name.replace(UNREADABLE, '?')}” is no text in UTF-8`);
    return area;
  }

  /** Null when they are hidden: `c` in one is `c` in all, as in the Department's files. */
  #readCounts(cells: readonly string[], report: Report): Map<string, number> | null {
    const counts = new Map<string, number>();
    let hidden = false;
    for (const [column, place] of this.#counts) {
      const cell = cells[place]!.trim();
      if (cell === HIDDEN) hidden = true;
      const count = readNumber(cell, column, report);
      if (count !== null && Number.isInteger(count)) counts.set(column, count);
      else if (count !== null) report('count-unreadable', column, `“${cell}” is no whole number`);
    }
    return hidden ? null : counts;
  }
}

type Report = (name: ProblemName, column: string | null, why: string) => void;

/** Null where there is a symbol instead. Files written by other programs have 100000 as 1e+05. */
function readNumber(cell: string, column: string, report: Report): number | null {
  if (NOT_KNOWN.has(cell) || cell === HIDDEN) return null;
  if (/^-\d/.test(cell)) report('count-negative', column, `${cell} is below zero`);
  else if (/^\d+(\.\d+)?(e\+?\d+)?$/i.test(cell) && Number(cell) <= Number.MAX_SAFE_INTEGER) return Number(cell);
  else report('count-unreadable', column, `“${cell}” is no number and no symbol`);
  return null;
}

const readCensus = (text: (column: string) => string, report: Report): Census => ({
  schools: readNumber(text('total_num_schools'), 'total_num_schools', report),
  enrolments: readNumber(text('total_enrolments'), 'total_enrolments', report),
});

function readPeriod(text: (column: string) => string, report: Report): Period | null {
  const day = text('attendance_date');
  if (day !== '') return readDay(day, text, report);
  const [period, identifier] = [text('time_period'), text('time_identifier')];
  const week = /^Week ([1-9]|[1-4]\d|5[0-3])$/.exec(identifier);
  if (week && /^20\d\d$/.test(period)) return { kind: 'week', year: Number(period), week: Number(week[1]) };
  const startYear = Number(period.slice(0, 4));
  if (/^20\d{4}$/.test(period) && Number(period.slice(4)) === (startYear + 1) % 100) {
    if (TERMS.includes(identifier as Term)) return { kind: 'term', startYear, term: identifier as Term };
    if (identifier === 'Academic year') return { kind: 'year', startYear };
  }
  report('time-unreadable', 'time_identifier', `“${period}”, “${identifier}” is no week, term or academic year`);
  return null;
}

/** `2023-09-15`, or `15/09/2023` as some files have it. */
function readDay(day: string, text: (column: string) => string, report: Report): Period | null {
  const date = day.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$2-$1');
  if (!isDate(date)) {
    report('time-unreadable', 'attendance_date', `“${day}” is no day`);
    return null;
  }
  const identifier = text('time_identifier');
  const { week } = isoWeek(date);
  if (identifier !== '' && identifier !== `Week ${week}` && identifier !== String(week))
    report('time-unreadable', 'time_identifier', `${date} is in week ${week}, not in “${identifier}”`);
  return { kind: 'day', date };
}

function checkSums(counts: ReadonlyMap<string, number>, report: Report): void {
  for (const { whole, parts } of ROW_SUMS) {
    const known = counts.get(whole);
    const values = parts.map((part) => counts.get(part));
    if (known === undefined || values.some((value) => value === undefined)) continue;
    const sum = values.reduce<number>((total, value) => total + value!, 0);
    if (sum !== known) report('count-impossible', whole, `is ${known}, and ${parts.join(' + ')} is ${sum}`);
  }
}

/** The academic year that a period belongs to: that of a week is its Thursday's. */
export function startYearOf(period: Period): number {
  if (period.kind === 'day') return academicYearOf(period.date).startYear;
  if (period.kind === 'week') return period.week >= 31 ? period.year : period.year - 1;
  return period.startYear;
}
