import { dirname } from 'node:path';
import nunjucks from 'nunjucks';
import { GOVUK_FOLDER } from './asset-files.ts';
import type { Frame } from './frame.ts';

/** Renders a template with the frame round it and the page's own model. */
export type Render = (template: string, frame: Frame, page: object) => string;

/**
 * Nunjucks over `src/web` and GOV.UK Frontend, escaping everything. A template is compiled when first used and kept.
 */
export function createRender(): Render {
  const loader = new nunjucks.FileSystemLoader([import.meta.dirname, dirname(GOVUK_FOLDER)], {
    noCache: false,
    watch: false,
  });
  const environment = new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true });
  return (template, frame, page) => environment.render(template, { frame, page });
}
