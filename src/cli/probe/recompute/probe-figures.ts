import type { Logins } from '../../../store/database.ts';
import { type Random, randomFrom } from '../../reconcile/random.ts';
import { comparePage } from './compare-page.ts';
import { AREA_SIZE, drawSchool } from './draw-school.ts';
import { loadSchool } from './load-school.ts';
import type { AskedPage, ProbedPage } from './probed-page.ts';
import { PROBED_AREA_PAGES, PROBED_PAGES } from './probed-pages.ts';
import type { RawSchool } from './raw-school.ts';

export interface FiguresOptions {
  /** Of an empty, migrated database. */
  readonly logins: Logins;
  /** Schools. */
  readonly n: number;
  readonly seed: number;
  /** How often each page is asked for; as often as the list of pages says unless told. */
  readonly times?: number;
  readonly signal: AbortSignal;
  readonly progress: (done: number, of: number) => void;
}

interface Found {
  readonly pages: number;
  readonly figures: number;
  /** Each difference in words. */
  readonly findings: readonly string[];
}

export interface ProbedFigures extends Found {
  readonly schools: number;
  readonly different: number;
}

/** Areas that are probed at the same time, so that both the program and the database have work. */
const TOGETHER = 4;

/**
 * Draws schools, writes each into the store and asks every page about it, and about its area, for several selections, by viewers with
 * and without the right to sensitive items; every figure is compared with one worked out from the raw marks.
 */
export async function probeFigures({
  logins,
  n,
  seed,
  times,
  signal,
  progress,
}: FiguresOptions): Promise<ProbedFigures> {
  const found: Found[] = [];
  let [next, done] = [0, 0];
  const probeArea = async (index: number) => {
    const schools: RawSchool[] = [];
    for (let each = index; each < Math.min(index + AREA_SIZE, n) && !signal.aborted; each++) {
      const school = drawSchool(seed, each);
      await loadSchool(logins.owner, school);
      schools.push(school);
      found[each * 2] = await probeSchool(logins, school, seed * 7919 + each, asOften(PROBED_PAGES, times));
      progress(++done, n);
    }
    if (!signal.aborted) found[index * 2 + 1] = await probeAreaOf(logins, schools, seed * 6_007 + index, times);
  };
  const work = async () => {
    for (; next < n && !signal.aborted; ) {
      const index = next;
      next += AREA_SIZE;
      await probeArea(index);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, work));
  const findings = found.flatMap((each) => each.findings);
  const sum = (name: 'pages' | 'figures') => Object.values(found).reduce((total, each) => total + each[name], 0);
  return { schools: done, pages: sum('pages'), figures: sum('figures'), different: findings.length, findings };
}

/** Asks every page about one school, which is in the store already. @param pages other ones than those that there are */
export function probeSchool(
  { viewer }: Pick<Logins, 'viewer'>,
  school: RawSchool,
  seed: number,
  pages: readonly ProbedPage[] = PROBED_PAGES,
): Promise<Found> {
  const name = `School ${school.urn} ${school.shape} (seed ${school.seed})`;
  return askAll(pages, name, randomFrom(seed), (ask, random, sensitive) =>
    ask({ random, school, viewer, scope: { urns: [school.urn], sensitive }, sensitive }),
  );
}

/** Asks every page about several schools together. */
function probeAreaOf(
  { viewer }: Pick<Logins, 'viewer'>,
  schools: readonly RawSchool[],
  seed: number,
  times: number | undefined,
): Promise<Found> {
  const name = `Schools ${schools[0]?.urn} to ${schools.at(-1)?.urn} (seed ${schools[0]?.seed})`;
  const urns = schools.map(({ urn }) => urn);
  return askAll(asOften(PROBED_AREA_PAGES, times), name, randomFrom(seed), (ask, random, sensitive) =>
    ask({ random, schools, viewer, scope: { urns, sensitive }, sensitive }),
  );
}

const asOften = <Ask>(pages: readonly ProbedPage<Ask>[], times: number | undefined) =>
  times === undefined ? pages : pages.map((page) => ({ ...page, times }));

async function askAll<Ask>(
  pages: readonly ProbedPage<Ask>[],
  about: string,
  random: Random,
  asked: (ask: Ask, random: Random, sensitive: boolean) => Promise<AskedPage | null>,
): Promise<Found> {
  let [shown, figures] = [0, 0];
  const findings: string[] = [];
  for (const { name, times, ask } of pages)
    for (let time = 0; time < times; time++) {
      const sensitive = random.chance(0.5);
      const page = await asked(ask, random, sensitive).catch(failed);
      if (!page) continue;
      shown++;
      const compared = comparePage(page.expected, page.shown);
      figures += compared.figures + (page.more ?? 0);
      const where = `${about}, ${name}${sensitive ? ', sensitive items shown' : ''}, ${page.address}`;
      findings.push(...[...(page.wrong ?? []), ...compared.differences].map((difference) => `${where}: ${difference}`));
    }
  return { pages: shown, figures, findings };
}

/** A page that cannot be made is a finding, whatever it was asked for. */
const failed = (error: Error): AskedPage => ({
  address: 'an address of it',
  expected: new Map(),
  shown: [],
  wrong: [`the page failed: ${error.stack?.split('\n').slice(0, 3).join(' ')}`],
});
