import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { METADATA, TIDY_COLUMNS } from '../../publish/query/tidy-file.fixture.ts';
import { releaseOfFolder } from '../../publish/released/folder-releases.fixture.ts';
import type { ReleasedFiles } from '../../publish/released/released-files.ts';
import { API_PATH } from './api-routes.ts';

/** A release of few rows, each such as `2025,Week 40`, an area, a phase, a reason, a count and a share. */
export function releaseOfRows(
  id: string,
  rows: readonly string[],
  { note = null, name = 'attendance-reasons' }: { note?: string | null; name?: string } = {},
): ReleasedFiles {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-api-'));
  try {
    writeFileSync(join(folder, `${name}.csv`), `${[TIDY_COLUMNS, ...rows].join('\r\n')}\r\n`);
    writeFileSync(join(folder, `${name}.meta.csv`), METADATA);
    const publishedAt = new Date('2026-10-22T08:30:00Z');
    return releaseOfFolder(folder, { id, startYear: 2026, asOf: '2026-10-09', publishedAt, note });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export type Ask = (path: string, options?: InjectOptions) => Promise<LightMyRequestResponse>;

/** Asks the API, and makes sure that whatever it answers is as its own description says. */
export async function openAsk(app: FastifyInstance): Promise<Ask> {
  const description = (await app.inject(`${API_PATH}/openapi.json`)).json();
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(description, 'api');
  return async (path, options = {}) => {
    const answer = await app.inject({ url: API_PATH + path, ...options });
    const template = templateOf(path.split('?')[0]!, Object.keys(description.paths));
    if (template === null || answer.statusCode === 304 || answer.headers['content-encoding'] === 'gzip') return answer;
    const method = (options.method ?? 'GET').toLowerCase();
    const known = description.paths[template][method].responses[answer.statusCode];
    assert.ok(known, `${method} ${path} answered ${answer.statusCode}, of which its description says nothing`);
    const place = [template, method, 'responses', answer.statusCode, 'content', 'application/json', 'schema'];
    const pointer = place.map((each) => String(each).replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
    const check = ajv.getSchema(`api#/paths/${encodeURI(pointer)}`)!;
    assert.ok(check(answer.json()), `${path}: ${ajv.errorsText(check.errors)}`);
    return answer;
  };
}

/** The path of the description that an address is of. */
const templateOf = (path: string, templates: readonly string[]): string | null =>
  templates.find((template) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)) ?? null;
