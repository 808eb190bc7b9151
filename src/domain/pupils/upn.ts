const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

const PERMANENT = /^[A-HJ-NP-RT-Z][0-9]{12}$/;
const TEMPORARY = /^[A-HJ-NP-RT-Z][0-9]{11}[A-HJ-NP-RT-Z]$/;

export type CheckedUpn = { kind: 'permanent' | 'temporary'; upn: string } | { problem: 'format' | 'check-letter' };

/**
 * Checks a unique pupil number, trimmed and in upper case: a letter and twelve digits, or for a temporary one eleven digits and
 * a letter; never I, O or S (CBDS; school census checks 1510, 1540 and 1550). The local authority inside is not checked: a
 * number keeps the authority that issued it for life, closed ones too.
 */
export function checkUpn(text: string): CheckedUpn {
  const upn = text.trim().toUpperCase();
  const kind = PERMANENT.test(upn) ? 'permanent' : TEMPORARY.test(upn) ? 'temporary' : null;
  if (kind === null) return { problem: 'format' };
  return upn[0] === checkLetter(upn.slice(1)) ? { kind, upn } : { problem: 'check-letter' };
}

/** The letter that characters 2 to 13 call for: each times its position, summed, the remainder by 23. */
export function checkLetter(rest: string): string {
  let sum = 0;
  for (let index = 0; index < rest.length; index++) {
    const letter = LETTERS.indexOf(rest[index]!);
    sum += (letter < 0 ? Number(rest[index]) : letter) * (index + 2);
  }
  return LETTERS[sum % 23]!;
}
