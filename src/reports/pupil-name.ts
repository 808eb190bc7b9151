/** A pupil's name as lists have it: `Surname, Forename`; what the MIS does not hold is said. */
export function nameText({ forename, surname }: { forename: string | null; surname: string | null }): string {
  const parts = [surname, forename].map((part) => part?.trim() ?? '').filter((part) => part !== '');
  return parts.length === 0 ? 'No name in the MIS' : parts.join(', ');
}
