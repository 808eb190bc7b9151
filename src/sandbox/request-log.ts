/** One request, at the machine's own time: the sandbox's clock may stand still, or be set. */
export interface LoggedRequest {
  readonly at: string;
  readonly path: string;
}

/** What was asked of the Wonde API since the start: counts for ever, times of the last requests of each school. */
export interface RequestLog {
  /** @param school Wonde id; null for what is of the whole account */
  add(school: string | null, path: string): void;
  /** How often each path of each school was asked; `account` for what is of no school. */
  counts(): Record<string, Record<string, number>>;
  /** The last requests about one school, oldest first. */
  of(school: string | null): readonly LoggedRequest[];
}

const KEPT = 5000;
const ACCOUNT = 'account';

export function createRequestLog(): RequestLog {
  const schools = new Map<string, { counts: Map<string, number>; last: LoggedRequest[] }>();
  return {
    add(school, path) {
      const name = school ?? ACCOUNT;
      const known = schools.get(name) ?? { counts: new Map<string, number>(), last: [] };
      schools.set(name, known);
      known.counts.set(path, (known.counts.get(path) ?? 0) + 1);
      known.last.push({ at: new Date().toISOString(), path });
      if (known.last.length > KEPT * 2) known.last.splice(0, KEPT);
    },
    counts: () =>
      Object.fromEntries([...schools].map(([name, { counts }]) => [name, Object.fromEntries(counts)] as const)),
    of: (school) => schools.get(school ?? ACCOUNT)?.last.slice(-KEPT) ?? [],
  };
}
