import { existsSync } from 'node:fs';
import { academicYear } from '../domain/sessions/academic-year.ts';
import { FIRST_YEAR } from '../domain/statistics/columns.ts';
import { RollcallError } from '../errors.ts';
import { type Comparison, compareFiles } from '../publish/compare-files.ts';
import { readCountsFiles } from '../publish/counts-file/read-counts-file.ts';
import { readCensusFile, readPersistentFile } from '../publish/counts-file/read-side-files.ts';
import { makeSafe, RULES, type SafeStatistics } from '../publish/make-safe.ts';
import { makeStatistics, type Statistics } from '../publish/make-statistics.ts';
import { tablesOf } from '../publish/tables-of-statistics.ts';
import { writeStatistics } from '../publish/write-statistics.ts';
import { readAreaCodes } from '../schools/area-history.ts';
import type { Command, CommandContext } from './command.ts';
import { disclosureSettings } from './disclosure-settings.ts';
import { readDay } from './read-day.ts';

type Options = Parameters<Command['run']>[0];

/** As many differences as a terminal shows; `--json` has more. */
const SHOWN = 20;

/**
 * `rollcall statistics`: makes the published series from files of counts, or compares two files of them. Needs no database. Exit code 0 when the
 * files are written; of `compare` when no cell that both files have is different.
 */
export const statistics: Command = {
  name: 'statistics',
  summary:
    'Makes the published series from a file of daily, weekly or term counts, or compares two such files cell by cell.',
  usage:
    'statistics --from FILE --academic-year 2023/24 --out FOLDER [--census FILE] [--persistent FILE] [--as-of DATE] [--disclosure strict|department]\n       statistics compare A B [--tolerance NUMBER] [--json]',
  positionals: ['[compare]', '[A]', '[B]'],
  options: {
    from: {
      type: 'string',
      doc: 'Counts in the Department’s wide layout: daily ones (its pipeline’s, or as published), weekly ones, or of terms. Several files of one kind with commas between them.',
    },
    'academic-year': {
      type: 'string',
      doc: 'The academic year of the counts, such as 2023/24: it says which columns and rules hold.',
    },
    out: { type: 'string', doc: 'The folder that the files are written to. Files of the same names are replaced.' },
    census: {
      type: 'string',
      doc: 'Schools and enrolments of the spring census before, by which all-schools rates to 2024/25 are weighted. Unset: as the counts have them.',
    },
    persistent: { type: 'string', doc: 'Counts of persistent absence in the year to date, for its rate.' },
    'as-of': { type: 'string', doc: 'The last day that is counted, YYYY-MM-DD. Unset: all days of the file.' },
    disclosure: {
      type: 'string',
      doc: 'strict: hides all rows in which few schools or pupils are, and others behind which they are hidden, and gives single codes for England and regions alone. department: hides rows of authorities with one school, as the Department’s files do.',
      default: 'strict',
    },
    tolerance: {
      type: 'string',
      doc: 'compare: how far two rates or means may lie apart and be equal.',
      default: '1e-9',
    },
  },
  async run(options, positionals, context) {
    const [action, a, b] = positionals;
    if (action === 'compare') return compare(a, b, options, context);
    if (action !== undefined)
      throw new RollcallError(
        'command-invalid',
        `“${action}” is not understood: statistics --from FILE …, or statistics compare A B.`,
      );
    return make(options, context);
  },
};

async function make(options: Options, { say, json, config }: CommandContext): Promise<number> {
  const startYear = readYear(needed(options, 'academic-year'));
  const folder = needed(options, 'out');
  const asOf = readDay(options, 'as-of') ?? null;
  const rule = RULES.find((each) => each === options['disclosure']);
  if (!rule)
    throw new RollcallError(
      'command-invalid',
      `--disclosure must be ${RULES.join(' or ')}, not “${options['disclosure']}”.`,
    );
  const census = typeof options['census'] === 'string' ? readCensusFile(options['census']) : null;
  const persistent = typeof options['persistent'] === 'string' ? readPersistentFile(options['persistent']) : null;
  const { rows, passedOver } = await readCountsFiles(needed(options, 'from').split(','), startYear, readAreaCodes());
  const made = makeStatistics(rows, { startYear, asOf, census, persistent });
  if (made.series.size === 0)
    throw new RollcallError(
      'file-invalid',
      `No row lies between the first full week of ${academicYear(startYear).label} and the last day asked for.`,
    );
  const { series, strict } = await makeSafe(made, rule, disclosureSettings(config));
  const names = await writeStatistics(folder, tablesOf(series, startYear));
  report(made, { rows: rows.length, passedOver, folder, names, strict }, { say, json });
  return 0;
}

