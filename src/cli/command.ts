import type { Config } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../log.ts';

/** What a command gets: settings, the clock, the log, and what to do when Ctrl-C comes. */
export interface CommandContext {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** Prints a line for people, or with `--json` nothing. */
  readonly say: (line: string) => void;
  /** Prints one JSON line when `--json` was given. */
  readonly json: (value: unknown) => void;
  readonly wantsJson: boolean;
  /** Aborted on Ctrl-C or termination: finish tidily and return. */
  readonly signal: AbortSignal;
}

/** One thing that `rollcall <command>` does. `options` are those of `node:util` parseArgs, each with a doc line. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly options: Readonly<Record<string, { type: 'string' | 'boolean'; doc: string; default?: string }>>;
  /** Positional arguments, for the usage line and the check of their number; one in brackets may be left out. */
  readonly positionals?: readonly string[];
  /** Returns the exit code. */
  run(
    options: Readonly<Record<string, string | boolean | undefined>>,
    positionals: readonly string[],
    context: CommandContext,
  ): Promise<number>;
}
