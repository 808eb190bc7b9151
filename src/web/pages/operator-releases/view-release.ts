import { sayProblem } from '../../../domain/release/check.ts';
import { CHECKS } from '../../../domain/release/checks.ts';
import { HEADLINE_RATES } from '../../../domain/release/headlines.ts';
import { type CheckResult, isPassed, SIGNATURES_NEEDED } from '../../../domain/release/release.ts';
import { inWords } from '../../../domain/sessions/in-words.ts';
import type { OperatorRelease } from '../../../publish/operate-releases.ts';
import { timeInWords } from '../../../publish/publish-release.ts';
import { sizeWords } from '../../statistics/file-words.ts';
import type { Notice } from '../rights/take-notice.ts';
import { STATE_TAGS } from './state-tag.ts';

interface Around {
  /** Who looks. */
  readonly person: string;
  readonly now: Date;
  readonly notice: Notice | null;
}

/** Most revisions that are listed; the file has all. */
const MOST_REVISIONS = 40;

/** Every word and number of one release, for those who are to sign it. */
export function viewRelease({ release, files, signatures, headlines }: OperatorRelease, around: Around) {
  const { id, state, asOf, madeAt, dueAt, publishedAt, note, digest, codeVersion, rules } = release;
  return {
    title: `Release ${id}`,
    heading: `Release ${id}`,
    back: { href: '/operator/releases', text: 'Back to releases' },
    notice: around.notice,
    errors: [],
    tag: STATE_TAGS[state],
    facts: [
      { name: 'Counts to', value: inWords(asOf) },
      { name: 'Made', value: `${timeInWords(madeAt)}, by version ${codeVersion}` },
      { name: 'Due', value: timeInWords(dueAt) },
      ...(publishedAt ? [{ name: 'Published', value: timeInWords(publishedAt) }] : []),
      ...(note ? [{ name: 'What it corrects', value: note }] : []),
      { name: 'Digest of its files', value: digest },
    ],
    signing: viewSigning({ release, signatures }, around),
    checks: viewChecks(release.checks),
    headlines: {
      caption: `England, ${headlines.rows[0]?.week.replace(/^(\d+)-W0?(\d+)$/, 'week $2 of $1') ?? 'no week'}`,
      columns: HEADLINE_RATES.map(({ words }) => words),
      rows: headlines.rows.map(({ phase, rates, schools }) => ({
        phase: phase === 'Total' ? 'All schools' : phase,
        cells: [...HEADLINE_RATES.map(({ column }) => percent(rates.get(column) ?? '')), number(schools)],
      })),
    },
    revisions: viewRevisions(headlines, rules.former),
    files: files.map(({ name, bytes }) => ({
      name,
      href: `/operator/releases/${id}/files/${name}`,
      size: sizeWords(bytes),
    })),
  };
}

/** Those that failed are seen at once, the others when they are asked for. */
function viewChecks(checks: readonly CheckResult[]) {
  const [passed, failed] = [true, false].map((is) => checks.filter((check) => isPassed(check) === is).map(viewCheck));
  return {
    summary:
      failed!.length === 0
        ? `All ${checks.length} checks passed`
        : `${failed!.length} of ${checks.length} checks failed`,
    failed,
    passed,
  };
}

const viewCheck = ({ name, problems, found }: CheckResult) => ({
  name,
  // Its words are the manual’s too, where names of settings are code.
  says: CHECKS.find((each) => each.name === name)?.says.replaceAll('`', '') ?? '',
  problems: [...problems.map(sayProblem), ...(found > problems.length ? [`and ${found - problems.length} more`] : [])],
});

function viewSigning(
  { release, signatures }: Pick<OperatorRelease, 'release' | 'signatures'>,
  { person, now }: Around,
) {
  const { id, state, dueAt, digest } = release;
  const mine = signatures.some(({ personKey }) => personKey === person);
  const waits =
    now < dueAt ? `It is published on ${timeInWords(dueAt)}, by itself.` : 'It is published within a minute.';
  const words = {
    made: mine
      ? 'You have signed it. A different person must give the other signature.'
      : `${SIGNATURES_NEEDED - signatures.length} more of ${SIGNATURES_NEEDED} signatures needed. Look at the checks, the headline figures and the revisions below before you sign.`,
    signed: `Two people have signed it. ${waits}`,
    published: 'It is published, and is never changed. A mistake is put right by a correction.',
    failed: 'It cannot be signed. Mend what the checks name, then make it again: npm run -s rollcall -- release make',
  } as const;
  return {
    signed: signatures.map(({ name, signedAt }) => ({ name, at: timeInWords(signedAt) })),
    words: words[state],
    form: state === 'made' && !mine ? { address: `/operator/releases/${id}/sign`, digest } : null,
  };
}

function viewRevisions({ revisions, compared }: OperatorRelease['headlines'], former: string | null) {
  if (former === null || revisions === null)
    return { words: 'There is none: it is the first release of its academic year.', rows: [] };
  const words =
    revisions.length === 0
      ? `None of ${compared.toLocaleString('en-GB')} headline rates of England and its regions is another than in ${former}.`
      : `${revisions.length.toLocaleString('en-GB')} of ${compared.toLocaleString('en-GB')} headline rates of England and its regions are others than in ${former}${revisions.length > MOST_REVISIONS ? `; the first ${MOST_REVISIONS} of them:` : ':'}`;
  return { words, rows: revisions.slice(0, MOST_REVISIONS) };
}

const percent = (cell: string): string =>
  /^\d/.test(cell) ? `${Number(cell).toFixed(1)}%` : cell === 'c' ? 'hidden' : 'not available';
const number = (cell: string): string =>
  /^\d/.test(cell) ? Math.round(Number(cell)).toLocaleString('en-GB') : cell === 'c' ? 'hidden' : 'not available';
