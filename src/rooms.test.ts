import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

/** Which room may import which (docs/decisions/0001-rooms.md). Every room may use domain, errors.ts and log.ts besides. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  store: [],
  mail: ['store'],
  audit: ['store'],
  schools: ['store'],
  agreement: ['store', 'schools', 'mail', 'audit'],
  access: ['store', 'schools', 'mail', 'audit'],
  collection: ['store', 'agreement', 'schools'],
  reports: ['store', 'access', 'workbook'],
  publish: ['store', 'workbook'],
  workbook: [],
  operate: ['store', 'audit'],
  web: ['access', 'agreement', 'schools', 'reports', 'publish', 'audit'],
  jobs: ['collection', 'agreement', 'publish', 'access', 'reports', 'schools', 'mail', 'operate'],
  sandbox: [],
  cli: [
    'domain',
    'store',
    'mail',
    'audit',
    'schools',
    'agreement',
    'access',
    'collection',
    'reports',
    'publish',
    'operate',
    'workbook',
    'web',
    'jobs',
    'sandbox',
  ],
};
const FOR_ALL = ['errors.ts', 'log.ts'];
/** The handle type and the scope, which web and jobs may take from the store; never a table file. */
const HANDLE = 'store/database.ts';

const files = globSync('src/**/*.ts', { cwd: join(import.meta.dirname, '..') }).filter(
  (file) => !/\.(test|contract|fixture)\.ts$/.test(file),
);

function importsOf(file: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) =>
    normalize(join(dirname(file), path!)).replace(/^src\//, ''),
  );
}

const roomOf = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path);

function isAllowed(room: string, target: string): boolean {
  const other = roomOf(target);
  if (other === room || other === 'main.ts') return true;
  if (room === 'domain') return false;
  if (other === 'domain' || FOR_ALL.includes(other)) return true;
  if ((room === 'web' || room === 'jobs') && target === HANDLE) return true;
  if (room === 'cli' && other === 'config.ts') return true;
  return MAY_IMPORT[room]?.includes(other) ?? false;
}

test('every room imports only what it may', () => {
  const wrong = files.flatMap((file) => {
    const path = file.replace(/^src\//, '');
    if (!path.includes('/')) return [];
    return importsOf(file)
      .filter((target) => !isAllowed(roomOf(path), target))
      .map((target) => `${path} imports ${target}`);
  });
  assert.deepEqual(wrong, []);
});

test('the domain uses no clock, network, disk or database', () => {
  const wrong = files
    .filter((file) => file.startsWith('src/domain/'))
    .filter((file) =>
      /from '(node:|pg|kysely|fastify)|Date\.now\(\)|new Date\(\)|process\./.test(
        readFileSync(join(import.meta.dirname, '..', file), 'utf8'),
      ),
    );
  assert.deepEqual(wrong, []);
});

test('only config.ts reads the environment', () => {
  const wrong = files
    .filter((file) => file !== 'src/config.ts')
    .filter((file) => /process\.env(?!\['(PATH)'\])/.test(readFileSync(join(import.meta.dirname, '..', file), 'utf8')));
  assert.deepEqual(wrong, []);
});

test('every room in the table has something in it, or waits for its issue', () => {
  const rooms = new Set(
    files.filter((file) => file.split('/').length > 2).map((file) => roomOf(file.replace(/^src\//, ''))),
  );
  const unknown = [...rooms].filter((room) => !(room in MAY_IMPORT));
  assert.deepEqual(unknown, []);
});

test('only the rules of disclosure control make rows that can be published', () => {
  const makers = files.filter((file) => /\basSafe\(/.test(readFileSync(join(import.meta.dirname, '..', file), 'utf8')));
  const rules = ['department-rule.ts', 'safe-rows.ts', 'strict-rule.ts'].map((name) => `src/domain/disclosure/${name}`);
  assert.deepEqual(makers.sort(), rules);
});
