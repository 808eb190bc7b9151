import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { readDocument } from '../../read-document.ts';

const FILE = join(import.meta.dirname, '../../../../docs/api.md');
/** Where the examples of the document ask. */
const EXAMPLE = 'http://localhost:3000';

/** How to ask the public data API: docs/api.md, word for word, with the address of this site in its examples. Open to anyone. */
export const page: Page = {
  name: 'Data API',
  path: '/statistics/api',
  may: anyone,
  handle: async ({ installation }) => {
    const text = readFileSync(FILE, 'utf8').replaceAll(EXAMPLE, installation?.publicUrl ?? EXAMPLE);
    return { template: 'layout/document.njk', model: readDocument(text) };
  },
};
