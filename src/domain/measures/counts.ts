/** Sessions of any set of pupils and days, by what they count as. Attended is present plus approved educational activity. */
export interface Counts {
  attended: number;
  authorised: number;
  unauthorised: number;
}

/** Possible sessions: the denominator of every attendance and absence rate. */
export function possible(counts: Counts): number {
  return counts.attended + counts.authorised + counts.unauthorised;
}

/** Sessions missed, authorised or not (overall absence). */
export function absent(counts: Counts): number {
  return counts.authorised + counts.unauthorised;
}

/** Pools counts. Figures of several pupils, days or schools are always pooled counts, never averages of rates. */
export function addCounts(...all: Counts[]): Counts {
  const sum = { attended: 0, authorised: 0, unauthorised: 0 };
  for (const counts of all) {
    sum.attended += counts.attended;
    sum.authorised += counts.authorised;
    sum.unauthorised += counts.unauthorised;
  }
  return sum;
}
