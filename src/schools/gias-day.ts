import { isDate } from '../domain/sessions/dates.ts';

/**
 * A day as GIAS writes it: DD-MM-YYYY (group files DD/MM/YYYY), or ISO. Blank and 01-01-1900 mean unknown.
 * @returns YYYY-MM-DD, null for unknown, undefined when the text is no day
 */
export function readGiasDay(text: string): string | null | undefined {
  const parts = /^(\d{2})[-/](\d{2})[-/](\d{4})$/.exec(text);
  const date = parts ? `${parts[3]}-${parts[2]}-${parts[1]}` : text;
  if (date === '' || date === '1900-01-01') return null;
  return isDate(date) ? date : undefined;
}
