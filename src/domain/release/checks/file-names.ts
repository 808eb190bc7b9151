import type { Check } from '../check.ts';

/** Longer names are cut off where files are listed (open data standard). */
const LONGEST = 50;

export const fileNames: Check = {
  name: 'file-names',
  says: 'Names of files are lower case letters, digits, hyphens and underscores, at most 50 characters, and name no year or area; each data file has its metadata file.',
  lookAtAll(names, _context, report) {
    for (const name of names.filter((each) => each.endsWith('.csv'))) {
      const stem = name.replace(/(\.meta)?\.csv$/, '');
      if (!/^[a-z0-9_-]+$/.test(stem)) report({}, `${name} has other characters than a to z, 0 to 9, - and _`);
      if (stem.length > LONGEST) report({}, `${name} is longer than ${LONGEST} characters`);
      if (/\d{4}|england|region|authorit/.test(stem)) report({}, `${name} names a year or an area`);
      const other = name.endsWith('.meta.csv') ? `${stem}.csv` : `${stem}.meta.csv`;
      if (!names.includes(other)) report({}, `${name} is there without ${other}`);
    }
  },
};
