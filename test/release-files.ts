import { join } from 'node:path';
import type { CommandContext } from '../src/cli/command.ts';
import { statistics } from '../src/cli/statistics.ts';
import { readConfig } from '../src/config.ts';
import { unpackPublished } from './published.ts';
import { MONDAYS_2023, writeWeeks } from './weeks-of-counts.ts';

/**
 * The files of a release, made by the command itself from the Department's counts of one week of 2023/24, repeated over weeks.
 * @param weeks how many from the first full week on
 * @param leftOut weeks at the start of the year that are left out
 * @returns the folder in which they are
 */
export async function writeReleaseFiles(
  folder: string,
  { weeks, leftOut = 0, disclosure = 'department' }: { weeks: number; leftOut?: number; disclosure?: string },
): Promise<string> {
  const [input, census, persistent] = unpackPublished(
    folder,
    '2023-24_w37_pipeline-input',
    '2023-24_census-denominators_2023-09-18',
    '2023-24_pa-counts_ytd_2024-01-22',
  ) as [string, string, string];
  const counts = join(folder, `counts-${leftOut}-${weeks}.csv`);
  writeWeeks(input, counts, MONDAYS_2023.slice(leftOut, leftOut + weeks));
  const out = join(folder, `files-${leftOut}-${weeks}-${disclosure}`);
  const defaults = Object.fromEntries(
    Object.entries(statistics.options).map(([name, option]) => [name, option.default]),
  );
  const asked = { from: counts, 'academic-year': '2023/24', out, census, persistent, disclosure };
  const context = { say() {}, json() {}, config: readConfig({}) } as unknown as CommandContext;
  const code = await statistics.run({ ...defaults, ...asked }, [], context);
  if (code !== 0) throw new Error(`statistics ended with ${code}`);
  return out;
}
