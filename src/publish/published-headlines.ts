import { parse } from 'csv-parse/sync';
import type { HeadlineRow } from '../domain/release/headlines.ts';
import { ENGLAND } from '../domain/statistics/area.ts';
import { ALL_PHASES } from '../domain/statistics/phase.ts';
import type { Handle } from '../store/database.ts';
import { readReleaseFile } from '../store/releases.ts';
import { readHeadlineRows } from './build-release.ts';
import { unpackFile } from './pack-file.ts';

/** The figures of a release that people look at first, as its files have them. */
export interface PublishedHeadlines {
  /** Of the nation in the last week, all schools first. */
  readonly rows: readonly HeadlineRow[];
  /** Rates of the nation and its regions that are others than in the release before; null: there is none. */
  readonly revisions: readonly Revision[] | null;
  /** How many rates were compared. */
  readonly compared: number;
}

export interface Revision {
  readonly week: string;
  readonly area: string;
  readonly phase: string;
  readonly rate: string;
  readonly was: string;
  readonly is: string;
}

/** Reads the headline figures of a release, and what it revises. @param handle an operator's, or the owner's */
export async function readPublishedHeadlines(handle: Handle, id: string): Promise<PublishedHeadlines> {
  const weekly = await readReleaseFile(handle, id, 'weekly.csv');
  const revised = await readReleaseFile(handle, id, 'revisions.csv');
  const found = revised ? revisionsOf(unpackFile(revised)) : null;
  return {
    rows: weekly ? lastWeek(unpackFile(weekly)) : [],
    revisions: found?.filter(({ was, is }) => was !== is) ?? null,
    compared: found?.length ?? 0,
  };
}

function lastWeek(file: Buffer): HeadlineRow[] {
  const rows = readHeadlineRows(file).filter(({ area }) => area === ENGLAND.code);
  const last = rows.reduce((latest, { week }) => (week > latest ? week : latest), '');
  const own = rows.filter(({ week }) => week === last);
  return own.toSorted((a, b) => Number(b.phase === ALL_PHASES) - Number(a.phase === ALL_PHASES));
}

function revisionsOf(file: Buffer): Revision[] {
  const rows = parse(file, { columns: true }) as Record<string, string>[];
  return rows.map((row) => ({
    week: `${row['time_identifier']} of ${row['time_period']}`,
    area: row['region_name'] || row['country_name']!,
    phase: row['education_phase']!,
    rate: row['headline_rate']!,
    was: row['former_percent']!,
    is: row['revised_percent']!,
  }));
}
