import { SCHOOL_REPORTS } from '../../../reports/reports.ts';
import { schoolOverview } from '../../../reports/school-overview/report.ts';
import type { Logins } from '../../../store/database.ts';
import { randomFrom } from '../../reconcile/random.ts';
import { askPupil } from './ask-pupil.ts';
import { askPupils } from './ask-pupils.ts';
import { askReport } from './ask-report.ts';
import { comparePage } from './compare-page.ts';
import { drawSchool } from './draw-school.ts';
import { loadSchool } from './load-school.ts';
import type { AskedPage, AskPage } from './probed-page.ts';
import type { RawSchool } from './raw-school.ts';
import { REFERENCE_PAGES } from './reference-pages.ts';

export interface FiguresOptions {
  /** Of an empty, migrated database. */
  readonly logins: Logins;
  /** Schools. */
  readonly n: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly progress: (done: number, of: number) => void;
}

export interface ProbedFigures {
  readonly schools: number;
  readonly pages: number;
  readonly figures: number;
  readonly different: number;
  /** Each difference in words. */
  readonly findings: readonly string[];
}

type Found = Pick<ProbedFigures, 'pages' | 'figures' | 'findings'>;

/** Schools that are probed at the same time, so that both the program and the database have work. */
const TOGETHER = 4;

/** A page whose figures are worked out, and how often it is asked for at each school. */
export interface ProbedPage {
  readonly name: string;
  readonly times: number;
  readonly ask: AskPage;
}

export const PROBED_PAGES: readonly ProbedPage[] = [
  { name: 'School overview', times: 3, ask: askReport(schoolOverview, REFERENCE_PAGES['']!) },
  { name: 'Pupils', times: 2, ask: askPupils },
  { name: 'Pupil', times: 2, ask: askPupil },
  ...SCHOOL_REPORTS.flatMap((report) => {
    const reference = REFERENCE_PAGES[report.path];
    return reference ? [{ name: report.name, times: 3, ask: askReport(report, reference) }] : [];
  }),
];

/** Reports of a school whose figures nobody works out again: there must be none. */
export const NOT_PROBED = SCHOOL_REPORTS.map(({ path }) => path).filter((path) => !(path in REFERENCE_PAGES));

/**
 * Draws schools, writes each into the store and asks every page about it for several selections, by viewers with and without the
 * right to sensitive items; every figure is compared with one worked out from the raw marks.
 */
export async function probeFigures({ logins, n, seed, signal, progress }: FiguresOptions): Promise<ProbedFigures> {
  const found: Found[] = [];
  let [next, done] = [0, 0];
  const work = async () => {
    while (next < n && !signal.aborted) {
      const index = next++;
      const school = drawSchool(seed, index);
      await loadSchool(logins.owner, school);
      found[index] = await probeSchool(logins, school, seed * 7919 + index);
      progress(++done, n);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, work));
  const findings = found.flatMap((each) => each.findings);
  const sum = (name: 'pages' | 'figures') => found.reduce((total, each) => total + each[name], 0);
  return { schools: done, pages: sum('pages'), figures: sum('figures'), different: findings.length, findings };
}

/** Asks every page about one school, which is in the store already. @param asked other pages than those that there are */
export async function probeSchool(
  { viewer }: Pick<Logins, 'viewer'>,
  school: RawSchool,
  seed: number,
  asked: readonly ProbedPage[] = PROBED_PAGES,
): Promise<Found> {
  const random = randomFrom(seed);
  let [pages, figures] = [0, 0];
  const findings: string[] = [];
  for (const { name, times, ask } of asked)
    for (let time = 0; time < times; time++) {
      const sensitive = random.chance(0.5);
      const scope = { urns: [school.urn], sensitive };
      const page = await ask({ random, school, viewer, scope, sensitive }).catch(failed);
      if (!page) continue;
      pages++;
      const compared = comparePage(page.expected, page.shown);
      figures += compared.figures + (page.more ?? 0);
      for (const difference of [...(page.wrong ?? []), ...compared.differences])
        findings.push(
          `School ${school.urn} ${school.shape} (seed ${school.seed}), ${name}${sensitive ? ', sensitive items shown' : ''}, ${page.address}: ${difference}`,
        );
    }
  return { pages, figures, findings };
}

/** A page that cannot be made is a finding, whatever it was asked for. */
const failed = (error: Error): AskedPage => ({
  address: 'an address of it',
  expected: new Map(),
  shown: [],
  wrong: [`the page failed: ${error.stack?.split('\n').slice(0, 3).join(' ')}`],
});
