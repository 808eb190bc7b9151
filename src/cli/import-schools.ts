import { RollcallError } from '../errors.ts';
import { importLinks, isLinkFile } from '../schools/import-links.ts';
import { importSchools, type SchoolImport } from '../schools/import-schools.ts';
import { loadSchoolList } from '../schools/load-school-list.ts';
import type { RefusedRow } from '../schools/read-schools.ts';
import type { Command, CommandContext } from './command.ts';
import { openInstallation } from './installation.ts';
import { readDay } from './read-day.ts';

/** As many refused rows as a terminal shows; `--json` has all. */
const SHOWN = 20;

/** `rollcall import-schools FILE`: exit code 0 when the import is done, also when rows were refused; those are listed. */
export const importSchoolsCommand: Command = {
  name: 'import-schools',
  summary:
    'Reads schools, or the links between them, from a GIAS file (get-information-schools.service.gov.uk); again changes nothing.',
  usage: 'import-schools FILE [--as-at DATE] [--json]',
  positionals: ['FILE'],
  options: {
    'as-at': { type: 'string', doc: 'The day that the file stands for, YYYY-MM-DD, when its name does not say.' },
  },
  async run(options, positionals, context) {
    const [file] = positionals;
    if (file === undefined || positionals.length > 1)
      throw new RollcallError('command-invalid', 'Give one file: import-schools FILE');
    const asAt = readDay(options, 'as-at');
    const installation = await openInstallation(context);
    const { owner } = installation.logins;
    try {
      // The list that comes with Rollcall has the authorities, regions and trusts that an extract of schools lacks.
      await loadSchoolList(owner, context.clock.now());
      if (await isLinkFile(file)) report('links', await importLinks(owner, file, context.clock.now()), context);
      else {
        const { show, clear } = showRows(context);
        const done = await importSchools(owner, { file, asAt, onRows: show }, context.clock.now()).finally(clear);
        warnOfOlder(done, context);
        report('schools', done, context);
      }
      return 0;
    } finally {
      await installation.close();
    }
  },
};

/** A count on a terminal that is written over; nothing elsewhere. */
function showRows({ wantsJson }: Pick<CommandContext, 'wantsJson'>): {
  show: (rows: number) => void;
  clear: () => void;
} {
  if (wantsJson || !process.stdout.isTTY) return { show() {}, clear() {} };
  return {
    show: (rows) => void process.stdout.write(`\r${rows.toLocaleString('en-GB')} rows read …`),
    clear: () => void process.stdout.write('\r\u001b[2K'),
  };
}

function warnOfOlder({ file, asAt, olderThan }: SchoolImport, { say }: Pick<CommandContext, 'say'>): void {
  if (olderThan)
    say(
      `${file} (${asAt}) is older than the list already imported (${olderThan}): schools that are known were left as they are.`,
    );
}

interface Counts {
  readonly file: string;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

function report(what: 'schools' | 'links', done: Counts, { say, json }: Pick<CommandContext, 'say' | 'json'>): void {
  json({ what, ...done, refused: done.refused.length, rows: done.refused });
  const count = (number: number) => number.toLocaleString('en-GB');
  say(
    `${done.file}: ${count(done.added)} ${what} added, ${count(done.changed)} changed, ${count(done.unchanged)} unchanged, ${count(done.refused.length)} rows refused.`,
  );
  for (const { line, why } of done.refused.slice(0, SHOWN)) say(`  line ${line}: ${why}`);
  if (done.refused.length > SHOWN) say(`  and ${count(done.refused.length - SHOWN)} more; --json lists them all.`);
}
