import type { FoundOrganisation } from '../../../access/rights/search-organisations.ts';
import { describeOrganisation } from '../operator-members/describe-organisation.ts';
import type { Notice } from '../rights/take-notice.ts';
import { dayOf } from '../rights/waiting-words.ts';

/** An entry of the operator's table. */
export interface NamedUkprn {
  readonly ukprn: string;
  /** Such as `authority:301`. */
  readonly organisation: string;
  readonly name: string;
  readonly addedAt: Date;
}

/** What was typed and not accepted. */
export interface RefusedUkprn {
  readonly ukprn: string;
  readonly organisation: string;
  readonly error: { readonly field: 'ukprn' | 'organisation'; readonly text: string };
  /** Organisations that fit what was typed, when several do. */
  readonly found: readonly FoundOrganisation[];
}

/** The operator's table of UKPRNs, what the list of schools and trusts says by itself, and the form that adds one. */
export function viewUkprns(entries: readonly NamedUkprn[], notice: Notice | null, refused: RefusedUkprn | null = null) {
  const errorOf = (field: 'ukprn' | 'organisation') => (refused?.error.field === field ? refused.error.text : null);
  return {
    title: refused ? 'Error: UKPRNs' : 'UKPRNs',
    heading: 'Which organisation a UKPRN stands for',
    notice,
    errors: refused ? [{ text: refused.error.text, href: `#${refused.error.field}` }] : [],
    intro: [
      'People who sign in with IDAMS bring the UKPRN of their organisation: eight digits that begin with 1.',
      'Trusts and schools are found by the list of schools and trusts (Get information about schools), so they need no entry here. Local authorities must be named here: there is no public list of their UKPRNs.',
      'An entry here goes before the list. Whoever brings a UKPRN that stands for nothing, or for several organisations in the list, sees no school and is told so.',
    ],
    summary: summaryOf(entries.length),
    rows: entries.map(({ ukprn, organisation, name, addedAt }) => ({
      ukprn,
      name,
      what: whatIs(organisation),
      added: dayOf(addedAt),
    })),
    form: {
      ukprn: refused?.ukprn ?? '',
      ukprnError: errorOf('ukprn'),
      organisation: refused?.organisation ?? '',
      organisationError: errorOf('organisation'),
      choices: (refused?.found ?? []).map((each) => ({
        value: each.key,
        text: each.name,
        hint: { text: describeOrganisation(each) },
      })),
    },
  };
}

function summaryOf(entries: number): string {
  if (entries === 0) return 'No UKPRN is named here';
  return entries === 1 ? '1 UKPRN is named here' : `${entries} UKPRNs are named here`;
}

const WORDS: Readonly<Record<string, string>> = {
  school: 'School, URN',
  trust: 'Trust, UID',
  authority: 'Local authority, code',
};

function whatIs(organisation: string): string {
  const [kind = '', number = ''] = organisation.split(':');
  return `${WORDS[kind] ?? kind} ${number}`;
}
