import { agreesForSchool } from '../../../access/viewer.ts';
import { setConnection } from '../../../agreement/set-connection.ts';
import { isInForce } from '../../../domain/agreement/agreement-state.ts';
import { SERVICE_NAME } from '../../frame.ts';
import type { Page, PageContext, PageResult } from '../../page.ts';
import { redirectWith } from '../rights/take-notice.ts';
import { actingOf, readOwnAgreement } from './acting-of.ts';
import { type RefusedConnection, readConnectionForm } from './read-connection.ts';
import { viewConnection } from './view-connection.ts';

const PATH = '/agreement/connection';

/** How the school's MIS is reached, and how to connect it. */
export const connection: Page = {
  name: 'How your MIS is reached',
  path: PATH,
  may: agreesForSchool,
  handle: (context) => show(context),
};

/** Keeps how the school's MIS is reached, in place of what was before. */
export const connect: Page = {
  name: 'Change how your MIS is reached',
  method: 'POST',
  path: PATH,
  may: agreesForSchool,
  async handle(context) {
    const { viewer, urn, acting, parts } = actingOf(context);
    const wanted = readConnectionForm(context.form ?? {});
    // Of a form that cannot be kept nothing is read any further.
    if (context.form?.['kind'] === 'direct' && parts.credentialKeys.length === 0) return cannotKeep(context);
    if ('errors' in wanted) return show(context, wanted);
    const set = await setConnection(context.database, viewer.scope, parts, acting, urn, wanted, context.clock.now());
    if (set === 'not-in-force')
      return redirectWith(context.memory, 'Your school does not share, so nothing was kept.', '/agreement', false);
    const notice =
      wanted.kind === 'direct'
        ? `The details of your ${wanted.mis} were encrypted and kept. They are never shown again.`
        : `Your ${wanted.mis} is reached through Wonde.`;
    return redirectWith(context.memory, notice, '/agreement');
  },
};

async function show(context: PageContext, refused: RefusedConnection | null = null): Promise<PageResult> {
  const { parts, urn } = actingOf(context);
  const agreement = await readOwnAgreement(context);
  if (!isInForce(agreement.kept.facts.state))
    return redirectWith(context.memory, 'Agree to share first: then you can connect your MIS.', '/agreement', false);
  const answers = context.memory?.agreement?.urn === urn ? context.memory.agreement.system : undefined;
  const facts = {
    serviceName: SERVICE_NAME,
    hasKey: parts.credentialKeys.length > 0,
    answered: answers ? { ...answers, address: '' } : null,
  };
  return {
    template: 'pages/agreement/connection.njk',
    model: viewConnection(agreement, facts, refused),
    status: refused ? 400 : 200,
  };
}

/** There is no key to encrypt with: a matter of the operator's, and no fault of who asks. */
async function cannotKeep(context: PageContext): Promise<PageResult> {
  const { school } = await readOwnAgreement(context);
  const contact = context.installation?.operatorContact ?? null;
  const heading = 'These details cannot be kept yet';
  return {
    template: 'pages/agreement/message.njk',
    model: {
      title: heading,
      heading,
      school: school.name,
      paragraphs: [
        'Details of a direct connection are kept encrypted only, and the people who run this service have not set the key for it (ROLLCALL_CREDENTIALS_KEY). What you entered was not kept.',
        'Ask them to set the key, or connect through Wonde.',
      ],
      links: [
        { text: 'See how your MIS is reached', href: PATH },
        ...(contact === null ? [] : [{ text: 'Contact the people who run this service', href: contact }]),
      ],
    },
    status: 503,
  };
}
