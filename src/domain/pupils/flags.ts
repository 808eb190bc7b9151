const YES = /^(TRUE|T|YES|Y|1)$/;
const NO = /^(FALSE|F|NO|N|0)$/;

/** Reads a yes or no as sources send it: boolean, 1 or 0, or text. Null when blank or anything else. */
export function readFlag(value: unknown): boolean | null {
  if (typeof value !== 'boolean' && typeof value !== 'number' && typeof value !== 'string') return null;
  const text = String(value).trim().toUpperCase();
  if (YES.test(text)) return true;
  return NO.test(text) ? false : null;
}

/**
 * Reads "previously looked after": a yes or no, or the census's letter for arrangements after care (CBDS item 100587: A adoption,
 * S special guardianship, R residence order, C child arrangements order, O adopted from abroad; N not declared).
 */
export function readPreviouslyLookedAfter(value: unknown): boolean | null {
  if (typeof value !== 'string') return readFlag(value);
  const text = value.trim().toUpperCase();
  if (/^([ASRCO]|CEASED TO BE LOOKED AFTER\b.*|ADOPTED FROM\b.*)$/.test(text)) return true;
  return text === 'NOT DECLARED' ? false : readFlag(text);
}
