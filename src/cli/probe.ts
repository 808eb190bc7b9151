import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { RollcallError } from '../errors.ts';
import { closeLogins } from '../store/database.ts';
import { startEmbeddedPostgres } from '../store/embedded.ts';
import { makeTemporaryFolder } from '../store/temporary-folder.ts';
import type { Command, CommandContext } from './command.ts';
import { openThrowAway } from './probe/open-throw-away.ts';
import { type Probed, type ProbeOptions, probeAccess } from './probe/probe-access.ts';

/** As many findings as are printed. */
const SHOWN = 20;

/**
 * `rollcall probe access`: people, organisations, routes and reports at random, in a world of its own on a throw-away database; first
 * with both walls, then without the first, then without the second. Exit code 0 when nobody was told what is not theirs, and
 * nobody refused what is.
 */
export const probe: Command = {
  name: 'probe',
  summary: 'Hunts for leaks: people at random ask every page and report for schools and pupils that are not theirs.',
  usage: 'probe access [--n NUMBER] [--seed NUMBER] [--json]',
  positionals: ['ACTION'],
  options: {
    n: {
      type: 'string',
      doc: 'Probes with each wall arrangement: both, without the first, without the second.',
      default: '10000',
    },
    seed: { type: 'string', doc: 'The same seed asks the same things.', default: '1' },
  },
  async run(options, [action], context) {
    if (action !== 'access')
      throw new RollcallError(
        'command-invalid',
        'Say what to probe: probe access. See: npm run -s rollcall -- probe --help',
      );
    const [n, seed] = [readWhole(options, 'n'), readWhole(options, 'seed')];
    const folder = makeTemporaryFolder('rollcall-probe-');
    const server = await startEmbeddedPostgres(folder, { fast: true });
    try {
      const databases = [];
      const secret = randomBytes(32).toString('hex');
      // One for each arrangement of walls, which are then probed at the same time.
      for (let each = 0; each < 3; each++) databases.push(await openThrowAway(server.url, secret));
      try {
        const { signal } = context;
        return report(await probeAccess({ databases, n, seed, signal, progress: showProgress(context) }), context);
      } finally {
        for (const logins of databases) await closeLogins(logins);
      }
    } finally {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function readWhole(options: Parameters<Command['run']>[0], name: string): number {
  const text = String(options[name]);
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new RollcallError('command-invalid', `--${name} must be a whole number from 1, not "${text}".`);
}

/** One line for all arrangements, which are probed at the same time. */
function showProgress({ wantsJson }: Pick<CommandContext, 'wantsJson'>): ProbeOptions['progress'] {
  if (wantsJson || !process.stdout.isTTY) return () => {};
  const count = (number: number) => number.toLocaleString('en-GB');
  const done = new Map<string, number>();
  return (walls, probes, of) => {
    done.set(walls, probes);
    const all = [...done.values()].reduce((sum, each) => sum + each, 0);
    process.stdout.write(`\r\u001b[2K${count(all)} of ${count(of * 3)} probes …`);
  };
}

const ARRANGEMENTS = { both: 'both walls', 'first-off': 'first wall off', 'second-off': 'second wall off' } as const;

function report(
  { probes, leaks, wrongly_refused, walls, routes, reports, findings }: Probed,
  context: CommandContext,
): number {
  context.json({ probes, leaks, wrongly_refused, walls, routes, reports, findings: findings.slice(0, SHOWN) });
  const count = (number: number) => number.toLocaleString('en-GB');
  if (!context.wantsJson && process.stdout.isTTY) process.stdout.write('\r\u001b[2K');
  for (const each of walls)
    context.say(
      `${ARRANGEMENTS[each.walls]}: ${count(each.probes)} probes, ${each.leaks} leaks, ${each.wrongly_refused} wrongly refused.`,
    );
  for (const finding of findings.slice(0, SHOWN)) context.say(`  ${finding}`);
  context.say(
    `${count(probes)} probes of ${routes} routes and ${reports} reports: ${leaks} leaks, ${wrongly_refused} wrongly refused.`,
  );
  return leaks === 0 && wrongly_refused === 0 ? 0 : 1;
}
