import { auditKey } from '../../audit/append-event.ts';
import { verifyEvents } from '../../audit/verify-events.ts';
import { REPORTS } from '../../reports/reports.ts';
import type { Logins } from '../../store/database.ts';
import { randomFrom } from '../reconcile/random.ts';
import { buildWorld } from './build-world.ts';
import { keepTables } from './kept-tables.ts';
import { openInstance, PROBE_SECRET, type Walls } from './probe-instance.ts';
import { drawPage, isProbed, type PageProbe, probePages, type Verdict } from './probe-pages.ts';
import { findScopes, probeReport, probeTable, tablesAboutSchools } from './probe-reports.ts';
import { makeWorld, type ProbeWorld } from './world.ts';

export interface ProbeOptions {
  /** Of empty, migrated databases: with one for each arrangement of walls they are probed at the same time, else one after another. */
  readonly databases: readonly Logins[];
  /** Probes with each arrangement of walls. */
  readonly n: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly progress: (walls: Walls, done: number, of: number) => void;
}

interface Count {
  readonly probes: number;
  readonly leaks: number;
  readonly wrongly_refused: number;
}

/** What was asked in all, and under each arrangement of walls; each finding in words. */
export interface Probed extends Count {
  readonly walls: readonly (Count & { readonly walls: Walls })[];
  readonly routes: number;
  readonly reports: number;
  readonly findings: readonly string[];
}

const ARRANGEMENTS: readonly Walls[] = ['both', 'first-off', 'second-off'];

/** Builds the world and probes it under each arrangement of walls. Nobody is wrongly refused is claimed with both walls only. */
export async function probeAccess(options: ProbeOptions): Promise<Probed> {
  const world = makeWorld();
  const { databases, signal } = options;
  const done: Arranged[] = [];
  const probeOn = async (logins: Logins, own: readonly Walls[]) => {
    await buildWorld(logins.owner, world);
    for (const arrangement of own)
      if (!signal.aborted)
        done.push({ walls: arrangement, ...(await probeWalls(options, logins, world, arrangement)) });
  };
  await Promise.all(
    databases.map((logins, index) =>
      probeOn(
        logins,
        ARRANGEMENTS.filter((_, each) => each % databases.length === index),
      ),
    ),
  );
  done.sort((a, b) => ARRANGEMENTS.indexOf(a.walls) - ARRANGEMENTS.indexOf(b.walls));
  const walls = done.map(({ walls: arrangement, count }) => ({ walls: arrangement, ...count }));
  const sum = (name: keyof Count) => walls.reduce((total, each) => total + each[name], 0);
  return {
    probes: sum('probes'),
    leaks: sum('leaks'),
    wrongly_refused: sum('wrongly_refused'),
    walls,
    routes: done[0]?.routes ?? 0,
    reports: REPORTS.length,
    findings: done.flatMap(({ findings }) => findings),
  };
}

/** Probes that run at the same time, so that both the program and the database have work. */
const TOGETHER = 16;

interface Arranged {
  readonly walls: Walls;
  readonly count: Count;
  readonly routes: number;
  readonly findings: readonly string[];
}

async function probeWalls(
  { n, seed, signal, progress }: ProbeOptions,
  logins: Logins,
  world: ProbeWorld,
  walls: Walls,
): Promise<Omit<Arranged, 'walls'>> {
  const random = randomFrom(seed * 3 + ARRANGEMENTS.indexOf(walls));
  const instance = await openInstance(world, logins, walls);
  const routes = instance.app.guardedRoutes.filter(isProbed);
  const tables = walls === 'second-off' ? [] : await tablesAboutSchools(logins.owner);
  const { scopes, wrong } = await findScopes(world, instance.database);
  const kept = await keepTables(logins.owner);
  const verdicts: Verdict[] = [...wrong];
  let probes = 0;
  try {
    while (probes < n && !signal.aborted) {
      const pages: PageProbe[] = [];
      const others: Promise<Verdict>[] = [];
      for (let each = 0; each < TOGETHER && probes < n; each++, probes++) {
        const kind = random.whole(1, 100);
        if (kind <= 15) others.push(probeReport(world, instance.database, scopes, random, REPORTS, logins.statistics));
        else if (kind <= 20 && tables.length > 0)
          others.push(probeTable(world, instance.database, scopes, tables, random));
        else pages.push(drawPage(world, routes, random));
      }
      verdicts.push(
        ...(await Promise.all(others)),
        ...(await probePages(world, instance, walls, pages, logins.owner, kept)),
      );
      progress(walls, probes, n);
    }
    const { faults } = await verifyEvents(logins.owner, auditKey(PROBE_SECRET));
    verdicts.push(
      ...faults.map(({ what, eventId, why }) => ({
        leak: `the audit was altered (${what}, event ${eventId}): ${why}`,
      })),
    );
  } finally {
    await instance.close();
  }
  const leaks = verdicts.flatMap((verdict) => (verdict && 'leak' in verdict ? [verdict.leak] : []));
  const refused = verdicts.flatMap((verdict) => (verdict && 'refused' in verdict ? [verdict.refused] : []));
  return {
    count: { probes, leaks: leaks.length, wrongly_refused: refused.length },
    routes: routes.length,
    findings: [...leaks.map((leak) => `leak: ${leak}`), ...refused.map((each) => `refused: ${each}`)],
  };
}
