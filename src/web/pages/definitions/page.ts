import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { readDocument } from '../../read-document.ts';

const FILE = join(import.meta.dirname, '../../../../docs/definitions.md');

/** What every figure of the reports means: docs/definitions.md, word for word. Open to anyone. */
export const page: Page = {
  name: 'Definitions',
  path: '/definitions',
  may: anyone,
  handle: async () => ({ template: 'layout/document.njk', model: readDocument(readFileSync(FILE, 'utf8')) }),
};
