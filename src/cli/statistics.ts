import { existsSync } from 'node:fs';
import { academicYear } from '../domain/sessions/academic-year.ts';
import { addDays, dayOfWeek } from '../domain/sessions/dates.ts';
import { inWords } from '../domain/sessions/in-words.ts';
import { londonDate } from '../domain/sessions/london.ts';
import { areaKey, ENGLAND } from '../domain/statistics/area.ts';
import { FIRST_YEAR } from '../domain/statistics/columns.ts';
import { type ReleaseStatistics, statisticsOfInputs } from '../domain/statistics/statistics-of-inputs.ts';
import { RollcallError } from '../errors.ts';
import { type Comparison, compareFiles } from '../publish/compare-files.ts';
import { readCountsFiles } from '../publish/counts-file/read-counts-file.ts';
import { areaPhaseKey, readCensusFile, readPersistentFile } from '../publish/counts-file/read-side-files.ts';
import { makeSafe, RULES, type SafeStatistics } from '../publish/make-safe.ts';
import { makeStatistics } from '../publish/make-statistics.ts';
import { readInputs } from '../publish/release-inputs.ts';
import { tablesOf } from '../publish/tables-of-statistics.ts';
import { writeStatistics } from '../publish/write-statistics.ts';
import { readAreaCodes } from '../schools/area-history.ts';
import type { Command, CommandContext } from './command.ts';
import { disclosureSettings } from './disclosure-settings.ts';
import { openInstallation } from './installation.ts';
import { readDay } from './read-day.ts';

type Options = Parameters<Command['run']>[0];

/** As many differences as a terminal shows; `--json` has more. */
const SHOWN = 20;

/**
 * `rollcall statistics`: makes the published series from the tallies of the schools that share, or from files of counts, which needs no database; or
 * compares two files of them. Exit code 0 when the files are written; of `compare` when no cell that both files have is different.
 */
export const statistics: Command = {
  name: 'statistics',
  summary:
    'Makes the published series from the tallies of schools that share, or from a file of counts; or compares two such files cell by cell.',
  usage:
    'statistics --academic-year 2026/27 --out FOLDER [--as-of DATE] [--census FILE] [--disclosure strict|department]\n       statistics --from FILE --academic-year 2023/24 --out FOLDER [--census FILE] [--persistent FILE] [--as-of DATE] [--disclosure strict|department]\n       statistics compare A B [--tolerance NUMBER] [--json]',
  positionals: ['[compare]', '[A]', '[B]'],
  options: {
    from: {
      type: 'string',
      doc: 'Counts in the Department’s wide layout: daily ones (its pipeline’s, or as published), weekly ones, or of terms. Several files of one kind with commas between them. Unset: the tallies of the schools that share with this installation.',
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
    persistent: { type: 'string', doc: 'With --from: counts of persistent absence in the year to date, for its rate.' },
    'as-of': {
      type: 'string',
      doc: 'The last day that is counted, YYYY-MM-DD; from tallies, the Friday on or before it. Unset: all days of the file, or to the last Friday.',
    },
    disclosure: {
      type: 'string',
      doc: 'strict: hides all rows in which few schools or pupils are, and others behind which they are hidden, and gives reasons for England and regions alone. department: hides rows of authorities with one school, as the Department’s files do.',
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
        `“${action}” is not understood: statistics …, or statistics compare A B.`,
      );
    return make(options, context);
  },
};

async function make(options: Options, context: CommandContext): Promise<number> {
  const startYear = readYear(needed(options, 'academic-year'));
  const folder = needed(options, 'out');
  const rule = RULES.find((each) => each === options['disclosure']);
  if (!rule)
    throw new RollcallError(
      'command-invalid',
      `--disclosure must be ${RULES.join(' or ')}, not “${options['disclosure']}”.`,
    );
  const made =
    options['from'] === undefined ? await fromStore(startYear, options, context) : await fromFiles(startYear, options);
  const { series, strict } = await makeSafe(made, rule, disclosureSettings(context.config));
  const names = await writeStatistics(folder, tablesOf(series, startYear));
  report(made, { folder, names, strict }, context);
  return 0;
}

/** What was made, and how it came about. */
interface Made extends ReleaseStatistics {
  /** For `--json`, and as sentences. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
}

async function fromFiles(startYear: number, options: Options): Promise<Made> {
  const asOf = readDay(options, 'as-of') ?? null;
  const census = readCensus(options);
  const persistent = typeof options['persistent'] === 'string' ? readPersistentFile(options['persistent']) : null;
  const { rows, passedOver } = await readCountsFiles(needed(options, 'from').split(','), startYear, readAreaCodes());
  const { series, outside } = makeStatistics(rows, { startYear, asOf, census, persistent });
  if (series.size === 0)
    throw new RollcallError(
      'file-invalid',
      `No row lies between the first full week of ${academicYear(startYear).label} and the last day asked for.`,
    );
  const lines = [
    `${count(rows.length)} rows read; ${count(passedOver)} of all schools or of phases that are not published were left out.`,
    ...(outside > 0 ? [`${count(outside)} rows lie before the first full week or after the last day asked for.`] : []),
  ];
  return { series, facts: { rows: rows.length, passedOver, outside }, lines };
}

/** From the tallies of the schools that share with this installation, to a Friday. */
async function fromStore(startYear: number, options: Options, context: CommandContext): Promise<Made> {
  if (options['persistent'] !== undefined)
    throw new RollcallError(
      'command-invalid',
      '--persistent belongs to --from: tallies tell persistent absence themselves.',
    );
  const year = academicYear(startYear);
  const last = readDay(options, 'as-of') ?? earlier(londonDate(context.clock.now()), year.end);
  const asOf = addDays(last, -((dayOfWeek(last) + 2) % 7));
  const census = readCensus(options);
  const installation = await openInstallation(context);
  try {
    const inputs = await readInputs(installation.logins.statistics, startYear, asOf);
    if (inputs.rows.length === 0)
      throw new RollcallError(
        'command-invalid',
        `No school that shares has a session from the first full week of ${year.label} to ${inWords(asOf)}.`,
      );
    const made = statisticsOfInputs(inputs, (area, phase) => census?.get(areaPhaseKey(areaKey(area), phase)));
    const schools = inputs.sharing
      .filter(({ area }) => area === ENGLAND.code)
      .reduce((sum, { share }) => sum + share, 0);
    const lines = [`${count(schools)} schools share; sessions to ${inWords(asOf)} are counted.`];
    return { ...made, facts: { asOf, schools, inputs: inputs.rows.length }, lines };
  } finally {
    await installation.close();
  }
}

const earlier = (a: string, b: string): string => (a < b ? a : b);

const readCensus = (options: Options) =>
  typeof options['census'] === 'string' ? readCensusFile(options['census']) : null;

const count = (number: number): string => number.toLocaleString('en-GB');

interface Written {
  readonly folder: string;
  readonly names: readonly string[];
  readonly strict: SafeStatistics['strict'];
}

function report(
  { series, facts, lines }: Made,
  { folder, names, strict }: Written,
  { say, json }: Pick<CommandContext, 'say' | 'json'>,
): void {
  const sizes = Object.fromEntries([...series].map(([name, own]) => [name, own.length]));
  json({ ...facts, series: sizes, strict, folder, files: names });
  for (const line of lines) say(line);
  for (const [name, own] of Object.entries(sizes)) say(`  ${name.padEnd(17)} ${count(own).padStart(8)} rows`);
  if (strict)
    say(
      `${count(strict.hidden)} of ${count(strict.rows)} rows are hidden; none of ${count(strict.countsTried)} hidden counts can be told from what is shown.`,
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
