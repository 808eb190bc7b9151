import type { SchoolAgreement } from '../../../agreement/read-school-agreement.ts';
import type { RefusedConnection } from './read-connection.ts';
import { nearestMis } from './read-system.ts';
import { setText } from './view-standing.ts';
import { systemFields } from './view-system.ts';

/** How a school's MIS is reached: as it is, how to connect it, and the form to change it. Nothing that was entered is ever in it. */
export function viewConnection(
  { school, kept, connection }: SchoolAgreement,
  facts: {
    readonly serviceName: string;
    readonly hasKey: boolean;
    readonly answered: RefusedConnection['typed'] | null;
  },
  refused: RefusedConnection | null = null,
) {
  const { serviceName, hasKey, answered } = facts;
  const errors = refused?.errors ?? [];
  const now = connection && { mis: connection.mis, kind: connection.kind, address: connection.address ?? '' };
  const typed = refused?.typed ?? now ?? answered ?? { mis: nearestMis(kept.facts.mis), address: '' };
  const error = (href: string) => errors.find((each) => each.href === href)?.text ?? null;
  return {
    title: refused ? 'Error: How your MIS is reached' : 'How your MIS is reached',
    heading: 'How your MIS is reached',
    school: school.name,
    errors,
    set: connection
      ? [setText(connection), ...(connection.kind === 'direct' ? [connection.readable ? SEALED : LOST] : [])]
      : [],
    known: [
      `Sign in to Wonde’s school portal.`,
      `Open “Pending approval”, and choose ${serviceName}.`,
      'Check what is asked for: the thirteen items and the attendance marks. Approve it.',
      'Wonde checks the data, usually within a day. There is nothing more to do.',
    ],
    unknown: [
      'Ask your MIS’s supplier or Wonde’s support how your MIS is connected to Wonde, and follow their steps.',
      `Once Wonde knows your school, the request of ${serviceName} appears under “Pending approval”. It is asked for again every day.`,
      'Go on as above.',
    ],
    ...systemFields(typed, errors),
    direct: {
      hasKey,
      notBuilt:
        'Reading directly from an MIS is not built yet in this version of the service. You can enter the details now: they are encrypted and kept until the source for your MIS comes, and nothing is collected before.',
      noKey:
        'The people who run this service have not set the key that such details are encrypted with, so they cannot be kept yet. Ask them to set it, or connect through Wonde.',
      again: connection?.kind === 'direct' ? 'To change anything, enter all of it again.' : null,
      address: { value: typed.address ?? '', error: error('#address') },
      user: { error: error('#user') },
      secret: { error: error('#secret') },
    },
  };
}

const LOST =
  'But what was entered cannot be read any more, since the key that it was encrypted with is gone. Enter it again below.';
const SEALED = 'They are encrypted, never shown again, and can be replaced below.';
