import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, usesSandbox } from '../../config.ts';
import type { ReleaseRules } from '../../domain/release/rules.ts';
import { disclosureSettings } from '../disclosure-settings.ts';

/** The settings under which a release is made now. */
export const releaseSettings = (config: Config): Pick<ReleaseRules, 'disclosure' | 'limits' | 'invented'> => ({
  disclosure: disclosureSettings(config),
  limits: {
    leastResponsePercent: config.ROLLCALL_RELEASE_LEAST_RESPONSE,
    largestChange: config.ROLLCALL_RELEASE_LARGEST_CHANGE,
  },
  invented: usesSandbox(config),
});

/** The version of the code, as its package says it. */
export function codeVersion(): string {
  const file = join(import.meta.dirname, '../../../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
