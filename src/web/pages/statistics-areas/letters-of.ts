const SMALL = new Set(['and', 'of', 'the', 'upon', 'on', 'with']);

/** A few letters by which an authority can be found on the map: `BNES` of Bath and North East Somerset, `Brad` of Bradford. Not always its own. */
export function lettersOf(name: string): string {
  const words = name
    .replace(/,.*$/, '')
    .split(/[\s-]+/)
    .filter((word) => !SMALL.has(word.toLowerCase()));
  const [first = ''] = words;
  return words.length > 1
    ? words
        .map((word) => word[0])
        .join('')
        .slice(0, 4)
        .toUpperCase()
    : first.slice(0, 4);
}
