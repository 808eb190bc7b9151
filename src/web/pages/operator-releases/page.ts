import { operates } from '../../../access/viewer.ts';
import { releaseCalendar } from '../../../domain/release/calendar.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { RollcallError } from '../../../errors.ts';
import {
  type OperatorRelease,
  readOperatorFile,
  readOperatorRelease,
  readOperatorReleases,
  signRelease,
} from '../../../publish/operate-releases.ts';
import type { Page, PageContext } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { confirmationPage } from '../approvals/view-confirmation.ts';
import { operatorOf } from '../operator/operator-of.ts';
import { redirectWith, takeNotice } from '../rights/take-notice.ts';
import { viewRelease } from './view-release.ts';
import { viewReleases } from './view-releases.ts';

const ROOT = '/operator/releases';
/** Releases to come that are listed. */
const COMING = 3;

/** All releases, and those that come next. */
export const page: Page = {
  name: 'Releases of statistics (operator)',
  path: ROOT,
  may: operates,
  async handle(context) {
    const releases = await readOperatorReleases(context.database, operatorOf(context).scope);
    const made = new Set(releases.map(({ id }) => id));
    const coming = releaseCalendar(londonDate(context.clock.now())).filter(({ id }) => !made.has(id));
    const model = viewReleases(releases, coming.slice(0, COMING), takeNotice(context.memory));
    return { template: 'pages/operator-releases/page.njk', model };
  },
};

/** One release: its checks, figures, revisions and files, and who signed it. */
export const release: Page = {
  name: 'A release of statistics (operator)',
  path: `${ROOT}/:id`,
  may: operates,
  async handle(context) {
    const found = await releaseOf(context);
    const { person } = operatorOf(context);
    const model = viewRelease(found, { person, now: context.clock.now(), notice: takeNotice(context.memory) });
    return { template: 'pages/operator-releases/release.njk', model };
  },
};

/** Signs a release, once it was asked again whether to. */
export const sign: Page = {
  name: 'Sign a release of statistics (operator)',
  method: 'POST',
  path: `${ROOT}/:id/sign`,
  may: operates,
  async handle(context) {
    const { form = {}, memory, database, clock, record } = context;
    const { person, name, scope } = operatorOf(context);
    const { id } = (await releaseOf(context)).release;
    const address = `${ROOT}/${id}`;
    const digest = form['digest'] ?? '';
    if (form['confirmed'] !== 'yes')
      return confirmationPage({
        heading: `Sign release ${id}?`,
        paragraphs: [
          'By signing you say that you have looked at its checks, headline figures and revisions, and that it may be published at the time it is due.',
          'Two different people must sign. A signature cannot be taken back; if the release is made anew, its signatures are gone.',
        ],
        address: `${address}/sign`,
        fields: [{ name: 'digest', value: digest }],
        button: 'Sign the release',
        back: address,
      });
    try {
      const signing = { id, digest, personKey: person, name };
      await signRelease(database, scope, signing, clock.now());
    } catch (error) {
      if (!(error instanceof RollcallError) || !error.code.startsWith('release-')) throw error;
      await record?.({ what: 'release-signed', outcome: 'refused', detail: { release: id, why: error.code } });
      return redirectWith(memory, error.message, address, false);
    }
    await record?.({ what: 'release-signed', detail: { release: id, digest } });
    return redirectWith(memory, `You have signed ${id}.`, address);
  },
};

/** A public file of a release, which may be looked at before it is published. */
export const file: Page = {
  name: 'A file of a release (operator)',
  path: `${ROOT}/:id/files/:name`,
  may: operates,
  records: 'download',
  async handle(context) {
    const { id = '', name = '' } = context.params;
    const found = await readOperatorFile(context.database, operatorOf(context).scope, id, name);
    if (found === null) throw new RequestRefused(404);
    return {
      file: found,
      ...(!name.endsWith('.csv') && { type: 'application/octet-stream' }),
      fileName: name.endsWith('.csv') ? `${id}-${name}` : name,
      detail: { release: id, file: name },
    };
  },
};

async function releaseOf(context: PageContext): Promise<OperatorRelease> {
  const { scope } = operatorOf(context);
  const found = await readOperatorRelease(context.database, scope, context.params['id'] ?? '');
  if (found === null) throw new RequestRefused(404);
  return found;
}
