import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { GOVUK_FOLDER } from './asset-files.ts';
import { inlineScriptHash } from './security-headers.ts';

test('the hash is that of the one inline script of the installed GOV.UK template', () => {
  const template = readFileSync(join(GOVUK_FOLDER, 'template.njk'), 'utf8');
  assert.equal(inlineScriptHash(template), "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='");
});

test('a template with two inline scripts, or none, is not trusted', () => {
  assert.throws(() => inlineScriptHash('<script>a</script><script>b</script>'), /2 inline scripts/);
  assert.throws(() => inlineScriptHash('<script src="a.js"></script>'), /0 inline scripts/);
});
