import cliProgress from 'cli-progress';
import type { SchoolOutcome } from '../collection/collect-schools.ts';
import type { CommandContext } from './command.ts';

export interface ShownProgress {
  start(schools: number): void;
  onMarks(marks: number): void;
  onSchool(outcome: SchoolOutcome): void;
  stop(): void;
}

/** A progress bar on a terminal, a line every few seconds elsewhere, nothing with `--json`. */
export function showProgress({ wantsJson, say }: Pick<CommandContext, 'wantsJson' | 'say'>): ShownProgress {
  let [marks, done, of] = [0, 0, 0];
  if (wantsJson) return { start() {}, onMarks() {}, onSchool() {}, stop() {} };
  if (!process.stdout.isTTY) {
    return {
      start: (schools) => say(`Collecting the registers of ${schools} schools …`),
      onMarks: (rows) => void (marks += rows),
      onSchool: ({ urn, outcome }) => void (outcome === 'succeeded' || say(`School ${urn}: ${outcome}`)),
      stop: () => {},
    };
  }
  const bar = new cliProgress.SingleBar(
    {
      format: 'Collecting registers  {bar}  {value} of {total} schools, {marks} marks',
      hideCursor: true,
      clearOnComplete: true,
    },
    cliProgress.Presets.shades_classic,
  );
  const update = () => bar.update(done, { marks: marks.toLocaleString('en-GB') });
  return {
    start: (schools) => {
      of = schools;
      bar.start(of, 0, { marks: '0' });
    },
    onMarks: (rows) => {
      marks += rows;
      update();
    },
    onSchool: () => {
      done++;
      update();
    },
    stop: () => bar.stop(),
  };
}
