import type { SignedIn } from './open-bench-app.ts';
import type { MeasuredPage } from './pages.ts';
import type { Yardstick } from './yardsticks.ts';

/** A school as it is asked about: its head, and one of its pupils. */
export interface Sample {
  readonly urn: number;
  readonly pupil: number;
  readonly head: SignedIn;
}

export interface Measured {
  readonly page: MeasuredPage;
  readonly p50: number;
  readonly p95: number;
  readonly kilobytes: number;
  /** Milliseconds of processor time a request, of this process and the server's; null where the system does not tell. */
  readonly cpu: number | null;
  /** Milliseconds that the yardsticks took for the same questions, at the median and the 95th percentile; null without questions. */
  readonly yardsticks: readonly ({ readonly p50: number; readonly p95: number } | null)[];
}

const SCHOOL_REQUESTS = 120;
const AREA_REQUESTS = 20;
/** The plain table takes seconds for an authority, and for a page that compares a school with all others. */
const AREA_QUESTIONS = 3;
const LONGEST_QUESTIONS = 20_000;

/** Asks for a page again and again, and puts its questions to the yardsticks. @throws when a page is not given */
export async function measurePage(
  page: MeasuredPage,
  schools: readonly Sample[],
  officer: SignedIn,
  yardsticks: readonly Yardstick[],
  cpuClock: () => number | null,
): Promise<Measured> {
  const isSchool = page.kind === 'school';
  const ofSchool = schools.map(({ urn, pupil, head }) => ({
    url: addressOf(page, urn, pupil),
    head,
    values: [urn, pupil],
  }));
  const asked = isSchool ? ofSchool : [{ url: addressOf(page, 0, 0), head: officer, values: [] }];
  let bytes = 0;
  const askFor = async ({ url, head }: (typeof asked)[number]) => {
    const answer = await head.ask(url);
    if (answer.status !== 200) throw new Error(`${url} was answered with ${answer.status}.`);
    bytes = Math.max(bytes, answer.bytes);
    return answer.ms;
  };
  for (const each of asked) await askFor(each);
  const before = cpuClock();
  const ours = await repeat(isSchool ? SCHOOL_REQUESTS : AREA_REQUESTS, asked, askFor);
  const after = cpuClock();
  const cpu = before === null || after === null ? null : (after - before) / ours.length;
  const others: Measured['yardsticks'][number][] = [];
  for (const yardstick of yardsticks) {
    const put = async ({ values }: (typeof asked)[number]) => {
      const started = performance.now();
      for (const question of page.questions) await yardstick.ask(question, values);
      return performance.now() - started;
    };
    others.push(
      page.questions.length === 0
        ? null
        : percentiles(await repeat(isSchool ? asked.length : AREA_QUESTIONS, asked, put, LONGEST_QUESTIONS)),
    );
  }
  return { page, ...percentiles(ours), kilobytes: bytes / 1024, cpu, yardsticks: others };
}

/** @param longest milliseconds after which nothing is asked again */
async function repeat<T>(
  times: number,
  list: readonly T[],
  work: (each: T) => Promise<number>,
  longest = Number.POSITIVE_INFINITY,
): Promise<number[]> {
  const taken: number[] = [];
  const until = performance.now() + longest;
  for (let turn = 0; turn < times && (turn === 0 || performance.now() < until); turn++)
    taken.push(await work(list[turn % list.length]!));
  return taken;
}

const addressOf = ({ route, query }: MeasuredPage, urn: number, pupil: number): string =>
  route.replace(':urn', String(urn)).replace(':pupilId', String(pupil)) + (query ? `?${query}` : '');

function percentiles(values: readonly number[]): { p50: number; p95: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  return { p50: at(0.5), p95: at(0.95) };
}
