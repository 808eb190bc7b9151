import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { findCode, UNREADABLE } from '../domain/codes/codes.ts';
import type { Characteristics } from '../domain/pupils/characteristics.ts';
import type { Half } from '../domain/sessions/dates.ts';
import { type ErrorCode, RollcallError } from '../errors.ts';
import type { MarkRequest, Roll, Source, SourceMark } from './source.ts';

/** A pupil in the MIS's own record, read past the source. */
export interface RecordedPupil {
  /** Keys under which the source names the pupil in marks. */
  readonly keys: readonly string[];
  readonly forename: string;
  readonly surname: string;
  /** As the source must give it: null where it fails its check. */
  readonly upn: string | null;
  readonly characteristics: Characteristics;
  readonly onRoll: boolean;
  readonly collected: boolean;
  /** Each session with what was entered when; a code, `?…` for one that is no national code, or null for no mark. */
  readonly marks: readonly (readonly [
    date: string,
    half: Half,
    events: readonly (readonly [at: string, code: string | null])[],
  ])[];
}

/** A source over a stand-in of its MIS. `Way` and `Fault` are the adapter's own. */
export interface Standing<Way, Fault> {
  source(way?: Way): Source;
  record(way?: Way): Promise<RecordedPupil[]>;
  /** Makes faults until told otherwise; null clears them. */
  makeFault(fault: Fault | null): Promise<void>;
  /** How many kinds of fault were really made since then. */
  faultsMade(): Promise<number>;
  readonly window: { readonly from: string; readonly to: string };
  /** What may never be given: texts and dates that the stand-in plants in fields nobody asked for. */
  findForbidden(text: string): string[];
  /** What may stand in no error: the token. */
  readonly secret: string;
  close(): Promise<void>;
}

/** What a source must do, and the faults that its stand-in can make. Faults are named for the test's title. */
export interface ContractTerms<Way, Fault> {
  open(): Promise<Standing<Way, Fault>>;
  /** Settings of the source, and schools that write in different ways; all must give the MIS's own record. */
  readonly ways: Readonly<Record<string, Way>>;
  /** Settings of the stand-in under which all must be the same. */
  readonly variants: Readonly<Record<string, Fault>>;
  /** Faults that change nothing in what is given. */
  readonly harmless: Readonly<Record<string, Fault>>;
  /** Faults that pass when tried again. */
  readonly healing: Readonly<Record<string, Fault>>;
  /** Faults that must end in an error of this code. */
  readonly fatal: Readonly<Record<string, { readonly fault: Fault; readonly code: ErrorCode }>>;
  /** Faults by which less comes and no adapter can notice: what comes must be right all the same. */
  readonly unnoticed: Readonly<Record<string, Fault>>;
  /** A fault after which the source never answers. */
  readonly hang: Fault;
}

