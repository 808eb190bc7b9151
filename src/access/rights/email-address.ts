import { isMailAddress } from '../../mail/mail-address.ts';

/** An address as it is kept: trimmed, in lower case; null when the text is none that mail could be sent to. */
export function emailAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  return isMailAddress(address) ? address : null;
}
