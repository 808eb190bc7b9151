import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { replaceBranding } from './govuk-stylesheet.ts';

/** GOV.UK Frontend, as installed. */
export const GOVUK_FOLDER = dirname(createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/template.njk'));
const OWN_FOLDER = join(import.meta.dirname, 'assets');

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

export interface AssetFile {
  readonly body: Buffer;
  readonly type: string;
}

/** All files under `/assets/<version>/`, held in memory. The version is a digest of them all, so they may be cached for ever. */
export interface AssetFiles {
  readonly version: string;
  readonly files: ReadonlyMap<string, AssetFile>;
}

/**
 * Gathers the assets: one stylesheet (GOV.UK's, then ours), GOV.UK's script and the line that starts it, icons.
 * @param govuk true serves the crown and the GOV.UK typeface, which only services on gov.uk may
 */
export function gatherAssets(govuk: boolean): AssetFiles {
  const files = new Map<string, AssetFile>();
  const add = (name: string, body: Buffer | string) =>
    files.set(name, { body: Buffer.from(body), type: TYPES[extname(name)]! });
  const package_ = (name: string) => readFileSync(join(GOVUK_FOLDER, name));
  const own = (name: string) =>
    existsSync(join(OWN_FOLDER, name)) ? readFileSync(join(OWN_FOLDER, name), 'utf8') : '';

  const stylesheets = [
    replaceBranding(package_('govuk-frontend.min.css').toString(), govuk),
    own('rollcall.css'),
    own(govuk ? 'govuk-brand.css' : 'neutral-brand.css'),
    own('charts.css'),
    own('print.css'),
  ];
  add('rollcall.css', stylesheets.join('\n'));
  add(
    'govuk-frontend.min.js',
    package_('govuk-frontend.min.js')
      .toString()
      .replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'),
  );
  add('start-govuk.js', own('start-govuk.js'));
  add('session-warning.js', own('session-warning.js'));
  add('icon.svg', govuk ? package_('assets/images/favicon.svg') : own('icon.svg'));
  if (govuk) {
    for (const name of readdirSync(join(GOVUK_FOLDER, 'assets/fonts')))
      add(`fonts/${name}`, package_(`assets/fonts/${name}`));
    add('images/govuk-crest.svg', package_('assets/images/govuk-crest.svg'));
  }
  const digest = createHash('sha256');
  for (const [name, { body }] of files) digest.update(name).update(body);
  return { version: digest.digest('hex').slice(0, 12), files };
}
