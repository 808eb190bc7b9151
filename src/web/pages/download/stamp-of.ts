import type { Purpose } from '../../../access/purposes.ts';
import type { Stamp } from '../../../reports/stamp.ts';
import type { PageContext } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';

/** The stamp of a file that is downloaded now. Nobody who acts for no organisation takes one out. */
export function stampOf({ viewer, clock }: Pick<PageContext, 'viewer' | 'clock'>, purpose: Purpose): Stamp {
  if (!viewer?.organisation) throw new RequestRefused(403);
  const { name, email, organisation } = viewer;
  return { name, email, organisation: organisation.name, at: clock.now(), purpose };
}
