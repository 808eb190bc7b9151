import type { FoundOrganisation } from '../../../access/rights/search-organisations.ts';

const KINDS = {
  school: ['School', 'URN'],
  'multi-academy-trust': ['Multi-academy trust', 'UID'],
  'single-academy-trust': ['Single-academy trust', 'UID'],
  'local-authority': ['Local authority', 'code'],
} as const;

/** What tells an organisation from others of its name: `School in Leeds, URN 900001`. */
export function describeOrganisation({ kind, number, town, closed }: Omit<FoundOrganisation, 'key' | 'name'>): string {
  const [word, code] = KINDS[kind];
  return `${word}${town ? ` in ${town}` : ''}, ${code} ${number}${closed ? ', closed' : ''}`;
}
