/**
 * What a page about pupils says when marks of the year lie under other URNs too: it shows those of the school's own.
 * Null when there are none.
 * @param urns the school's own first, then those of its predecessors
 */
export function ownUrnOnly([urn, ...before]: readonly number[]): string | null {
  if (before.length === 0) return null;
  const [those, schools] = [before.join(' and '), before.length === 1 ? 'URN' : 'URNs'];
  return `Marks taken this year under ${schools} ${those}, before the school converted, are not on this page: it has the marks of URN ${urn} only. School overview has them together.`;
}
