import { parseArgs } from 'node:util';
import { makeClock } from './cli/clock.ts';
import type { Command, CommandContext } from './cli/command.ts';
import { COMMANDS } from './cli/commands.ts';
import { findRunning } from './cli/running.ts';
import { commandHelp, generalHelp } from './cli/usage.ts';
import { readConfig } from './config.ts';
import { RollcallError } from './errors.ts';
import { createLog, describeError } from './log.ts';

/** The one entry: `rollcall <command>`; no command means `start`. Resolves to the exit code. */
async function main(args: string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === 'help' || first === '--help' || first === '-h') return print(generalHelp(COMMANDS));
  const named = first !== undefined && !first.startsWith('-');
  const command = COMMANDS.find(({ name }) => name === (named ? first : 'start'));
  if (!command)
    throw new RollcallError(
      'command-invalid',
      `There is no command "${first}". The commands are: ${COMMANDS.map(({ name }) => name).join(', ')}.`,
    );
  const { values, positionals } = readArguments(command, named ? rest : args);
  if (values['help']) return print(commandHelp(command));
  return command.run(values, positionals, createContext(values));
}

function readArguments(command: Command, args: string[]) {
  const options = Object.fromEntries(Object.entries(command.options).map(([name, { type }]) => [name, { type }]));
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...options, help: { type: 'boolean' }, json: { type: 'boolean' }, clock: { type: 'string' } },
      allowPositionals: true,
    });
    if (!values['help']) checkPositionals(command.positionals ?? [], positionals);
    return { values: { ...defaults(command), ...values } as Record<string, string | boolean | undefined>, positionals };
  } catch (error) {
    throw new RollcallError(
      'command-invalid',
      `${(error as Error).message}. See: npm run -s rollcall -- ${command.name} --help`,
    );
  }
}

/** One in brackets may be left out. */
function checkPositionals(wanted: readonly string[], given: readonly string[]): void {
  const missing = wanted.filter((name, index) => !name.startsWith('[') && given[index] === undefined);
  if (missing.length > 0) throw new TypeError(`${missing.join(' ')} is missing`);
  if (given.length > wanted.length) throw new TypeError(`"${given[wanted.length]}" is not understood`);
}

const defaults = (command: Command) =>
  Object.fromEntries(
    Object.entries(command.options).flatMap(([name, option]) =>
      option.default === undefined ? [] : [[name, option.default]],
    ),
  );

function createContext(values: Record<string, string | boolean | undefined>): CommandContext {
  const config = readConfig();
  const wantsJson = values['json'] === true;
  const stop = new AbortController();
  stopOnSignal(stop);
  return {
    config,
    clock: makeClock(
      typeof values['clock'] === 'string' ? values['clock'] : '',
      config,
      findRunning(config.ROLLCALL_DATA_DIR)?.clockOffset ?? null,
    ),
    log: createLog(config.ROLLCALL_LOG_LEVEL),
    say: (line) => {
      if (!wantsJson) process.stdout.write(`${line}\n`);
    },
    json: (value) => {
      if (wantsJson) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    wantsJson,
    signal: stop.signal,
  };
}

/** One Ctrl-C ends tidily; another one, later, ends at once. A terminal and a parent may each send the first. */
function stopOnSignal(stop: AbortController): void {
  let first = 0;
  const onSignal = () => {
    if (first > 0 && Date.now() - first > 1000) process.exit(130);
    first ||= Date.now();
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

// Whoever reads the output has seen enough, as `head` has. The command still does what it was asked for, and its exit code says whether it did.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // Ctrl-C while something was being read: what was started has been stopped again.
  if ((error as Error).name === 'AbortError') process.exit(130);
  if (!(error instanceof RollcallError)) {
    // Not the message: a database's may quote a row, and so a pupil.
    const fault = JSON.stringify(describeError(error), null, 2);
    process.stderr.write(`Rollcall met a fault of its own. Please report what follows.\n${fault}\n`);
    process.exit(70);
  }
  process.stderr.write(
    process.argv.includes('--json')
      ? `${JSON.stringify({ error: error.code, message: error.message })}\n`
      : `${error.message}\n`,
  );
  process.exitCode = error.code === 'command-invalid' ? 2 : 1;
}
