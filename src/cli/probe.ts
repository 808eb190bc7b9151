import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { loadSolver } from '../domain/disclosure/audit/bounds.ts';
import { RollcallError } from '../errors.ts';
import { closeLogins, type Logins } from '../store/database.ts';
import { startEmbeddedPostgres } from '../store/embedded.ts';
import { makeTemporaryFolder } from '../store/temporary-folder.ts';
import type { Command, CommandContext } from './command.ts';
import { attackFile } from './probe/disclosure/attack-file.ts';
import { type ProbedDisclosure, probeDisclosure } from './probe/disclosure/probe-disclosure.ts';
import { openThrowAway } from './probe/open-throw-away.ts';
import { type Probed, probeAccess } from './probe/probe-access.ts';
import { type ProbedFigures, probeFigures } from './probe/recompute/probe-figures.ts';

/** As many findings as are printed. */
const SHOWN = 20;

/**
 * `rollcall probe access`: people, organisations, routes and reports at random, in a world of its own on a throw-away database; first
 * with both walls, then without the first, then without the second. Exit code 0 when nobody was told what is not theirs, and
 * nobody refused what is.
 *
 * `rollcall probe figures`: schools of odd shapes at random, on a throw-away database of their own; every figure of every report is
 * worked out again from the raw marks. Exit code 0 when none is different.
 *
 * `rollcall probe disclosure`: tables of statistics at random, and releases one after the other, from which what must be is hidden; then they are attacked
 * as a reader could. Exit code 0 when no hidden count can be told more closely than is promised. With `--from`: attacks published files.
 */
export const probe: Command = {
  name: 'probe',
  summary:
    'Hunts for leaks (access), for wrong figures (figures), and for what hidden statistics give away (disclosure), at random, in a world of its own.',
  usage:
    'probe access|figures|disclosure [--n NUMBER] [--seed NUMBER] [--json]\n       probe disclosure --from FILE[,FILE] [--json]',
  positionals: ['ACTION'],
  options: {
    n: {
      type: 'string',
      doc: 'access: probes with each wall arrangement (both, without the first, without the second), 10000 unless told. figures: schools, 500 unless told. disclosure: tables, 10000 unless told.',
    },
    seed: { type: 'string', doc: 'The same seed asks the same things.', default: '1' },
    from: {
      type: 'string',
      doc: 'disclosure: published files in the wide layout, with commas between them, that are attacked in place of tables at random.',
    },
  },
  async run(options, [action], context) {
    if (action !== 'access' && action !== 'figures' && action !== 'disclosure')
      throw new RollcallError(
        'command-invalid',
        'Say what to probe: probe access, probe figures or probe disclosure. See: npm run -s rollcall -- probe --help',
      );
    if (options['from'] !== undefined) return attackFiles(action, String(options['from']).split(','), context);
    const n = readWhole({ n: action === 'figures' ? '500' : '10000', ...options }, 'n');
    const seed = readWhole(options, 'seed');
    const { signal } = context;
    const progress = showProgress(context);
    if (action === 'figures')
      return withThrowAways(1, async ([logins]) =>
        reportFigures(await probeFigures({ logins: logins!, n, seed, signal, progress: progress('schools') }), context),
      );
    if (action === 'disclosure')
      return reportDisclosure(await probeDisclosure({ n, seed, signal, progress: progress('tables') }), context);
    // One for each arrangement of walls, which are then probed at the same time.
    const show = progress('probes');
    const done = new Map<string, number>();
    return withThrowAways(3, async (databases) => {
      const showAll = (walls: string, probes: number, of: number) => {
        done.set(walls, probes);
        show(
          [...done.values()].reduce((sum, each) => sum + each, 0),
          of * 3,
        );
      };
      return reportAccess(await probeAccess({ databases, n, seed, signal, progress: showAll }), context);
    });
  },
};

