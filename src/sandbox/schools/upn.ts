const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** The check letter of characters 2 to 13 of a UPN: each times its position, summed, modulo 23 (CBDS specification). */
export function upnLetter(rest: string): string {
  let sum = 0;
  for (let i = 0; i < 12; i++) {
    const character = rest[i]!;
    const value = character >= '0' && character <= '9' ? Number(character) : LETTERS.indexOf(character);
    sum += value * (i + 2);
  }
  return LETTERS[sum % 23]!;
}

/** A UPN with its check letter; `temporary` ends in a letter, `wrong` has a check letter that is not the right one. */
export function makeUpn(
  laCode: string,
  establishment: string,
  year: number,
  serial: number,
  form: 'permanent' | 'temporary' | 'wrong',
): string {
  const number = (Number(establishment) + 41 * Math.floor(serial / 1000)) % 10_000;
  const head = `${laCode}${String(number).padStart(4, '0')}${String(year % 100).padStart(2, '0')}`;
  const digits = String(serial % 1000).padStart(3, '0');
  const rest = head + (form === 'temporary' ? digits.slice(1) + LETTERS[serial % 23]! : digits);
  const letter = upnLetter(rest);
  return (form === 'wrong' ? LETTERS[(LETTERS.indexOf(letter) + 1) % 23]! : letter) + rest;
}
