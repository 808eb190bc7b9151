import { type Issue, makeIssue } from '../../../domain/quality/issues.ts';
import type { WondePage } from './client.ts';
import { type CodeList, parseCode } from './parse.ts';
import type { SchoolReader } from './read-school.ts';
import { isNotPermitted } from './refusal.ts';

/** The codes that marks point to, and what must be included with marks because there is no list. */
export interface ReadCodes {
  readonly codes: CodeList;
  readonly includes: readonly string[];
  readonly issues: readonly Issue[];
}

/**
 * Reads the school's own list of codes (ids differ from school to school), else the account's; where neither is permitted, codes
 * are asked for with each mark.
 */
export async function readCodes(reader: SchoolReader): Promise<ReadCodes> {
  const own = await readList(reader.readPages('attendance-codes'));
  if (own !== null && own.codes.size > 0) return { ...own, includes: [] };
  const shared = await readList(reader.readAccountPages('attendance-codes'));
  if (shared !== null && shared.codes.size > 0) return { ...shared, includes: ['attendance_code'] };
  const issue = makeIssue('endpoint-not-permitted', 'attendance-codes', { endpoint: 'attendance-codes' });
  return { codes: new Map(), includes: ['attendance_code'], issues: [issue] };
}

async function readList(
  pages: AsyncGenerator<WondePage, void, void>,
): Promise<{ codes: Map<string, string>; issues: Issue[] } | null> {
  const codes = new Map<string, string>();
  const issues: Issue[] = [];
  try {
    for await (const { rows } of pages)
      for (const row of rows) {
        const code = parseCode(row);
        if (code) codes.set(code.id, code.text);
        else issues.push(makeIssue('row-unreadable', 'attendance codes', { what: 'the list of codes' }));
      }
  } catch (error) {
    if (isNotPermitted(error)) return null;
    throw error;
  }
  return { codes, issues };
}
