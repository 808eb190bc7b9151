import type { Command } from './command.ts';

const COMMON = {
  json: { type: 'boolean', doc: 'Print JSON lines and nothing else.' },
  clock: {
    type: 'string',
    doc: 'Believe that it is this time now (2026-10-15 or 2026-10-15T09:30). Never in production.',
  },
  help: { type: 'boolean', doc: 'Print this.' },
} as const;

/** What `rollcall help` prints. */
export function generalHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "Rollcall: daily school attendance, with each school's agreement",
    '',
    'npm start                        runs everything',
    'npm run -s rollcall -- COMMAND   does one thing:',
    '',
    ...lines,
    '',
    'Each command has --help. Settings are in docs/operating/settings.md.',
  ].join('\n');
}

/** What `rollcall COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  const options = Object.entries({ ...command.options, ...COMMON });
  const label = ([name, { type }]: (typeof options)[number]) => `--${name}${type === 'string' ? ' …' : ''}`;
  const width = Math.max(...options.map((option) => label(option).length));
  const lines = options.map((option) => {
    const { doc } = option[1];
    const fallback = 'default' in option[1] && option[1].default ? ` Default: ${option[1].default}.` : '';
    return `  ${label(option).padEnd(width)}  ${doc}${fallback}`;
  });
  return [command.summary, '', `npm run -s rollcall -- ${command.usage}`, '', ...lines].join('\n');
}
