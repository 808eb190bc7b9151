import { HIDDEN_MARK } from '../../domain/codes/sensitive-marks.ts';
import { countMarks, type MarkCounts } from '../../domain/measures/count-marks.ts';
import { type Counts, possible } from '../../domain/measures/counts.ts';
import { addDays, SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';
import { categoryName, describeMark, isAbsence, isAttendance } from '../code-rows.ts';
import type { ReportFacts } from '../school-report.ts';

/** Late before and after the register closed: the first counts as attended, the second as unauthorised absence. */
export const LATE = ['L', 'U'] as const;
/** Holidays: not granted; granted, and extended family holiday, both until August 2024. */
export const HOLIDAYS = ['G', 'H', 'F'] as const;

/** One code of the selection. */
export interface Reason {
  readonly mark: string;
  /** Of its row. */
  readonly key: string;
  readonly code: string;
  readonly meaning: string;
  readonly category: string;
  readonly kind: 'absence' | 'attendance' | 'not-counted';
  readonly isAuthorised: boolean;
  readonly sessions: number;
}

/** Codes of a selection: absence first, then attendance, then what is not counted; most sessions first. */
export interface Reasons {
  readonly facts: ReportFacts;
  readonly marks: MarkCounts;
  readonly reasons: readonly Reason[];
  readonly total: Counts;
  /** Every Monday from the first to the last with a possible session, and its place in the year. */
  readonly weeks: readonly { readonly monday: string; readonly possible: number; readonly week: number }[];
}

const KINDS: readonly Reason['kind'][] = ['absence', 'attendance', 'not-counted'];

/** Counts the codes of a selection, in one reading. */
export function countReasons(facts: ReportFacts): Reasons {
  const { schoolYear, choice, period } = facts;
  const marks = countMarks(schoolYear, choice, LATE);
  const reasons = marks.marks
    .map((mark): Reason => {
      const { code, meaning, category } = describeMark(mark, period.to);
      return {
        mark,
        key: mark === HIDDEN_MARK ? 'Y5_Y7' : code,
        code,
        meaning,
        category: categoryName(category),
        kind: isAbsence(category) ? 'absence' : isAttendance(category) ? 'attendance' : 'not-counted',
        isAuthorised: category === 'authorised',
        sessions: marks.sessions(mark),
      };
    })
    .sort(
      (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.sessions - a.sessions || (a.code < b.code ? -1 : 1),
    );
  const sum = (wanted: (reason: Reason) => boolean) =>
    reasons.filter(wanted).reduce((sessions, reason) => sessions + reason.sessions, 0);
  const total = {
    attended: sum(({ kind }) => kind === 'attendance'),
    authorised: sum(({ isAuthorised }) => isAuthorised),
    unauthorised: sum(({ kind, isAuthorised }) => kind === 'absence' && !isAuthorised),
  };
  return { facts, marks, reasons, total, weeks: weeksOf(facts, marks, reasons) };
}

function weeksOf({ schoolYear, choice }: ReportFacts, marks: MarkCounts, reasons: readonly Reason[]): Reasons['weeks'] {
  const counted = reasons.filter(({ kind }) => kind !== 'not-counted');
  const weeks = Array.from({ length: Math.ceil(Math.max(choice.to, 0) / SESSIONS_A_WEEK) }, (_, week) => ({
    week,
    monday: addDays(schoolYear.year.start, week * 7),
    possible: counted.reduce((sum, { mark }) => sum + marks.sessions(mark, week), 0),
  }));
  const has = ({ possible: sessions }: { possible: number }) => sessions > 0;
  return weeks.slice(Math.max(0, weeks.findIndex(has)), weeks.findLastIndex(has) + 1);
}

export const possibleOf = ({ total }: Reasons): number => possible(total);

/** Codes of absence, most sessions first. */
export const missedIn = ({ reasons }: Reasons): Reason[] => reasons.filter(({ kind }) => kind === 'absence');