interface Written {
  readonly rows: number;
  readonly passedOver: number;
  readonly folder: string;
  readonly names: readonly string[];
  readonly strict: SafeStatistics['strict'];
}

function report(
  made: Statistics,
  { rows, passedOver, folder, names, strict }: Written,
  { say, json }: Pick<CommandContext, 'say' | 'json'>,
): void {
  const series = Object.fromEntries([...made.series].map(([name, own]) => [name, own.length]));
  json({ rows, passedOver, outside: made.outside, series, strict, folder, files: names });
  const count = (number: number) => number.toLocaleString('en-GB');
  say(
    `${count(rows)} rows read; ${count(passedOver)} of all schools or of phases that are not published were left out.`,
  );
  if (made.outside > 0)
    say(`${count(made.outside)} rows lie before the first full week or after the last day asked for.`);
  for (const [name, own] of Object.entries(series)) say(`  ${name.padEnd(14)} ${count(own).padStart(8)} rows`);
  if (strict)
    say(
      `${count(strict.hidden)} of ${count(strict.rows)} rows are hidden; none of their ${count(strict.countsTried)} counts could be told from what is shown.`,
    );
  say(`${names.length} files written to ${folder}.`);
}

function compare(
  a: string | undefined,
  b: string | undefined,
  options: Options,
  { say, json }: CommandContext,
): number {
  if (a === undefined || b === undefined)
    throw new RollcallError('command-invalid', 'Give two files: statistics compare A B');
  const tolerance = Number(options['tolerance']);
  if (!(tolerance >= 0 && tolerance < 1))
    throw new RollcallError(
      'command-invalid',
      `--tolerance must be a small number such as 1e-9, not “${options['tolerance']}”.`,
    );
  for (const path of [a, b]) if (!existsSync(path)) throw new RollcallError('file-invalid', `${path} is not there.`);
  const found = compareFiles(a, b, tolerance);
  json(found);
  sayComparison(found, say);
  if (found.compared === 0)
    throw new RollcallError('file-invalid', 'The two files have no cell in common: are they of one period and layout?');
  return found.different === 0 ? 0 : 1;
}

function sayComparison(found: Comparison, say: CommandContext['say']): void {
  const count = (number: number) => number.toLocaleString('en-GB');
  say(
    `${count(found.compared)} cells compared, ${count(found.equal)} equal, ${count(found.different)} different, ${count(found.missing)} missing from one of them.`,
  );
  const list = (what: string, items: readonly string[]) => {
    if (items.length > 0)
      say(
        `${what}: ${items.slice(0, SHOWN).join('; ')}${items.length > SHOWN ? ` and ${items.length - SHOWN} more` : ''}.`,
      );
  };
  list(`${count(found.rowsMissing.length)} rows of B that A does not have`, found.rowsMissing);
  list(`${count(found.rowsAdded.length)} rows of A that B does not have`, found.rowsAdded);
  list('Columns of B that A does not have', found.columnsMissing);
  list('Columns of A that B does not have', found.columnsAdded);
  for (const { row, column, a, b } of found.differences.slice(0, SHOWN))
    say(`  ${row}: ${column} is ${a} in A and ${b} in B`);
}

function needed(options: Options, name: string): string {
  const value = options[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new RollcallError('command-invalid', `--${name} is missing. See: npm run -s rollcall -- statistics --help`);
}

/** `2023/24`, `2023-24` or `202324`. */
function readYear(text: string): number {
  const match = /^(20\d\d)[/-]?(\d\d)$/.exec(text);
  const startYear = Number(match?.[1]);
  if (match && Number(match[2]) === (startYear + 1) % 100 && startYear >= FIRST_YEAR) return startYear;
  throw new RollcallError(
    'command-invalid',
    `--academic-year must be such as 2023/24, from ${academicYear(FIRST_YEAR).label} on, not “${text}”.`,
  );
}
