import type { Clock } from '../domain/clock.ts';
import { RollcallError } from '../errors.ts';
import { describeError, type Log } from '../log.ts';
import type { Agreement } from '../store/agreements.ts';
import type { Database } from '../store/database.ts';
import { askWhileAgreed } from './ask-while-agreed.ts';
import { type CollectionResult, type CollectOptions, collectSchool } from './collect-school.ts';
import type { Source } from './source.ts';

export type SchoolOutcome =
  | CollectionResult
  | {
      readonly urn: number;
      readonly outcome: 'failed' | 'stopped' | 'locked';
      readonly errorCode: string;
      readonly error: string;
    };

/** Makes a school's source. It asks through `ask` and in no other way, so that a school that has opted out is asked nothing more. */
export type SourceOf = (school: Agreement, ask: typeof fetch) => Source;

/** What happens while schools are collected, for whoever shows progress. */
export interface Progress {
  onMarks?(marks: number): void;
  onSchool?(outcome: SchoolOutcome): void;
}

/** Collects schools, a few at the same time. One school's failure is its outcome, and the others go on. */
export async function collectSchools(
  collector: Database,
  schools: readonly Agreement[],
  sourceOf: SourceOf,
  clock: Clock,
  log: Log,
  options: CollectOptions & { concurrency: number },
  progress: Progress = {},
): Promise<SchoolOutcome[]> {
  const outcomes: SchoolOutcome[] = [];
  const waiting = [...schools];
  const work = async () => {
    for (let school = waiting.shift(); school && !options.signal.aborted; school = waiting.shift()) {
      const outcome = await collectOne(collector, school, sourceOf, clock, log, {
        ...options,
        onProgress: (marks) => progress.onMarks?.(marks),
      });
      outcomes.push(outcome);
      progress.onSchool?.(outcome);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, work));
  return outcomes.sort((a, b) => a.urn - b.urn);
}

async function collectOne(
  collector: Database,
  school: Agreement,
  sourceOf: SourceOf,
  clock: Clock,
  log: Log,
  options: CollectOptions,
): Promise<SchoolOutcome> {
  try {
    const source = sourceOf(school, askWhileAgreed(collector, school.urn));
    return await collectSchool(collector, school.urn, source, clock, options);
  } catch (error) {
    if (options.signal.aborted)
      return {
        urn: school.urn,
        outcome: 'stopped',
        errorCode: 'stopped',
        error: 'The collection was stopped; nothing of it was recorded.',
      };
    const known = error instanceof RollcallError ? error : null;
    log.error({ urn: school.urn, code: known?.code, fault: known ? undefined : describeError(error) }, 'not collected');
    const outcome =
      known?.code === 'collection-locked' ? 'locked' : known?.code === 'not-agreed' ? 'stopped' : 'failed';
    return {
      urn: school.urn,
      outcome,
      errorCode: known?.code ?? 'source-unavailable',
      error: known?.message ?? 'Rollcall met a fault of its own; the log has its place.',
    };
  }
}
