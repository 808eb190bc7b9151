import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createFolder } from './extract.fixture.ts';
import { type CsvRow, lookAtFile, readRows } from './read-csv.ts';

const write = createFolder({ after });
async function readAll(path: string): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readRows(await lookAtFile(path))) rows.push(row);
  return rows;
}
const read = async (path: string) => (await readAll(path)).map(({ cells }) => cells);
const refusal = (message: RegExp) => ({ name: 'RollcallError', code: 'file-invalid', message });

test('Windows-1252, as GIAS writes: the apostrophe and the é arrive whole', async () => {
  const path = write('cp1252.csv', Buffer.from([0x61, 0x0d, 0x0a, 0x53, 0x74, 0x92, 0x73, 0x20, 0xe9, 0x0d, 0x0a]));
  assert.equal((await lookAtFile(path)).encoding, 'windows-1252');
  assert.deepEqual(await read(path), [['a'], ['St’s é']]);
});

test('UTF-8 with a byte order mark, quoted line ends, gzip', async () => {
  const path = write('utf8.csv.gz', gzipSync('\ufeffURN,name\r\n1,"Ysgol ŵ\nTŷ"\r\n'));
  assert.deepEqual(await read(path), [
    ['URN', 'name'],
    ['1', 'Ysgol ŵ\nTŷ'],
  ]);
});

test('a character of UTF-8 across two chunks of the file is not taken for Windows-1252', async () => {
  const path = write('long.csv', `${'x'.repeat((1 << 18) - 1)}é\n`);
  assert.equal((await lookAtFile(path)).encoding, 'utf-8');
});

test('lines are counted as an editor counts them', async () => {
  const rows = await readAll(write('lines.csv', 'a\r\n"b\nb"\r\nc\r\n'));
  assert.deepEqual(
    rows.map(({ line }) => line),
    [1, 3, 4],
  );
});

test('what is no table is refused with what to do', async () => {
  await assert.rejects(
    lookAtFile('/nowhere/edubasealldata20260901.csv'),
    refusal(/edubasealldata20260901.csv cannot be read: ENOENT/),
  );
  await assert.rejects(
    lookAtFile(write('empty.csv', '')),
    refusal(/empty.csv is empty. Download "all establishment data"/),
  );
  await assert.rejects(lookAtFile(write('page.csv', ' \n<!DOCTYPE html><p>Sorry')), refusal(/page of HTML/));
  await assert.rejects(lookAtFile(write('extract.zip', 'PK\u0003\u0004')), refusal(/is a zip. Unpack it/));
});

test('a gzip that was cut off is refused', async () => {
  const whole = gzipSync(Array.from({ length: 500 }, (_, i) => `${i},${Math.sin(i)}`).join('\n'));
  await assert.rejects(
    lookAtFile(write('cut.csv.gz', whole.subarray(0, whole.length / 2))),
    refusal(/broken or cut-off gzip/),
  );
});

test('a file that ends within quotes is refused', async () => {
  await assert.rejects(read(write('quote.csv', 'a,b\n1,"never closed\n')), refusal(/ends within a quoted cell/));
});
