import { TEXTS, textIndex } from '../mis/code-mix.ts';
import { dayFrom } from '../mis/days.ts';
import { DASHES } from '../mis/plan-days.ts';
import { HABITS } from '../mis/year-sheet.ts';
import { wondeId } from '../random.ts';
import type { SchoolPlan } from '../schools/plan-schools.ts';

const LEGACY = ['J', 'H', 'F', 'Y'];
const LOCAL = ['ZZ', 'Q9', 'n', ' I ', 'XX', '-'];

// biome-ignore format: a short table
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  '/': 'Present (AM)', '\\': 'Present (PM)', L: 'Late before registers closed', I: 'Illness', M: 'Medical or dental appointment',
  N: 'Reason not yet provided', O: 'Absent in other circumstances', '#': 'Planned closure', '-': 'No mark', ZZ: 'Local code', Q9: 'Local code', n: 'No reason', XX: 'Local code',
};

/** Id of a code in a school's own list. Every school has its own ids. */
export function codeId(seed: number, plan: SchoolPlan | null, text: string): string {
  return wondeId(seed, plan === null ? -1 : plan.index, 900, textIndex(text));
}

/** The codes a school's MIS knows on a day: the national ones, those of before 19 August 2024 while still of use, its own. */
export function listCodes(seed: number, plan: SchoolPlan | null, day: number, unknownCode: boolean): object[] {
  const habit = plan === null ? undefined : HABITS.get(plan.index % 16)?.[1];
  const dashes = plan !== null && DASHES.includes(plan.mis);
  // They are still needed while marks of 2023/24 are shown.
  const legacy = day < dayFrom(2025, 8, 4);
  const known = TEXTS.filter((text) => {
    if (text === '') return false;
    if (text === habit) return true;
    if (text === '-') return dashes;
    if (text === 'XX') return unknownCode;
    if (LEGACY.includes(text)) return legacy;
    return !LOCAL.includes(text);
  });
  return known.map((text) => ({
    id: codeId(seed, plan, text),
    code: text,
    description: DESCRIPTIONS[text.trim()] ?? `Code ${text.trim()}`,
    type: /^[/\\L]$/.test(text) ? 'PRESENT' : 'OTHER',
  }));
}
