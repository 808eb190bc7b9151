import { changeUkprn, readUkprnTable, type UkprnChanged } from '../../../access/rights/change-ukprn.ts';
import { type FoundOrganisation, searchOrganisations } from '../../../access/rights/search-organisations.ts';
import { operates, type Viewer } from '../../../access/viewer.ts';
import type { Page, PageContext, PageResult } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { confirmationPage } from '../approvals/view-confirmation.ts';
import { operatorOf } from '../operator/operator-of.ts';
import { rightsPartsOf } from '../rights/rights-parts-of.ts';
import { redirectWith, takeNotice } from '../rights/take-notice.ts';
import { type RefusedUkprn, viewUkprns } from './view-model.ts';

const PATH = '/operator/ukprns';
/** Most organisations that are offered when a name fits several. */
const MOST_OFFERED = 10;

/** The operator's table of UKPRNs. */
export const page: Page = { name: 'UKPRNs', path: PATH, may: operates, handle: (context) => show(context) };

/** Says which organisation a UKPRN stands for; asks again before another organisation loses it. */
export const add: Page = {
  name: 'Name a UKPRN',
  method: 'POST',
  path: PATH,
  may: operates,
  async handle(context) {
    const viewer = operatorOf(context);
    const { ukprn: typed = '', organisation = '', confirmed } = context.form ?? {};
    const ukprn = typed.replace(/\s/g, '');
    const refuse = (field: 'ukprn' | 'organisation', text: string, found: readonly FoundOrganisation[] = []) =>
      show(context, { ukprn: typed, organisation, error: { field, text }, found });
    if (!/^1\d{7}$/.test(ukprn)) return refuse('ukprn', 'Enter a UKPRN: 8 digits that begin with 1');
    const found = await find(context, viewer, organisation);
    const [first, ...others] = found;
    if (first === undefined)
      return refuse('organisation', 'Enter an organisation that is in the list: its code, UID, URN or name');
    if (others.length > 0)
      return found.length > MOST_OFFERED
        ? refuse('organisation', 'Many organisations fit this. Enter a code, a UID or a URN, or more of the name')
        : refuse('organisation', 'Select which organisation you mean', found);
    const before = (await table(context, viewer)).find((each) => each.ukprn === ukprn);
    if (before && before.organisation !== first.key && confirmed !== 'yes')
      return confirmationPage({
        heading: `Let ${ukprn} stand for ${first.name}?`,
        paragraphs: [
          `It stands for ${before.name} now. People who bring it are of ${first.name} from their next click.`,
        ],
        address: PATH,
        fields: [
          { name: 'ukprn', value: ukprn },
          { name: 'organisation', value: first.key },
        ],
        button: 'Change it',
        back: PATH,
      });
    const { outcome } = await changeUkprn(
      context.database,
      viewer,
      { ukprn, organisation: first.key },
      rightsPartsOf(context),
    );
    return after(
      context,
      outcome,
      `${ukprn} stands for ${first.name} now.`,
      `${ukprn} stood for ${first.name} already.`,
    );
  },
};

/** Takes a UKPRN out of the table, once it was asked again whether to. */
export const remove: Page = {
  name: 'Remove a UKPRN',
  method: 'POST',
  path: `${PATH}/remove`,
  may: operates,
  async handle(context) {
    const viewer = operatorOf(context);
    const { ukprn = '', confirmed } = context.form ?? {};
    const entry = (await table(context, viewer)).find((each) => each.ukprn === ukprn);
    if (!entry) throw new RequestRefused(404);
    if (confirmed !== 'yes')
      return confirmationPage({
        heading: `Remove ${ukprn}?`,
        paragraphs: [
          `It stands for ${entry.name} now. Afterwards it stands for what the list of schools and trusts says, or for nothing; then nobody of ${entry.name} who signs in with it sees a school.`,
        ],
        address: `${PATH}/remove`,
        fields: [{ name: 'ukprn', value: ukprn }],
        button: 'Remove it',
        back: PATH,
      });
    const { outcome } = await changeUkprn(
      context.database,
      viewer,
      { ukprn, organisation: null },
      rightsPartsOf(context),
    );
    return after(context, outcome, `${ukprn} is removed.`, `${ukprn} was removed already.`);
  },
};

function after({ memory }: PageContext, outcome: UkprnChanged['outcome'], done: string, already: string): PageResult {
  if (outcome !== 'changed' && outcome !== 'removed' && outcome !== 'unchanged') throw new RequestRefused(404);
  return redirectWith(memory, outcome === 'unchanged' ? already : done, PATH, outcome !== 'unchanged');
}

/** Organisations that fit what was typed; a number that is one organisation's means that one, whatever names hold it. */
async function find({ database }: PageContext, viewer: Viewer, typed: string): Promise<readonly FoundOrganisation[]> {
  const text = typed.trim().slice(0, 100);
  const found = (await searchOrganisations(database, viewer, text, MOST_OFFERED + 1)) ?? [];
  const exact = found.filter(({ key, number, name }) => [key, number, name].includes(text));
  return exact.length > 0 ? exact : found;
}

async function table({ database }: PageContext, viewer: Viewer) {
  const entries = await readUkprnTable(database, viewer);
  if (entries === null) throw new RequestRefused(404);
  return entries;
}

async function show(context: PageContext, refused: RefusedUkprn | null = null): Promise<PageResult> {
  const entries = await table(context, operatorOf(context));
  const model = viewUkprns(entries, takeNotice(context.memory), refused);
  return { template: 'pages/operator-ukprns/page.njk', model, status: refused ? 400 : 200 };
}
