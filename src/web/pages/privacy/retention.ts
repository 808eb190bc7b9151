/**
 * How long pupils' marks are kept, and who sees to it: nothing deletes by age yet, so no page may say that it happens by itself.
 * @param years school years before the current one
 */
export function marksAreKept(years: number): string[] {
  const before = years === 0 ? '' : years === 1 ? ' and the one before it' : ` and the ${years} before it`;
  return [
    `Data about pupils and their marks is kept for the current school year${before}.`,
    'Older data is deleted by the people who run this service. The software does not yet do that by itself.',
  ];
}