/** The tests that every source must pass. */
export function sourceContract<Way, Fault>(name: string, terms: ContractTerms<Way, Fault>): void {
  describe(`the source ${name}`, () => {
    let standing: Standing<Way, Fault>;
    let record: RecordedPupil[];
    before(async () => {
      standing = await terms.open();
      record = await standing.record();
    });
    afterEach(() => standing.makeFault(null));
    after(() => standing.close());

    for (const [title, way] of Object.entries(terms.ways))
      test(`gives the MIS's own record (${title})`, async () => {
        const reading = await readAll(standing.source(way), standing.window);
        const recorded = await standing.record(way);
        assert.deepEqual(compareRoll(reading.roll, recorded), NO_DIFFERENCE);
        assert.deepEqual(compareMarks(reading, recorded, standing.window), NO_DIFFERENCE);
        assert.ok(reading.marks.length > 100, 'there are marks to compare');
        assert.deepEqual(standing.findForbidden(write(reading)), []);
      });

    test('gives what changed since an instant, and nothing that is wrong', async () => {
      const since = lastEvents(record, standing.window).at(-40)!;
      const reading = await readAll(standing.source(), { ...standing.window, since: new Date(since) });
      const changed = record.map((pupil) => ({
        ...pupil,
        marks: pupil.marks.filter(([, , events]) => events.at(-1)![0] >= since),
      }));
      assert.deepEqual(compareMarks(reading, record, standing.window).wrong, []);
      assert.deepEqual(compareMarks(reading, changed, standing.window).missing, []);
    });

    for (const [title, variant] of Object.entries(terms.variants))
      test(`gives the same where the source has ${title}`, async () => {
        await standing.makeFault(variant);
        const reading = await readAll(standing.source(), standing.window);
        assert.deepEqual(compareRoll(reading.roll, record), NO_DIFFERENCE);
        assert.deepEqual(compareMarks(reading, record, standing.window), NO_DIFFERENCE);
      });

    for (const [title, fault] of Object.entries({ ...terms.harmless, ...terms.healing }))
      test(`gives the same through a fault: ${title}`, async () => {
        await standing.makeFault(fault);
        const reading = await readAll(standing.source(), standing.window);
        assert.deepEqual(compareRoll(reading.roll, record), NO_DIFFERENCE);
        assert.deepEqual(compareMarks(reading, record, standing.window), NO_DIFFERENCE);
        assert.ok((await standing.faultsMade()) > 0, 'the fault was made');
      });

    for (const [title, { fault, code }] of Object.entries(terms.fatal))
      test(`ends in ${code} and gives nothing wrong: ${title}`, async () => {
        await standing.makeFault(fault);
        const reading = await readAll(standing.source(), standing.window).catch((error: unknown) => ({
          ...partOf(error),
          error: (error as Error).cause,
        }));
        assert.ok('error' in reading && reading.error instanceof RollcallError, 'it fails with an error of ours');
        assert.equal(reading.error.code, code);
        assert.deepEqual(compareMarks(reading, record, standing.window).wrong, []);
        const shown = inspect(reading.error, { depth: 20, showHidden: true }) + JSON.stringify(reading.error);
        assert.equal(shown.includes(standing.secret), false, 'the error holds the token');
        assert.deepEqual(standing.findForbidden(shown), []);
        assert.equal(
          record.some(({ upn }) => upn !== null && shown.includes(upn)),
          false,
          'the error holds what rows had',
        );
      });

    for (const [title, fault] of Object.entries(terms.unnoticed))
      test(`gives less, but nothing wrong: ${title}`, async () => {
        await standing.makeFault(fault);
        const reading = await readAll(standing.source(), standing.window);
        assert.deepEqual(compareRoll(reading.roll, record).wrong, []);
        assert.deepEqual(compareMarks(reading, record, standing.window).wrong, []);
      });

    test('stops at once when it is aborted while it waits', async () => {
      await standing.makeFault(terms.hang);
      const controller = new AbortController();
      const begun = performance.now();
      setTimeout(() => controller.abort(), 40);
      await assert.rejects(standing.source().readRoll(controller.signal), { name: 'AbortError' });
      assert.ok(performance.now() - begun < 1000, 'it waited for the source');
    });

    test('stops between two pages when it is aborted', async () => {
      const controller = new AbortController();
      const pages = standing.source().readMarks({ ...standing.window, since: null }, controller.signal);
      await pages.next();
      controller.abort();
      await assert.rejects(
        async () => {
          for await (const _ of pages);
        },
        { name: 'AbortError' },
      );
    });
  });
}

/** All that was given, as text. */
const write = (reading: Reading) => JSON.stringify(reading, (_, value) => (value instanceof Set ? [...value] : value));

interface Reading {
  readonly roll: Roll | null;
  readonly marks: readonly SourceMark[];
}

/** Carries what was read before an error, which is the `cause`. */
class Unfinished extends Error {
  readonly reading: Reading;
  constructor(reading: Reading, cause: unknown) {
    super('unfinished', { cause });
    this.reading = reading;
  }
}

const partOf = (error: unknown): Reading => (error as Unfinished).reading;

