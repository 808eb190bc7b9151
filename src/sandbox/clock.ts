/** A clock that can be set while it runs. */
export interface SandboxClock {
  now(): Date;
  /** Sets the time. It runs on from there, or with `frozen` stands still. */
  set(now: Date, frozen?: boolean): void;
  readonly isFrozen: boolean;
}

/** Puts an offset, or a fixed time, over another clock. */
export function createClock(base: { now(): Date }): SandboxClock {
  let offset = 0;
  let fixed: Date | null = null;
  return {
    now: () => fixed ?? new Date(base.now().getTime() + offset),
    set(now, frozen = false) {
      fixed = frozen ? now : null;
      offset = now.getTime() - base.now().getTime();
    },
    get isFrozen() {
      return fixed !== null;
    },
  };
}
