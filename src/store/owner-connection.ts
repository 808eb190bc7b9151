import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { countsOf } from '../domain/codes/codes.ts';
import { poolSettings, types } from './database.ts';
import type { RegisterWeek } from './register.ts';
import type { Tables } from './tables.ts';

/** One connection of the owner, whose transactions may copy. */
export interface OwnerConnection {
  /** Runs work in a transaction; `copy` copies register weeks that are not there yet into it. */
  transact<T>(work: (transaction: Transaction<Tables>, copy: CopyRegister) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
export type CopyRegister = (urn: number, weeks: readonly RegisterWeek[]) => Promise<void>;

/** Opens it. `COPY` is refused to logins under row-level security, so that only the owner's loads can use it. */
export async function openOwnerConnection(ownerUrl: string): Promise<OwnerConnection> {
  const client = new pg.Client({ ...poolSettings(ownerUrl), types });
  client.on('error', () => {});
  await client.connect();
  const held = Object.assign(client, { release: () => {} });
  const pool = { connect: async () => held as unknown as pg.PoolClient, end: async () => {} };
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const copy: CopyRegister = (urn, weeks) =>
    pipeline(
      Readable.from(rowsOf(urn, weeks)),
      client.query(
        copyFrom(
          'COPY register_week (school_urn, week, pupil_id, profile, marks, attended, authorised, unauthorised) FROM STDIN',
        ),
      ),
    );
  return {
    transact: (work) => database.transaction().execute((transaction) => work(transaction, copy)),
    close: async () => {
      await database.destroy();
      await client.end();
    },
  };
}

/** Rows for each chunk: strings of some 100 kB. */
const CHUNK = 2000;

function* rowsOf(urn: number, weeks: readonly RegisterWeek[]): Generator<string> {
  for (let start = 0; start < weeks.length; start += CHUNK) {
    let text = '';
    for (const { week, pupil, profile, marks } of weeks.slice(start, start + CHUNK)) {
      const { attended, authorised, unauthorised } = countsOf(marks);
      // A backslash is a mark, and in this format the sign that makes others literal.
      const escaped = marks.replaceAll('\\', '\\\\');
      text += `${urn}\t${week}\t${pupil}\t${profile}\t${escaped}\t${attended}\t${authorised}\t${unauthorised}\n`;
    }
    yield text;
  }
}
