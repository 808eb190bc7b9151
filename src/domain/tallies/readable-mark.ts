import { codeOfMark } from '../codes/codes.ts';

const readable = new Map<string, boolean>();

/** Whether a run of stored marks has one that can be read: a code in force or not, but neither no mark nor one that no code is known for. */
export function hasReadableMark(marks: string): boolean {
  for (const mark of marks) if (isReadable(mark)) return true;
  return false;
}

function isReadable(mark: string): boolean {
  let answer = readable.get(mark);
  if (answer === undefined) {
    const code = codeOfMark(mark);
    readable.set(mark, (answer = code !== undefined && code.category !== 'missing'));
  }
  return answer;
}
