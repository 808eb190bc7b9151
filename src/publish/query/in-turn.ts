/**
 * Runs work one after another, in the order in which it came: however many ask at the same time, everything else that goes on waits for a piece of one
 * of them, not of all.
 */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const own = last.then(work);
    // Work that fails is told to whoever asked for it, and holds up nobody.
    last = own.catch(() => {});
    return own;
  };
}
