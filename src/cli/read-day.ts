import { isDate } from '../domain/sessions/dates.ts';
import { RollcallError } from '../errors.ts';

/** A day given as an option; undefined when it is not given. @param name of the option, without dashes. @throws command-invalid */
export function readDay(
  options: Readonly<Record<string, string | boolean | undefined>>,
  name: string,
): string | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  if (typeof text === 'string' && isDate(text)) return text;
  throw new RollcallError('command-invalid', `--${name} must be a day such as 2026-09-21, not “${text}”.`);
}
