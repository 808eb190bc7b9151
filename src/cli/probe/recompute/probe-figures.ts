import { SCHOOL_REPORTS } from '../../../reports/reports.ts';
import type { Logins } from '../../../store/database.ts';
import { randomFrom } from '../../reconcile/random.ts';
import { askPupil } from './ask-pupil.ts';
import { askPupils } from './ask-pupils.ts';
import { askReport } from './ask-report.ts';
import { comparePage } from './compare-page.ts';
import { drawSchool } from './draw-school.ts';
import { loadSchool } from './load-school.ts';
import type { AskPage } from './probed-page.ts';
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

/** Every page whose figures are worked out, with how often it is asked for at each school. */
export const PROBED_PAGES: readonly { readonly name: string; readonly times: number; readonly ask: AskPage }[] = [
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
  const all = { pages: 0, figures: 0, findings: [] as string[] };
  let schools = 0;
  for (let index = 0; index < n && !signal.aborted; index++) {
    const school = drawSchool(seed, index);
    await loadSchool(logins.owner, school);
    const found = await probeSchool(logins, school, seed * 7919 + index);
    all.pages += found.pages;
    all.figures += found.figures;
    all.findings.push(...found.findings);
    schools++;
    progress(schools, n);
  }
  return { schools, ...all, different: all.findings.length };
}

/** Asks every page about one school, which is in the store already. */
export async function probeSchool(
  { viewer }: Pick<Logins, 'viewer'>,
  school: RawSchool,
  seed: number,
): Promise<Pick<ProbedFigures, 'pages' | 'figures' | 'findings'>> {
  const random = randomFrom(seed);
  let [pages, figures] = [0, 0];
  const findings: string[] = [];
  for (const { name, times, ask } of PROBED_PAGES)
    for (let time = 0; time < times; time++) {
      const sensitive = random.chance(0.5);
      const scope = { urns: [school.urn], sensitive };
      const asked = await ask({ random, school, viewer, scope, sensitive });
      if (!asked) continue;
      pages++;
      const compared = comparePage(asked.expected, asked.shown);
      figures += compared.figures;
      for (const difference of [...(asked.wrong ?? []), ...compared.differences])
        findings.push(
          `School ${school.urn} ${school.shape} (seed ${school.seed}), ${name}${sensitive ? ', sensitive items shown' : ''}, ${asked.address}: ${difference}`,
        );
    }
  return { pages, figures, findings };
}
