import { isMailAddress } from '../../mail/mail-address.ts';

/** An address as it is kept: trimmed, in lower case; null when the text is none that mail could be sent to. */
export function emailAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  return isMailAddress(address) ? address : null;
}

/**
 * The same of an address by which somebody can be named, or sign in: of ASCII alone, since lower case folds letters of other alphabets
 * into ours, and one address would pass for another.
 */
export const namingAddress = (text: string): string | null =>
  /^[\x21-\x7e]+$/.test(text.trim()) ? emailAddress(text) : null;
