import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { anyone } from '../access/viewer.ts';
import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';
import type { AssetFiles } from './asset-files.ts';
import { RequestRefused } from './request-refused.ts';

interface PublicParts {
  readonly assets: AssetFiles;
  readonly viewer: Database;
  readonly clock: Clock;
  readonly isReady: () => boolean;
  readonly invented: boolean;
  readonly publicUrl: string;
  readonly operatorContact: string | null;
}

const SECURITY_TEXT_LASTS_MS = 90 * 24 * 60 * 60_000;

/** What is answered without a session: assets, the health of the instance, and whom to tell about a weakness. */
export function addPublicFiles(app: FastifyInstance, parts: PublicParts): void {
  const config = { may: anyone };
  app.get<{ Params: { version: string; '*': string } }>('/assets/:version/*', { config }, async (request, reply) => {
    const file = parts.assets.files.get(request.params['*']);
    if (!file) throw new RequestRefused(404);
    // Another version's address, as during an upgrade, gets what there is now, but may not keep it.
    const current = request.params.version === parts.assets.version;
    return reply
      .header('cache-control', current ? 'public, max-age=31536000, immutable' : 'no-cache')
      .type(file.type)
      .send(file.body);
  });
  app.get('/health', { config }, async (_request, reply) => {
    const status = (await answers(parts.viewer)) ? (parts.isReady() ? 'ok' : 'starting') : 'database-unavailable';
    return reply
      .code(status === 'ok' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status, time: parts.clock.now().toISOString(), invented: parts.invented });
  });
  // RFC 9116: whom to tell about a weakness, reachable without signing in.
  app.get('/.well-known/security.txt', { config }, async (_request, reply) => {
    const address = (path: string) => new URL(path, parts.publicUrl).href;
    const expires = new Date(parts.clock.now().getTime() + SECURITY_TEXT_LASTS_MS).toISOString();
    const lines = [
      `Contact: ${parts.operatorContact ?? address('/accessibility#contact')}`,
      `Expires: ${expires}`,
      'Preferred-Languages: en',
      `Canonical: ${address('/.well-known/security.txt')}`,
    ];
    return reply.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`);
  });
}

async function answers(database: Database): Promise<boolean> {
  return sql`SELECT 1`.execute(database).then(
    () => true,
    () => false,
  );
}
