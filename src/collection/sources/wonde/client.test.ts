import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { createWondeClient, type WondeClient, type WondeClientOptions } from './client.ts';
import { Refusal } from './refusal.ts';

const TOKEN = 'abc123-the-token';
const never = new AbortController().signal;
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Answer = (url: URL, request: IncomingMessage, response: ServerResponse) => unknown;

/** A server that answers with what the function gives (an object becomes JSON), and what it was asked. */
async function serve(answer: Answer) {
  const asked: { path: string; authorization: string | undefined; at: number }[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://host');
    asked.push({ path: request.url!, authorization: request.headers.authorization, at: performance.now() });
    const body = answer(url, request, response);
    if (body !== undefined) response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function clientOf(baseUrl: string, options: Partial<WondeClientOptions> = {}): WondeClient {
  const usual = {
    hosts: ['wonde.com'],
    auth: 'bearer',
    paging: 'cursor',
    pageSize: 3,
    timeoutMs: 300,
    retries: 3,
    pauseMs: 0,
    backoffMs: 1,
  } as const;
  return createWondeClient({ baseUrl, token: TOKEN, ...usual, ...options });
}

async function readRows(
  client: WondeClient,
  request: Parameters<WondeClient['readPages']>[0] = { path: 'schools/A1/students' },
) {
  const rows: unknown[] = [];
  for await (const page of client.readPages(request, never)) rows.push(...page.rows);
  return rows;
}

const status =
  (code: number, body: unknown = '', headers: Record<string, string> = {}): Answer =>
  (_url, _request, response) => {
    response.writeHead(code, headers);
    return body;
  };

describe('what is asked', () => {
  test('is one address with include, paging and parameters, and the token as bearer', async () => {
    const { baseUrl, asked } = await serve(() => ({ data: [1] }));
    await readRows(clientOf(baseUrl), {
      path: 'schools/A1/students',
      includes: ['education_details', 'year'],
      params: { updated_after: '2026-10-27 05:10:39' },
    });
    assert.deepEqual(
      asked.map(({ path, authorization }) => ({ path, authorization })),
      [
        {
          path: '/v1.0/schools/A1/students?updated_after=2026-10-27+05%3A10%3A39&include=education_details%2Cyear&per_page=3&cursor=true',
          authorization: `Bearer ${TOKEN}`,
        },
      ],
    );
  });

  test('has the token as user name in basic, and no cursor when paging by page', async () => {
    const { baseUrl, asked } = await serve(() => ({ data: [] }));
    await readRows(clientOf(baseUrl, { auth: 'basic', paging: 'page' }));
    assert.equal(asked[0]!.authorization, `Basic ${Buffer.from(`${TOKEN}:`).toString('base64')}`);
    assert.equal(asked[0]!.path, '/v1.0/schools/A1/students?per_page=3');
  });

  test('cannot climb out of its path', async () => {
    const { baseUrl, asked } = await serve(() => ({ data: [] }));
    await assert.rejects(readRows(clientOf(baseUrl), { path: 'schools/../students' }), RangeError);
    await readRows(clientOf(baseUrl), { path: 'schools/A1?x=%2f#/students' });
    assert.equal(asked[0]!.path.startsWith('/v1.0/schools/A1%3Fx%3D%252f%23/students?'), true);
  });
});

describe('asking for access', () => {
  const asking = { path: 'schools/A1/request-access' } as const;

  test('is a POST of JSON, with the token, tried again after a fault', async () => {
    const bodies: string[] = [];
    const { baseUrl, asked } = await serve((_url, request, response) => {
      request.on('data', (part) => bodies.push(`${request.method} ${request.headers['content-type']} ${part}`));
      response.writeHead(asked.length === 1 ? 503 : 200);
      request.on('end', () => response.end('{"success":true,"state":"pending"}'));
    });
    const answer = await clientOf(baseUrl).ask(asking, { contacts: [] }, never);
    assert.deepEqual(answer, { success: true, state: 'pending' });
    assert.deepEqual(bodies, Array(2).fill('POST application/json {"contacts":[]}'));
    assert.deepEqual(
      asked.map(({ path, authorization }) => [path, authorization]),
      Array(2).fill(['/v1.0/schools/A1/request-access', `Bearer ${TOKEN}`]),
    );
  });

  test('has the token in no error', async () => {
    const { baseUrl } = await serve(status(422, `no: ${TOKEN}`));
    await assert.rejects(clientOf(baseUrl).ask(asking, {}, never), (error: Error) => {
      assert.equal((error as Refusal).code, 'source-refused');
      return !inspect(error, { depth: 9, showHidden: true }).includes(TOKEN);
    });
  });
});

describe('pages', () => {
  const page = (baseUrl: string, next: string | null, data: unknown) => ({
    data,
    meta: { pagination: { next: next && `${baseUrl}/v1.0/schools/A1/students${next}`, more: next !== null } },
  });

  test('are followed to the last, over an empty one too', async () => {
    const pages: Record<string, [string | null, unknown[]]> = {
      true: ['?cursor=a', [1]],
      a: ['?cursor=b', []],
      b: ['?cursor=c', [2]],
      c: [null, [3]],
    };
    const { baseUrl } = await serve((url) => page(baseUrl, ...pages[url.searchParams.get('cursor')!]!));
    assert.deepEqual(await readRows(clientOf(baseUrl)), [1, 2, 3]);
  });

  test('end without meta, without pagination, and with a next that is empty', async () => {
    for (const meta of [
      undefined,
      null,
      {},
      { pagination: {} },
      { pagination: [] },
      { pagination: { next: '' } },
      { pagination: { next: null } },
    ]) {
      const { baseUrl } = await serve(() => ({ data: [1, 2], meta }));
      assert.deepEqual(await readRows(clientOf(baseUrl)), [1, 2]);
    }
  });

  test('that are full and tell nothing are followed by number', async () => {
    const { baseUrl, asked } = await serve((url) => ({
      data: [[1, 2, 3], [4, 5, 6], [7]][Number(url.searchParams.get('page') ?? 1) - 1],
    }));
    assert.deepEqual(await readRows(clientOf(baseUrl)), [1, 2, 3, 4, 5, 6, 7]);
    assert.equal(asked.length, 3);
  });

  test('that are full by chance, or of a list that has no pages, come once', async () => {
    const { baseUrl } = await serve(() => ({ data: [1, 2, 3] }));
    assert.deepEqual(await readRows(clientOf(baseUrl)), [1, 2, 3]);
    assert.deepEqual(await readRows(clientOf(baseUrl), { path: 'schools/offline', pages: 'none' }), [1, 2, 3]);
  });

  test('are a list also when their keys are numbers', async () => {
    const { baseUrl } = await serve(() => ({ data: { 0: 'a', 2: 'b' } }));
    assert.deepEqual(await readRows(clientOf(baseUrl)), ['a', 'b']);
  });

  test('that repeat, that never end, that say more but not where, or that are another list are an error', async () => {
    const error = { code: 'source-unreadable' };
    const loop = await serve(() => page(loop.baseUrl, '?cursor=same', [1]));
    await assert.rejects(readRows(clientOf(loop.baseUrl)), error);
    let count = 0;
    const endless = await serve(() => page(endless.baseUrl, `?cursor=${count++}`, [1]));
    await assert.rejects(readRows(clientOf(endless.baseUrl, { mostPages: 20 })), error);
    assert.equal(count, 20);
    const vague = await serve(() => ({ data: [1], meta: { pagination: { next: null, more: true } } }));
    await assert.rejects(readRows(clientOf(vague.baseUrl)), error);
    const other = await serve(() => ({
      data: [1],
      meta: { pagination: { next: `${other.baseUrl}/v1.0/schools/A2/students?page=2` } },
    }));
    await assert.rejects(readRows(clientOf(other.baseUrl)), error);
  });

  test('pause in between', async () => {
    const { baseUrl, asked } = await serve((url) =>
      page(baseUrl, url.searchParams.has('page') ? null : '?page=2', [1]),
    );
    await readRows(clientOf(baseUrl, { pauseMs: 60 }));
    assert.ok(asked[1]!.at - asked[0]!.at >= 55);
  });
});

describe('the token', () => {
  const hosts = [
    'https://evil.example/v1.0/schools/A1/students?page=2',
    'http://api.wonde.com/v1.0/schools/A1/students',
    'https://api.wonde.com:8443/v1.0/schools/A1/students',
    'https://wonde.com.evil.example/v1.0/schools/A1/students',
    'https://notwonde.com/v1.0/schools/A1/students',
    'https://user@api.wonde.com/v1.0/schools/A1/students',
    '/v1.0/schools/A1/students?page=2',
    'javascript:alert(1)',
  ];

  test('goes to no host that is not trusted', async () => {
    for (const next of hosts) {
      const { baseUrl, asked } = await serve(() => ({ data: [1], meta: { pagination: { next } } }));
      await assert.rejects(readRows(clientOf(baseUrl)), { code: 'source-untrusted' }, next);
      assert.equal(asked.length, 1);
    }
  });

  test('goes to no school host that is not trusted', async () => {
    const asked: string[] = [];
    const watched: typeof fetch = async (input) => {
      asked.push(String(input));
      return Response.json({ data: [] });
    };
    const client = clientOf('https://api.wonde.com', { fetch: watched });
    for (const host of [
      'evil.example',
      'api.wonde.com.evil.example',
      'api.wonde.com/evil',
      'api.wonde.com?x=',
      'user@api.wonde.com',
      'api.wonde.com:8443',
      '',
    ])
      await assert.rejects(readRows(client, { path: 'schools/A1/students', host }), { code: 'source-untrusted' }, host);
    assert.deepEqual(asked, []);
    await readRows(client, { path: 'schools/A1/students', host: 'api-ap-southeast-2.wonde.com' });
    assert.equal(new URL(asked[0]!).host, 'api-ap-southeast-2.wonde.com');
  });

  test('does not follow a redirect', async () => {
    const elsewhere = await serve(() => ({ data: ['elsewhere'] }));
    const { baseUrl, asked } = await serve(
      status(302, '', { Location: `${elsewhere.baseUrl}/v1.0/schools/A1/students` }),
    );
    await assert.rejects(readRows(clientOf(baseUrl)), { code: 'source-unreadable' });
    assert.deepEqual([asked.length, elsewhere.asked.length], [1, 0]);
  });

  test('is in no error, even if the source says it back', async () => {
    const { baseUrl } = await serve((_url, request, response) => {
      response.writeHead(500);
      return `you sent ${request.headers.authorization}`;
    });
    for (const auth of ['bearer', 'basic'] as const)
      await assert.rejects(readRows(clientOf(baseUrl, { auth, retries: 0 })), (error) => {
        assert.ok(error instanceof Refusal);
        const shown = [inspect(error, { showHidden: true, depth: 9 }), JSON.stringify(error), error.text].join();
        return !shown.includes(TOKEN) && !shown.includes(Buffer.from(`${TOKEN}:`).toString('base64'));
      });
  });

  test('that cannot be sent is refused without being shown', () => {
    for (const token of ['', 'two\nlines', 'spaced out']) {
      const make = () => clientOf('https://api.wonde.com', { token });
      assert.throws(
        make,
        (error: Error) =>
          'code' in error && error.code === 'setting-invalid' && (token === '' || !error.message.includes(token)),
      );
    }
  });
});

describe('faults', () => {
  /** Answers in turn with these, then well. */
  const turns = (...answers: Answer[]) => {
    let turn = 0;
    return serve((...args) => (answers[turn++] ?? (() => ({ data: ['well'] })))(...args));
  };

  test('that may heal are tried again: 429, 5xx, a cut connection, no answer, HTML, JSON cut short', async () => {
    const cut: Answer = (_url, request) => void request.socket.destroy();
    const silent: Answer = () => undefined;
    for (const fault of [
      status(429),
      status(500),
      status(502, '<html>'),
      status(503),
      cut,
      silent,
      () => '<html>',
      () => '{"data": [1',
      () => ({ data: 'text' }),
    ]) {
      const { baseUrl, asked } = await turns(fault);
      assert.deepEqual(await readRows(clientOf(baseUrl)), ['well']);
      assert.equal(asked.length, 2);
    }
  });

  test('that do not heal are given up after the tries that are set', async () => {
    const { baseUrl, asked } = await serve(status(503, 'down'));
    await assert.rejects(readRows(clientOf(baseUrl, { retries: 2 })), {
      code: 'source-unavailable',
      retry: true,
      status: 503,
    });
    assert.equal(asked.length, 3);
    const html = await serve(() => '<html>');
    await assert.rejects(readRows(clientOf(html.baseUrl, { retries: 9 })), { code: 'source-unreadable' });
    assert.equal(html.asked.length, 4);
  });

  test('that are refusals are not tried again', async () => {
    for (const code of [400, 401, 403, 404, 422]) {
      const { baseUrl, asked } = await serve(status(code));
      await assert.rejects(readRows(clientOf(baseUrl)), { code: 'source-refused', retry: false, status: code });
      assert.equal(asked.length, 1);
    }
  });

  test('wait as Retry-After says, in seconds or to a date, but not for ever', async () => {
    const waited = async (header: string, most: number) => {
      const { baseUrl, asked } = await turns(
        status(429, '', { 'Retry-After': header, Date: 'Tue, 24 Nov 2026 16:00:00 GMT' }),
      );
      await readRows(clientOf(baseUrl, { mostRetryAfterMs: most }));
      return asked[1]!.at - asked[0]!.at;
    };
    assert.ok((await waited('0.1', 5000)) >= 95);
    assert.ok((await waited('Tue, 24 Nov 2026 16:00:01 GMT', 5000)) >= 950);
    assert.ok((await waited('86400', 30)) < 800);
    assert.ok((await waited('nonsense', 5000)) < 800);
  });

  test('wait longer each time, with jitter', async () => {
    const { baseUrl, asked } = await serve(status(500));
    await assert.rejects(readRows(clientOf(baseUrl, { backoffMs: 20, random: () => 1 })));
    const waits = asked.slice(1).map(({ at }, place) => at - asked[place]!.at);
    assert.ok(waits[0]! >= 18 && waits[1]! >= 38 && waits[2]! >= 78, waits.join());
    const none = await serve(status(500));
    await assert.rejects(readRows(clientOf(none.baseUrl, { backoffMs: 60_000, random: () => 0 })));
    assert.equal(none.asked.length, 4);
  });

  test('of a body that drips on without end run into the time limit', async () => {
    const { baseUrl } = await serve((_url, _request, response) => {
      response.write('{"data": [');
      const timer = setInterval(() => response.write('1,'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const begun = performance.now();
    await assert.rejects(readRows(clientOf(baseUrl, { retries: 0 })), {
      code: 'source-unavailable',
      message: /within 0.3 seconds/,
    });
    assert.ok(performance.now() - begun < 1500);
  });

  test('of size are not read', async () => {
    const { baseUrl, asked } = await serve(() => ({ data: ['x'.repeat(5000)] }));
    await assert.rejects(readRows(clientOf(baseUrl, { mostBytes: 4000 })), { code: 'source-unreadable', retry: false });
    assert.equal(asked.length, 1);
  });

  test('end at once when aborted, in an answer and in a pause', async () => {
    const silent = await serve(() => undefined);
    const busy = await serve(status(429, '', { 'Retry-After': '60' }));
    for (const { baseUrl } of [silent, busy]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 30);
      const begun = performance.now();
      await assert.rejects(
        clientOf(baseUrl, { timeoutMs: 9000 }).readPages({ path: 'schools' }, controller.signal).next(),
        { name: 'AbortError' },
      );
      assert.ok(performance.now() - begun < 1000);
    }
  });

  test('hold nothing of the rows', async () => {
    const { baseUrl } = await serve(() => '{"data": [{"surname": "Heron"} oops');
    await assert.rejects(
      readRows(clientOf(baseUrl, { retries: 0 })),
      (error) => !inspect(error, { showHidden: true, depth: 9 }).includes('Heron'),
    );
  });
});

describe('an include that is refused', () => {
  const refuse =
    (bad: readonly string[], isNamed: boolean): Answer =>
    (url, _request, response) => {
      const includes = url.searchParams.get('include')?.split(',') ?? [];
      const wrong = includes.find((name) => bad.includes(name));
      if (wrong === undefined) return { data: includes };
      response.writeHead(400);
      return { success: false, error: 'invalid_include', message: isNamed ? `no include ${wrong}` : '' };
    };
  const INCLUDES = ['education_details', 'extended_details', 'year'];

  test('is left out, whether it is named or not', async () => {
    for (const isNamed of [true, false]) {
      const { baseUrl } = await serve(refuse(['year', 'extended_details'], isNamed));
      const pages = clientOf(baseUrl).readPages({ path: 'schools/A1/students', includes: INCLUDES }, never);
      assert.deepEqual((await pages.next()).value, {
        rows: ['education_details'],
        refusedIncludes: ['extended_details', 'year'],
      });
    }
  });

  test('ends the reading when it is not the include after all', async () => {
    const { baseUrl } = await serve(status(400, 'invalid_include'));
    await assert.rejects(readRows(clientOf(baseUrl), { path: 'schools/A1/students', includes: INCLUDES }), {
      code: 'source-refused',
    });
  });
});
