export type Counted = 'attended' | 'authorised' | 'unauthorised';

/**
 * What each code counts as, written out by hand from the rules of the 2024 Regulations and of those before them (docs of the rules:
 * present and approved educational activity are attended). It shares nothing with domain/codes.
 */
const COUNTED: Readonly<Record<Counted, string>> = {
  // P, then K V P W B; J (an interview) counted as attendance under the old rules, and still does when it arrives.
  attended: '/ \\ L K V P W B J',
  // C1 M J1 S C2 C of leave, T R I E; H and F (holidays granted) under the old rules.
  authorised: 'C1 M J1 S C2 C T R I E H F',
  unauthorised: 'G N O U',
};
/** Neither in the denominator nor anywhere: elsewhere, not required, unable to attend, closed, not on roll, no mark. */
const NOT_POSSIBLE = 'D X Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 Y Z # - ?';

const KINDS = new Map<string, Counted | null>([
  ...Object.entries(COUNTED).flatMap(([kind, codes]) =>
    codes.split(' ').map((code) => [code, kind as Counted] as const),
  ),
  ...NOT_POSSIBLE.split(' ').map((code) => [code, null] as const),
]);

export const ALL_CODES: readonly string[] = [...KINDS.keys()];

/** What a code counts as; null when the session is not possible, or has no mark. Throws on a code that is none. */
export function countedAs(code: string): Counted | null {
  const kind = KINDS.get(code);
  if (kind === undefined) throw new Error(`Not a code: ${code}`);
  return kind;
}

export const isMissed = (code: string): boolean => ['authorised', 'unauthorised'].includes(countedAs(code) ?? '');
export const isPossible = (code: string): boolean => countedAs(code) !== null;
