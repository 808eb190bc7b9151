import type { PageMemory } from '../../page.ts';

/** What the form that was just sent has done, told once. @returns null when there is nothing to tell */
export function takeNotice(memory: PageMemory | undefined): string | null {
  const notice = memory?.notice ?? null;
  if (memory) delete memory.notice;
  return notice;
}

/** After a form: leads to a page, which tells what was done. */
export function redirectWith(
  memory: PageMemory | undefined,
  notice: string,
  redirect: string,
): { readonly redirect: string } {
  if (memory) memory.notice = notice;
  return { redirect };
}
