import type { Database, Scope } from '../store/database.ts';
import { absenceBands } from './absence-bands/report.ts';
import { choicesOf, readAreaReport } from './area-report.ts';
import { AREA_REPORTS } from './area-reports.ts';
import { changes } from './changes/report.ts';
import { compare } from './compare/report.ts';
import { readDataReceived } from './data-received/report.ts';
import { governorsSummary } from './governors/report.ts';
import { groups } from './groups/report.ts';
import { moves } from './moves/report.ts';
import { needsAttention } from './needs-attention/report.ts';
import { readPupilReport } from './pupil/report.ts';
import { readPupilList } from './pupils/report.ts';
import { reasons } from './reasons/report.ts';
import { schoolOverview } from './school-overview/report.ts';
import { readReport, type SchoolReport } from './school-report.ts';
import { type Query, readSelection } from './selection/selection.ts';
import { spells } from './spells/report.ts';
import { when } from './when/report.ts';
import { ALL_EVENTS } from './who-looked/choices.ts';
import { readWhoLooked } from './who-looked/report.ts';

/** The reports of a school that are made of its academic year, in the order in which they are offered. */
// biome-ignore lint/suspicious/noExplicitAny: each report reads something else besides, which only the report itself knows
export const SCHOOL_REPORTS: readonly SchoolReport<any>[] = [
  needsAttention,
  absenceBands,
  groups,
  when,
  reasons,
  spells,
  moves,
  changes,
  compare,
  governorsSummary,
];

/** Of whom a report is asked, and the login of tallies where it compares schools. */
export interface ReportIds {
  readonly pupil: number;
  readonly statistics?: Database;
}

/** A report about one school, as it can be asked for by someone with a scope. */
export interface Report {
  readonly name: string;
  /** Null when the scope, or the list of schools, has no such school, or the school no such pupil. */
  read(database: Database, scope: Scope, urn: number, asked: ReportIds, now: Date): Promise<object | null>;
}

/** Every report about a school, so that each can be asked for what it must not give. The tallies of all schools name none. */
export const REPORTS: readonly Report[] = [
  {
    name: 'school-overview',
    read: (database, scope, urn, _asked, now) => readOverview({ database, scope, urn, now, query: {} }),
  },
  {
    name: 'school-overview of all year groups',
    read: (database, scope, urn, _asked, now) =>
      readOverview({ database, scope, urn, now, query: { population: 'all' } }),
  },
  { name: 'pupils', read: (database, scope, urn, _asked, now) => readPupilList(database, scope, urn, now) },
  { name: 'pupil', read: (database, scope, urn, { pupil }, now) => readPupilReport(database, scope, urn, pupil, now) },
  ...AREA_REPORTS.map((report) => ({
    name: `area ${report.path.slice(1)}`,
    read: async (database: Database, scope: Scope, urn: number, _asked: object, now: Date) => {
      if (!scope.urns.includes(urn)) return null;
      const selection = readSelection({}, choicesOf(report));
      return readAreaReport(report, { database, scope, organisation: { name: 'Schools', key: null }, selection, now });
    },
  })),
  { name: 'data-received', read: (database, scope, urn, _asked, now) => readDataReceived(database, scope, urn, now) },
  {
    name: 'who-looked',
    read: (database, scope, urn, _asked, now) => readWhoLooked(database, scope, urn, ALL_EVENTS, now),
  },
  ...SCHOOL_REPORTS.map((report) => ({
    name: report.path.slice(1),
    read: (database: Database, scope: Scope, urn: number, { statistics }: ReportIds, now: Date) =>
      readReport(report, {
        database,
        statistics: statistics ?? null,
        scope,
        urn,
        selection: readSelection({}, report.choices),
        now,
      }),
  })),
];

interface OverviewAsked {
  readonly database: Database;
  readonly scope: Scope;
  readonly urn: number;
  readonly now: Date;
  readonly query: Query;
}

function readOverview({ query, ...asked }: OverviewAsked) {
  return readReport(schoolOverview, { ...asked, statistics: null, selection: readSelection(query) });
}
