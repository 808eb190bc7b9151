import { inShort } from '../../domain/sessions/in-words.ts';
import { londonDate, londonTime } from '../../domain/sessions/london.ts';
import { countText, numberText } from '../figures.ts';
import { numbers, type Table, words } from '../table.ts';
import { sinceText, timeText } from '../times.ts';
import type { RunRow } from './query.ts';

const KINDS: Readonly<Record<RunRow['kind'], string>> = {
  first: 'First collection: the academic year so far',
  complete: 'Complete: everything in its window was read',
  since: 'Changes since the collection before',
  range: 'Chosen dates',
};
const OUTCOMES: Readonly<Record<RunRow['outcome'], string>> = {
  running: 'Still running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  stopped: 'Stopped',
};

/** The last run in a summary list. A run that failed gives no counts, since nothing of it was recorded. */
export function viewLastRun(run: RunRow, now: Date): { name: string; value: string }[] {
  const start = sinceText(run.startedAt, now);
  const rows = [
    { name: 'When', value: start.charAt(0).toUpperCase() + start.slice(1) },
    { name: 'What was read', value: KINDS[run.kind] },
    { name: 'Outcome', value: outcomeOf(run) },
  ];
  if (run.outcome !== 'succeeded') return rows;
  return [
    ...rows,
    { name: 'Pupils on roll', value: numberText(run.pupils) },
    {
      name: 'Marks read',
      value: `${numberText(run.marksRead)}: ${numberText(run.marksNew)} new, ${numberText(run.changed)} changed, ${numberText(run.removed)} taken out`,
    },
    { name: 'Not stored', value: notStored(run) },
  ];
}

function outcomeOf(run: RunRow): string {
  const reason = run.error && run.outcome !== 'succeeded' ? `: ${run.error}` : '';
  return `${OUTCOMES[run.outcome]}${reason}`;
}

function notStored({ refused, late }: RunRow): string {
  const parts = [];
  if (refused > 0) parts.push(`${countText(refused, 'mark')} not readable, or not of a pupil who is collected`);
  if (late > 0) parts.push(`${countText(late, 'change')} made after the refresh period`);
  return parts.length === 0 ? 'Nothing was left out' : parts.join('; ');
}

/** The latest runs, newest first. */
export function viewRuns(runs: readonly RunRow[]): Table {
  return {
    caption: runs.length === 1 ? 'The only collection so far' : `The last ${countText(runs.length, 'collection')}`,
    columns: [
      words('Started'),
      words('What was read'),
      words('Outcome'),
      ...['Pupils', 'Marks read', 'New', 'Changed', 'Taken out', 'Not stored'].map(numbers),
    ],
    rows: runs.map((run) => ({
      head: `${inShort(londonDate(run.startedAt))}, ${timeText(londonTime(run.startedAt))}`,
      cells: [KINDS[run.kind].split(':')[0]!, OUTCOMES[run.outcome], ...countsOfRun(run)],
    })),
  };
}

function countsOfRun(run: RunRow): string[] {
  if (run.outcome !== 'succeeded') return Array.from({ length: 6 }, () => '–');
  return [run.pupils, run.marksRead, run.marksNew, run.changed, run.removed, run.refused + run.late].map(numberText);
}