async function readAll(source: Source, request: { from: string; to: string; since?: Date }): Promise<Reading> {
  const { signal } = new AbortController();
  const marks: SourceMark[] = [];
  const wanted: MarkRequest = { since: null, ...request };
  let roll: Roll | null = null;
  try {
    roll = await source.readRoll(signal);
    for await (const page of source.readMarks(wanted, signal)) marks.push(...page.rows);
  } catch (error) {
    throw new Unfinished({ roll, marks }, error);
  }
  return { roll, marks };
}

const NO_DIFFERENCE = { missing: [], wrong: [], extra: [] };

interface Difference {
  missing: string[];
  wrong: string[];
  extra: string[];
}

function compareRoll(roll: Roll | null, record: readonly RecordedPupil[]): Difference {
  const difference: Difference = { missing: [], wrong: [], extra: [] };
  const given = new Map((roll?.rows ?? []).flatMap((pupil) => pupil.keys.map((key) => [key, pupil] as const)));
  for (const pupil of record) {
    const found = pupil.keys.map((key) => given.get(key)).filter((each) => each !== undefined);
    const [last] = found.filter(({ onRoll }) => onRoll === pupil.onRoll);
    if (!pupil.collected) {
      difference.extra.push(...found.map(({ keys }) => keys[0]!));
      continue;
    }
    if (!last) difference.missing.push(pupil.keys[0]!);
    else if (!isSame(last, pupil)) difference.wrong.push(inspect({ given: last, recorded: { ...pupil, marks: [] } }));
  }
  const known = new Set(record.flatMap(({ keys }) => keys));
  const strangers = (roll?.rows ?? []).filter(({ onRoll, keys }) => onRoll && !keys.some((key) => known.has(key)));
  difference.extra.push(...strangers.map(({ keys }) => keys[0]!));
  return difference;
}

function isSame(given: Roll['rows'][number], recorded: RecordedPupil): boolean {
  const pick = ({ forename, surname, upn, characteristics }: typeof given | RecordedPupil) =>
    inspect({ forename, surname, upn, characteristics }, { sorted: true });
  return pick(given) === pick(recorded);
}

function compareMarks(
  { roll, marks }: Reading,
  record: readonly RecordedPupil[],
  window: { from: string; to: string },
): Difference {
  const difference: Difference = { missing: [], wrong: [], extra: [] };
  const pupilOf = new Map(record.flatMap(({ keys }, place) => keys.map((key) => [key, place] as const)));
  const given = new Map<string, string>();
  for (const { pupilKey, date, half, mark } of marks) {
    if (roll?.passedOver.has(pupilKey)) continue;
    given.set(`${pupilOf.get(pupilKey) ?? pupilKey} ${date} ${half}`, mark);
  }
  const expected = expectMarks(record, window);
  for (const [place, mark] of expected) {
    const found = given.get(place);
    if (found === undefined) difference.missing.push(place);
    else if (found !== mark) difference.wrong.push(`${place}: ${found}, not ${mark}`);
  }
  for (const place of given.keys()) if (!expected.has(place)) difference.extra.push(place);
  return difference;
}

function expectMarks(record: readonly RecordedPupil[], window: { from: string; to: string }): Map<string, string> {
  const expected = new Map<string, string>();
  for (const [place, { collected, marks }] of record.entries())
    for (const [date, half, events] of collected ? marks : []) {
      const code = events.at(-1)?.[1] ?? null;
      if (code !== null && date >= window.from && date <= window.to)
        expected.set(`${place} ${date} ${half}`, findCode(code)?.mark ?? UNREADABLE);
    }
  return expected;
}

/** When each mark that still stands was entered last, in order. */
function lastEvents(record: readonly RecordedPupil[], window: { from: string; to: string }): string[] {
  const standing = record.flatMap(({ marks }) =>
    marks.filter(([date, , events]) => date >= window.from && date <= window.to && events.at(-1)![1] !== null),
  );
  return standing.map(([, , events]) => events.at(-1)![0]).sort();
}
