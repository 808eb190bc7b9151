import { RollcallError } from '../errors.ts';
import { cleanLine } from './clean-text.ts';

/** No blanks, quotes, brackets, commas or control characters, any of which could make one address two, or add a header. */
const ADDRESS = /^[^\s\p{C}\p{Z}@<>()[\]\\,;:"]{1,64}@(?=.{1,253}$)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;

/** Whether mail can be sent to an address. Stricter than the standard: no quoted names, no bare host, no numbers of hosts. */
export const isMailAddress = (text: string): boolean => ADDRESS.test(text);

/** Who a message is from. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/**
 * Reads a sender: `attendance@example.org` or `Attendance <attendance@example.org>`.
 * @param fallbackName what it is called when only an address is given
 * @throws setting-invalid
 */
export function readSender(text: string, fallbackName: string): Sender {
  const named = /^\s*"?(?<name>[^"<>]*?)"?\s*<(?<address>[^<>]*)>\s*$/.exec(text)?.groups;
  const address = (named?.['address'] ?? text).trim();
  if (!isMailAddress(address))
    throw new RollcallError(
      'setting-invalid',
      `ROLLCALL_MAIL_FROM is "${cleanLine(text, 100)}", but it must be an address such as attendance@example.org, or Attendance <attendance@example.org>.`,
    );
  return { name: cleanLine(named?.['name'] || fallbackName, 100), address };
}
