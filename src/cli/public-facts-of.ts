import type { Config } from '../config.ts';
import { PARTICULARS, type Particulars, type PublicFacts } from '../web/particulars.ts';

/** What the settings say about this installation, for the public pages. */
export function publicFactsOf(config: Config): PublicFacts {
  const particulars = Object.fromEntries(
    Object.entries(PARTICULARS).map(([name, { setting }]) => [name, config[setting]]),
  ) as Particulars;
  return {
    particulars,
    optOutKeepDays: config.ROLLCALL_OPT_OUT_KEEP_DAYS,
    retentionYears: config.ROLLCALL_RETENTION_YEARS,
    accessibilityStatus: config.ROLLCALL_ACCESSIBILITY_STATUS,
  };
}
