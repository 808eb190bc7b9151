import type { AgreementState } from '../../domain/agreement/agreement-state.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { NC_YEARS } from '../../domain/pupils/nc-year.ts';
import { addDays } from '../../domain/sessions/dates.ts';
import { inWords, sessionInWords } from '../../domain/sessions/in-words.ts';
import { londonDate, londonTime } from '../../domain/sessions/london.ts';
import { nextCollection } from '../../domain/sessions/next-collection.ts';
import { schoolDays } from '../../domain/sessions/school-days.ts';
import { countText, numberText } from '../figures.ts';
import { type FreshnessView, firstCharacteristics, viewFreshness } from '../freshness/view-model.ts';
import { numbers, type Table, words } from '../table.ts';
import { timeText } from '../times.ts';
import { type IssueView, viewIssues } from './issues.ts';
import { type MissingSession, registersDue } from './missing-marks.ts';
import { type ReceivedFacts, WEEKS_CHECKED } from './report.ts';
import { viewLastRun, viewRuns } from './runs.ts';

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

export interface ReceivedView {
  readonly title: string;
  readonly heading: string;
  readonly schoolName: string;
  readonly freshness: FreshnessView;
  readonly source: readonly NamedValue[];
  readonly lastRun: readonly NamedValue[] | null;
  readonly noRun: string;
  /** Of which day the characteristics of the first weeks are; null before the first collection. */
  readonly characteristics: string | null;
  readonly missing: {
    readonly text: string;
    readonly silence: string | null;
    readonly table: Table | null;
    readonly more: string | null;
  };
  readonly planned: string;
  readonly issues: readonly IssueView[];
  readonly issuesText: string;
  readonly runs: Table | null;
}

const AGREEMENTS: Readonly<Record<AgreementState, string>> = {
  'not-asked': 'The school has not been asked to share',
  invited: 'The school has not answered yet',
  agreed: 'Agreed, and not connected yet',
  connecting: 'Agreed, and being connected',
  'waiting-for-audit': 'Agreed, and waiting to be checked by Wonde',
  receiving: 'The school has agreed to share',
  paused: 'Sharing is paused: nothing is collected until the school resumes',
  'connection-lost': 'Agreed, but the school’s MIS cannot be reached',
  'mis-changed': 'Agreed, but the school’s MIS has changed, which is being checked',
  declined: 'The school has declined to share',
  'opted-out': 'The school has stopped sharing',
  closed: 'The school has closed',
};

/** Sessions listed; older ones are counted. */
const MISSING_SHOWN = 20;

/**
 * Makes the page of what was received.
 * @param collectAt times of day (`HH:MM`, London) at which schools are collected on school days; null when not known here
 */
export function viewDataReceived(facts: ReceivedFacts, collectAt: readonly string[]): ReceivedView {
  const { school, runs, now } = facts;
  const last = runs[0];
  const expected = nextCollectionText(now, collectAt);
  return {
    title: 'Data received',
    heading: 'Data received',
    schoolName: school.name,
    freshness: viewFreshness(facts.freshness, now),
    source: [
      { name: 'MIS', value: school.mis ?? 'Not known' },
      { name: 'Agreement', value: AGREEMENTS[school.agreement ?? 'not-asked'] },
      ...(expected === null ? [] : [{ name: 'Next collection', value: expected }]),
    ],
    lastRun: last ? viewLastRun(last, now) : null,
    noRun: 'No collection has been started yet. The first one reads the whole academic year so far.',
    characteristics: facts.firstCollected && firstCharacteristics(facts.firstCollected),
    missing: viewMissing(facts),
    planned: plannedText(facts),
    issues: viewIssues(facts.issues, facts.cases, `/schools/${school.urn}`),
    issuesText: issuesText(facts),
    runs: runs.length === 0 ? null : viewRuns(runs),
  };
}

/** The next collection in words: `Tuesday 24 November 2026 at 4.30pm`. */
export function nextCollectionText(now: Date, collectAt: readonly string[]): string | null {
  if (collectAt.length === 0) return null;
  const at = nextCollection(now, collectAt);
  return `${inWords(londonDate(at))} at ${timeText(londonTime(at))}, if school is open`;
}

function plannedText({ planned }: ReceivedFacts): string {
  if (planned.marks === 0 || planned.lastDay === null) return 'No marks have been entered for sessions to come.';
  return `${countText(planned.marks, 'mark')} entered in advance, up to ${inWords(planned.lastDay)}. ${planned.marks === 1 ? 'It enters' : 'They enter'} the figures once the session has been held.`;
}

function issuesText({ issues, resolved, runs }: ReceivedFacts): string {
  const before =
    resolved === 0
      ? ''
      : ` ${countText(resolved, 'issue')} found earlier ${resolved === 1 ? 'has' : 'have'} been put right.`;
  if (issues.length > 0) return `${countText(issues.length, 'kind')} of issue found in what your MIS sent.${before}`;
  return runs.length === 0 ? 'Nothing has been checked yet.' : `No issues were found in what your MIS sent.${before}`;
}

function viewMissing(facts: ReceivedFacts): ReceivedView['missing'] {
  const { missing, missingFrom } = facts;
  if (missingFrom === null) return { text: 'There are no marks yet.', silence: null, table: null, more: null };
  const checked = `the last ${WEEKS_CHECKED} weeks that have marks (from ${inWords(missingFrom)})`;
  const hidden = missing.length - MISSING_SHOWN;
  return {
    text:
      missing.length === 0
        ? `Every pupil on roll has a mark for every session held in ${checked}.`
        : `${countText(missing.length, 'session')} held in ${checked} ${missing.length === 1 ? 'lacks' : 'lack'} marks of pupils on roll. Sessions without a mark are not counted in any figure.`,
    silence: silenceOf(facts),
    table: missing.length === 0 ? null : missingTable(missing.slice(0, MISSING_SHOWN)),
    more:
      hidden > 0
        ? `${countText(hidden, 'older session')} in these weeks ${hidden === 1 ? 'is' : 'are'} not listed.`
        : null,
  };
}

/** Says that marks have stopped: whole weeks without any are left out of the list, since they may be a holiday. */
function silenceOf({ lastMarked, freshness }: ReceivedFacts): string | null {
  if (!lastMarked || !freshness.lastSucceeded) return null;
  const days = schoolDays(addDays(lastMarked.day, 1), registersDue(freshness.lastSucceeded.startedAt).date);
  if (days.length === 0) return null;
  return `No mark has come in since ${sessionInWords(lastMarked.day, lastMarked.half)}: ${countText(days.length, 'weekday')} without any. If the school was open, check that registers are being taken.`;
}

function missingTable(missing: readonly MissingSession[]): Table {
  return {
    caption: 'Sessions without marks',
    columns: [words('Session'), numbers('Pupils without a mark'), numbers('Pupils on roll'), words('Note')],
    rows: missing.map((session) => ({
      head: sessionInWords(session.date, session.half),
      cells: [numberText(session.without), numberText(session.onRoll), noteOf(session)],
    })),
  };
}

function noteOf({ without, onRoll, wholeYears }: MissingSession): string {
  if (without === onRoll) return 'No marks at all: a closure that was not entered, or a register not taken';
  if (wholeYears.length === 0) return 'Some pupils';
  const years = [...wholeYears]
    .sort((a, b) => NC_YEARS.indexOf(a) - NC_YEARS.indexOf(b))
    .map((year) => groupLabel(`nc_year=${year}`));
  return `All of ${years.join(', ')}`;
}
