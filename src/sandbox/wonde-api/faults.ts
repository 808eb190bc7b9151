import { chance } from '../random.ts';

/** Every fault the sandbox can make, with what it does. */
export const FAULTS = {
  'server-error': 'Answers `status` (500, 502 or 503; 500 unless told).',
  'too-many-requests': 'Answers 429 with `Retry-After: retry_after` seconds (2).',
  slow: 'Waits `ms` milliseconds (2000) before it answers.',
  reset: 'Cuts the connection without an answer.',
  hang: 'Never answers, until the client goes.',
  'truncated-json': 'Cuts the answer in its middle.',
  'html-page': 'Answers with an HTML page and `status` (200).',
  forbidden: 'Answers 403.',
  'invalid-include': 'Answers 400 invalid_include when one of `includes` (any, unless told) is asked for.',
  revoked: 'The school revokes its approval after `after` requests.',
  offline: 'The school shows as offline; its data go on as they were.',
  'repeated-next': 'From page `page` (2) on, `next` points to the page itself.',
  'missing-page': 'Skips the rows of page `page` (2) while `next` goes on.',
  'duplicate-rows': 'Repeats every `every`th (10th) row in the same page.',
  'overlapping-pages': 'Each page starts with the last `rows` (5) rows of the one before.',
  'missing-meta': 'Leaves `meta` out, so only the first page can be had.',
  'foreign-next': '`next` points to another host, `host` (wonde.invalid).',
  'empty-data': 'Answers 200 with no rows.',
  'partial-roll': 'Leaves out the pupils of every second place.',
  'half-marks': 'Leaves out half of the marks.',
  'string-dates': 'Dates are plain text.',
  'integer-codes': '`la_code` and `establishment_number` are numbers, `urn` is text.',
  'british-spelling': '`unauthorised_absences` instead of `unauthorized_absences`.',
  'unknown-code': 'A `share` (0.01) of marks has a code that no table knows.',
  'missing-code': 'A `share` (0.01) of marks points to a code that the list does not have.',
  'not-granted': '`fields` (ethnicity_code, free_school_meals) are null or absent.',
  acl: 'The school hides a `share` (0.1) of its pupils.',
  'mis-migration': 'The school has changed its MIS: other ids and upi, the same UPNs.',
  'two-marks': 'A `share` (0.01) of marks has a second row with another code.',
  'pupil-twice': 'The first pupil is there a second time with another id.',
  'date-outside-year': 'One row more a page, its date twenty years ago.',
  'invalid-date': 'One row more a page, dated 30 February.',
  'invalid-session': "One row more a page, its session 'XX'.",
} as const;

export type FaultKind = keyof typeof FAULTS;

/**
 * One fault to make. Without `school` (Wonde id or URN) and `path` (the end of the path after the school, such as
 * `students` or `attendance/session`) it applies everywhere. `times`: at most so often; `after`: not for the first ones;
 * `probability`: drawn from the seed for each request.
 */
export interface Fault {
  readonly kind: FaultKind;
  readonly school?: string | number;
  readonly path?: string;
  readonly times?: number;
  readonly after?: number;
  readonly probability?: number;
  readonly status?: number;
  readonly retry_after?: number;
  readonly ms?: number;
  readonly page?: number;
  readonly every?: number;
  readonly rows?: number;
  readonly host?: string;
  readonly share?: number;
  readonly fields?: readonly string[];
  readonly includes?: readonly string[];
}

export interface FaultPlan {
  readonly seed: number;
  readonly faults: readonly Fault[];
}

/** Which school and path a request is for. */
export interface Target {
  readonly id: string | null;
  readonly urn: number | null;
  readonly path: string;
}

export interface Faults {
  read(): FaultPlan;
  /** Replaces all faults and starts counting again. Throws TypeError on a kind that does not exist. */
  replace(plan: { seed?: unknown; faults?: unknown }): void;
  /** Decides, once a request, whether a fault is made now; counts it if so. */
  take(kind: FaultKind, target: Target, accepts?: (fault: Fault) => boolean): Fault | null;
  counts(): Record<string, number>;
}

/** Creates an empty list of faults. */
export function createFaults(): Faults {
  let plan: FaultPlan = { seed: 1, faults: [] };
  let seen: number[] = [];
  let made: number[] = [];
  let counts: Record<string, number> = {};
  return {
    read: () => plan,
    replace({ seed = 1, faults = [] }) {
      if (!Array.isArray(faults)) throw new TypeError('faults must be a list');
      for (const fault of faults as Fault[])
        if (!Object.hasOwn(FAULTS, fault.kind)) throw new TypeError(`no such fault: ${String(fault.kind)}`);
      plan = { seed: Number(seed), faults: faults as Fault[] };
      seen = plan.faults.map(() => 0);
      made = plan.faults.map(() => 0);
      counts = {};
    },
    take(kind, target, accepts) {
      for (const [i, fault] of plan.faults.entries()) {
        if (fault.kind !== kind || !applies(fault, target) || accepts?.(fault) === false) continue;
        const turn = seen[i]!;
        seen[i] = turn + 1;
        if (turn < (fault.after ?? 0) || made[i]! >= (fault.times ?? Infinity)) continue;
        if (fault.probability !== undefined && chance(plan.seed, i, turn, 17) >= fault.probability) continue;
        made[i] = made[i]! + 1;
        counts[kind] = (counts[kind] ?? 0) + 1;
        return fault;
      }
      return null;
    },
    counts: () => ({ ...counts }),
  };
}

function applies(fault: Fault, target: Target): boolean {
  if (fault.school !== undefined && String(fault.school) !== target.id && String(fault.school) !== String(target.urn))
    return false;
  return fault.path === undefined || fault.path === target.path;
}
