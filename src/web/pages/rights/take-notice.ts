import type { PageMemory } from '../../page.ts';

/** What the form that was just sent has done. */
export interface Notice {
  readonly text: string;
  /** False when it had nothing to do, or came too late: then it is no success. */
  readonly done: boolean;
}

/** What the form that was just sent has done, told once. @returns null when there is nothing to tell */
export function takeNotice(memory: PageMemory | undefined): Notice | null {
  if (memory?.notice === undefined) return null;
  const notice = { text: memory.notice, done: !memory.nothingDone };
  delete memory.notice;
  delete memory.nothingDone;
  return notice;
}

/** After a form: leads to a page, which tells what was done. @param done false when there was nothing to do, or it was too late */
export function redirectWith(
  memory: PageMemory | undefined,
  notice: string,
  redirect: string,
  done = true,
): { readonly redirect: string } {
  if (memory) {
    memory.notice = notice;
    if (done) delete memory.nothingDone;
    else memory.nothingDone = true;
  }
  return { redirect };
}
