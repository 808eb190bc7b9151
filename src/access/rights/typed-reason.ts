const LONGEST = 1000;

/** A reason as people type it, without control characters, trimmed; null when it is longer than 1,000 characters. */
export function typedReason(text: string): string | null {
  const reason = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n]/gu, ' ')
    .trim();
  return [...reason].length > LONGEST ? null : reason;
}