/** Runs `work` on databases of a server that is there for this alone. */
async function withThrowAways(number: number, work: (databases: Logins[]) => Promise<number>): Promise<number> {
  const folder = makeTemporaryFolder('rollcall-probe-');
  const server = await startEmbeddedPostgres(folder, { fast: true });
  const databases: Logins[] = [];
  try {
    const secret = randomBytes(32).toString('hex');
    for (let each = 0; each < number; each++) databases.push(await openThrowAway(server.url, secret));
    return await work(databases);
  } finally {
    for (const logins of databases) await closeLogins(logins);
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function readWhole(options: Parameters<Command['run']>[0], name: string): number {
  const text = String(options[name]);
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new RollcallError('command-invalid', `--${name} must be a whole number from 1, not "${text}".`);
}

const countText = (number: number): string => number.toLocaleString('en-GB');

/** One line that is written over and over. */
function showProgress({ wantsJson }: Pick<CommandContext, 'wantsJson'>) {
  return (what: string) => (done: number, of: number) => {
    if (wantsJson || !process.stdout.isTTY) return;
    process.stdout.write(`\r\u001b[2K${countText(done)} of ${countText(of)} ${what} …`);
  };
}

function sayFindings(findings: readonly string[], context: CommandContext): void {
  for (const finding of findings.slice(0, SHOWN)) context.say(`  ${finding}`);
  if (findings.length > SHOWN) context.say(`  … and ${countText(findings.length - SHOWN)} more.`);
}

/** So that what comes next does not stand behind the progress. */
function clearLine({ wantsJson }: CommandContext): void {
  if (!wantsJson && process.stdout.isTTY) process.stdout.write('\r\u001b[2K');
}

function reportFigures(
  { figures, different, schools, pages, findings }: ProbedFigures,
  context: CommandContext,
): number {
  context.json({ figures, different, schools, pages, findings: findings.slice(0, SHOWN) });
  clearLine(context);
  sayFindings(findings, context);
  context.say(
    `${countText(figures)} figures on ${countText(pages)} pages of ${countText(schools)} schools: ${countText(different)} different.`,
  );
  return different === 0 ? 0 : 1;
}

const shareText = (part: number, of: number): string => (of === 0 ? 'none' : `${((100 * part) / of).toFixed(1)}%`);

function reportDisclosure({ findings, small, ...found }: ProbedDisclosure, context: CommandContext): number {
  const { tables, histories, releases, cells, cells_hidden, recovered } = found;
  context.json({ ...found, small, findings: findings.slice(0, SHOWN) });
  clearLine(context);
  sayFindings(findings, context);
  context.say(
    `${countText(tables)} tables, ${countText(histories)} of them histories of ${countText(releases)} releases: ${countText(cells_hidden)} of ${countText(cells)} counts hidden (${shareText(cells_hidden, cells)}), ${countText(recovered)} recovered.`,
  );
  context.say(
    `Of ${countText(small.tables)} small tables ${shareText(small.hidden, small.cells)} was hidden; less than ${shareText(small.least, small.cells)} is proved not to do.`,
  );
  return recovered === 0 ? 0 : 1;
}

async function attackFiles(action: string, paths: readonly string[], context: CommandContext): Promise<number> {
  if (action !== 'disclosure') throw new RollcallError('command-invalid', '--from is for probe disclosure alone.');
  const solver = await loadSolver();
  let recovered = 0;
  for (const path of paths) {
    const found = attackFile(path, solver);
    recovered += found.counts_recovered;
    context.json({ file: path, ...found, findings: found.findings.slice(0, SHOWN) });
    context.say(
      `${path}: of ${found.hidden_rows} hidden rows ${found.rows_recovered} can be told (${countText(found.counts_recovered)} of ${countText(found.hidden_counts)} counts, ${countText(found.counts_exact)} of them to the number).`,
    );
    sayFindings(found.findings, context);
  }
  return recovered === 0 ? 0 : 1;
}

const ARRANGEMENTS = { both: 'both walls', 'first-off': 'first wall off', 'second-off': 'second wall off' } as const;

function reportAccess(
  { probes, leaks, wrongly_refused, walls, routes, reports, findings }: Probed,
  context: CommandContext,
): number {
  context.json({ probes, leaks, wrongly_refused, walls, routes, reports, findings: findings.slice(0, SHOWN) });
  clearLine(context);
  for (const each of walls)
    context.say(
      `${ARRANGEMENTS[each.walls]}: ${countText(each.probes)} probes, ${each.leaks} leaks, ${each.wrongly_refused} wrongly refused.`,
    );
  sayFindings(findings, context);
  context.say(
    `${countText(probes)} probes of ${routes} routes and ${reports} reports: ${leaks} leaks, ${wrongly_refused} wrongly refused.`,
  );
  return leaks === 0 && wrongly_refused === 0 ? 0 : 1;
}
