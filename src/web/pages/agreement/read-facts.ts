import { readDeciders } from '../../../access/rights/read-deciders.ts';
import { SERVICE_NAME } from '../../frame.ts';
import type { PageContext } from '../../page.ts';
import { takeNotice } from '../rights/take-notice.ts';
import { ofSchoolOf, readOwnAgreement } from './acting-of.ts';
import type { AgreementPageFacts } from './agreement-page-facts.ts';

/** Everything that a page about where the viewer's school stands is made from. */
export async function readFacts(context: PageContext): Promise<AgreementPageFacts> {
  const { viewer } = ofSchoolOf(context);
  const { installation } = context;
  return {
    viewer,
    agreement: await readOwnAgreement(context),
    now: context.clock.now(),
    operatorName: installation?.operatorName ?? null,
    serviceName: SERVICE_NAME,
    collectAt: installation?.collectAt ?? [],
    refreshDays: installation?.refreshDays ?? 7,
    deciders: await readDeciders(context.database, viewer),
    notice: takeNotice(context.memory),
  };
}
