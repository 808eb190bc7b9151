import { searchOrganisations } from '../../../access/rights/search-organisations.ts';
import type { Viewer } from '../../../access/viewer.ts';
import { type AuditChoices, isOrganisation } from '../../../reports/who-looked/choices.ts';
import type { OrganisationSearch } from '../../../reports/who-looked/operator-view-model.ts';
import type { Database } from '../../../store/database.ts';
import { describeOrganisation } from '../operator-members/describe-organisation.ts';

/** Most organisations to choose from. */
const MOST = 20;
/** The longest text that is searched for. */
const LONGEST = 100;

export interface FoundChoices {
  readonly choices: AuditChoices;
  readonly typed: string;
  /** Null when the organisation is settled, or none was named. */
  readonly search: OrganisationSearch | null;
}

/**
 * Settles which organisation was meant by what was typed: our name for it, `operator`, a URN, a code, a UID or words of its name.
 * @param database the viewer's login
 */
export async function settleOrganisation(
  database: Database,
  viewer: Viewer,
  read: AuditChoices,
  given: string | string[] | undefined,
): Promise<FoundChoices> {
  const typed = (Array.isArray(given) ? (given[0] ?? '') : (given ?? '')).trim();
  // Said at the field itself.
  const choices = { ...read, notRead: read.notRead.filter((name) => name !== 'organisation') };
  if (typed === '' || choices.organisation !== null) return { choices, typed, search: null };
  if (isOrganisation(typed.toLowerCase()))
    return { choices: { ...choices, organisation: typed.toLowerCase() }, typed, search: null };
  const found = typed.length > LONGEST ? [] : ((await searchOrganisations(database, viewer, typed, MOST + 1)) ?? []);
  const numbered = found.filter(({ number }) => number === typed);
  const only = numbered.length === 1 ? numbered[0] : found.length === 1 ? found[0] : undefined;
  if (only) return { choices: { ...choices, organisation: only.key }, typed, search: null };
  const listed = found.slice(0, MOST).map((each) => ({ ...each, what: describeOrganisation(each) }));
  return { choices, typed, search: { typed, found: listed, more: found.length > MOST } };
}
