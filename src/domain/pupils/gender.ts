/**
 * Reads gender (legal sex in the census since 2023/24) as sources send it, an open list: `M`, `F`, or `O` for any other answer.
 * Null when blank or when it says only that it is not known.
 */
export function readGender(text: string | null | undefined): string | null {
  const plain = (text ?? '').trim().toUpperCase();
  if (/^(M|MALE|BOY)$/.test(plain)) return 'M';
  if (/^(F|FEMALE|GIRL)$/.test(plain)) return 'F';
  return /^(|U|UNKNOWN|NOT KNOWN)$/.test(plain) ? null : 'O';
}
