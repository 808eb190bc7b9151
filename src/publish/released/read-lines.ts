import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** The bytes that CSV is made of. */
const [COMMA, QUOTE, RETURN, NEWLINE] = [44, 34, 13, 10];

/** Reads a CSV file line by line. The event loop is let go between pieces of it. @param gzip the file, compressed */
export async function readLines(gzip: Buffer, onLine: (reader: LineReader) => void): Promise<void> {
  const reader: LineReader = new LineReader(() => onLine(reader));
  await pipeline([gzip], createGunzip({ chunkSize: 1 << 18 }), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) reader.push(chunk);
  });
  reader.end();
}

/**
 * The fields of each line of a CSV file (RFC 4180, no line breaks in fields), in the same array each time. A line of a tidy file is mostly what
 * the line before it is: fields before the first byte that differs are not made again, so that millions of lines take seconds.
 * `changed` is the place of the first field that may differ from the line before.
 */
export class LineReader {
  readonly fields: string[] = [];
  changed = 0;
  /** How many lines have been read. */
  lines = 0;
  readonly #onLine: () => void;
  #rest: Buffer = Buffer.alloc(0);
  #before: Buffer = Buffer.alloc(0);
  /** Where the fields of the line before end, in that line. */
  #ends: number[] = [];

  /** @param onLine called after each line, which then is in `fields` */
  constructor(onLine: () => void) {
    this.#onLine = onLine;
  }

  /** Takes the next bytes of the file, cut anywhere. */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE, start); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      this.#take(bytes.subarray(start, end > start && bytes[end - 1] === RETURN ? end - 1 : end));
      start = end + 1;
    }
    this.#rest = bytes.subarray(start);
    // The line before may lie in a buffer that is used again.
    this.#before = Buffer.from(this.#before);
  }

  /** The file has ended: its last line may have no line break. */
  end(): void {
    if (this.#rest.length > 0) this.#take(this.#rest);
    this.#rest = Buffer.alloc(0);
  }

  #take(line: Buffer): void {
    if (line.length === 0) return;
    const same = commonStart(line, this.#before);
    let place = 0;
    while (place < this.#ends.length && this.#ends[place]! < same) place++;
    this.changed = place;
    this.#ends.length = place;
    let start = place === 0 ? 0 : this.#ends[place - 1]! + 1;
    while (start <= line.length) {
      const end = fieldEnd(line, start);
      this.fields[place++] = fieldText(line, start, end);
      this.#ends.push(end);
      start = end + 1;
    }
    this.fields.length = place;
    this.#before = line;
    this.lines++;
    this.#onLine();
  }
}

function commonStart(a: Buffer, b: Buffer): number {
  const most = Math.min(a.length, b.length);
  let place = 0;
  while (place < most && a[place] === b[place]) place++;
  return place;
}

function fieldEnd(line: Buffer, start: number): number {
  let place = start;
  if (line[place] === QUOTE) {
    place++;
    while (place < line.length && !(line[place] === QUOTE && line[place + 1] !== QUOTE))
      place += line[place] === QUOTE ? 2 : 1;
  }
  while (place < line.length && line[place] !== COMMA) place++;
  return place;
}

const fieldText = (line: Buffer, start: number, end: number): string =>
  line[start] === QUOTE
    ? line
        .subarray(start + 1, end - 1)
        .toString()
        .replaceAll('""', '"')
    : line.toString('utf8', start, end);
