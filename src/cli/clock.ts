import type { Config } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import { londonInstant } from '../domain/sessions/london.ts';
import { RollcallError } from '../errors.ts';

/** A clock that stands apart from the machine's by a fixed number of milliseconds. */
export interface OffsetClock extends Clock {
  readonly offset: number;
}

export function offsetClock(offset: number): OffsetClock {
  return { offset, now: () => new Date(Date.now() + offset) };
}

/**
 * The clock of this process: `--clock`, else ROLLCALL_CLOCK, else the running instance's, else the real time.
 * @param wanted a date (meaning noon in London), a London time `2026-10-15T09:30`, or an instant with a zone
 * @throws clock-refused in production
 */
export function makeClock(wanted: string, config: Config, running: number | null): OffsetClock {
  const asked = wanted || config.ROLLCALL_CLOCK;
  if (asked === '') return offsetClock(running ?? 0);
  if (config.NODE_ENV === 'production')
    throw new RollcallError('clock-refused', 'A clock can be set only outside production. Leave --clock out.');
  return offsetClock(readInstant(asked).getTime() - Date.now());
}

/** Reads what `--clock` accepts. */
export function readInstant(text: string): Date {
  const local = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2})?)?$/.exec(text);
  const instant = local ? londonInstant(local[1]!, local[2] ?? '12:00') : new Date(text);
  if (Number.isNaN(instant.getTime()))
    throw new RollcallError('command-invalid', `"${text}" is not a time. Write 2026-10-15 or 2026-10-15T09:30.`);
  return instant;
}
