import type { Check } from '../check.ts';

export const countsProtected: Check = {
  name: 'counts-protected',
  says: 'Nobody who has the files of this release, and what those before of the academic year showed, can tell a hidden count more closely than promised: the auditor of disclosure control has tried (docs/disclosure.md).',
  lookAtAll(_names, { attack }, report) {
    if (attack === null) report({}, 'the auditor did not look at this release');
    for (const found of attack?.recovered ?? []) report({}, `a hidden count can be told: ${found}`);
  },
};
