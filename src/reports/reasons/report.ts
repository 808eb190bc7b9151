import { absent } from '../../domain/measures/counts.ts';
import { leastUsual } from '../../domain/measures/usual-base.ts';
import { inShort } from '../../domain/sessions/in-words.ts';
import { countText, numberText, percentText, percentToDraw } from '../figures.ts';
import type { LineView, ReportBody, Section } from '../report-view.ts';
import { nothingMore, type ReportFacts, type SchoolReport } from '../school-report.ts';
import { drawCodes } from './draw-codes.ts';
import { countReasons, HOLIDAYS, LATE, missedIn, type Reason, type Reasons } from './reason-counts.ts';
import { codesTable, holidaysTable, lateTable, mostUsed, weeksTable } from './reason-tables.ts';

/** Why sessions were missed: codes, late, holidays, and how the reasons changed from week to week. */
export const reasons: SchoolReport = {
  name: 'Reasons',
  path: '/reasons',
  names: false,
  choices: [],
  more: nothingMore,
  view: viewReasons,
};

function viewReasons(facts: ReportFacts): ReportBody {
  const counted = countReasons(facts);
  const bars = drawCodes(counted);
  const line = drawMost(counted);
  const holidays = holidaysTable(counted);
  return {
    message: messageOf(counted),
    sections: [
      {
        id: 'by-code',
        heading: 'By code',
        text: [],
        ...(bars && { chart: bars }),
        tables: [codesTable(counted)],
      },
      {
        id: 'late-sessions',
        heading: 'Late',
        text: [lateText(counted)],
        tables: [lateTable(counted)],
      },
      {
        id: 'holidays-in-term-time',
        heading: 'Holidays in term time',
        text: [holidaysText(counted)],
        tables: holidays.rows.length === 0 ? [] : [holidays],
      },
      ...weeksSection(counted, line),
    ],
    workedOut: [
      'Each session has one code. A share of possible sessions is of all sessions that count; a share of absence is of the sessions missed.',
      'Codes of sessions that are not possible (school closed, pupil not required, no mark) are listed, and are in no rate.',
      'L (late before the register closed) counts as attended, U (late after it closed) as unauthorised absence.',
      'The meaning of a code is the one in force on the last day of the period.',
      ...(facts.sensitive ? [] : ['Codes Y5 and Y7 are shown as one, since Y5 is seen with a right of its own.']),
    ],
    empty: null,
  };
}

/** The finding: the codes with the most absence. */
function messageOf(counted: Reasons): string {
  const [most, next] = missedIn(counted);
  if (!most) return 'No session was missed.';
  const missed = absent(counted.total);
  const share = ({ code, meaning, sessions }: Reason) =>
    `${percentText(sessions, missed)} with code ${code} (${meaning.charAt(0).toLowerCase()}${meaning.slice(1)})`;
  return `${countText(missed, 'session was', 'sessions were')} missed: ${[most, next].flatMap((reason) => (reason ? [share(reason)] : [])).join(' and ')}.`;
}

function lateText({ marks }: Reasons): string {
  const [before, after] = LATE.map((mark) => marks.sessions(mark)) as [number, number];
  if (before + after === 0) return 'No pupil was late.';
  return `${countText(marks.pupilsTogether, 'pupil was', 'pupils were')} late ${countText(before + after, 'time')}, ${after === 0 ? 'never' : `${numberText(after)} of them`} after the register had closed.`;
}

function holidaysText({ marks, facts }: Reasons): string {
  if (HOLIDAYS.every((mark) => marks.sessions(mark) === 0)) return 'No session was missed for a holiday.';
  const [sessions, pupils] = [marks.sessions('G'), marks.pupils('G')];
  if (sessions === 0) return `No holiday was taken without leave, ${facts.period.words}.`;
  return `${countText(pupils, 'pupil')} missed ${countText(sessions, 'session')} for a holiday that the school had not granted (G).`;
}

/** The most used code, week by week, where there is more than one week to compare. */
function drawMost(counted: Reasons): LineView | null {
  const { weeks, marks, facts } = counted;
  const [most] = mostUsed(counted);
  if (!most || weeks.length < 2) return null;
  const taught = weeks.filter(({ possible }) => possible > 0);
  const enough = leastUsual(weeks.map(({ possible }) => possible));
  const worst = taught
    .filter(({ possible }) => possible >= enough)
    .map((week) => ({ ...week, sessions: marks.sessions(most.mark, week.week) }))
    // a/b > c/d without dividing.
    .reduce((found, week) => (week.sessions * found.possible > found.sessions * week.possible ? week : found));
  const day = (monday: string) => inShort(monday).slice(0, -5);
  return {
    kind: 'line',
    id: 'most-used-code-by-week',
    title: `${most.meaning} (${most.code}) was most in the week of ${day(worst.monday)}: ${percentText(worst.sessions, worst.possible)} of possible sessions`,
    subtitle: `Sessions with code ${most.code} as a percentage of possible sessions, by week. ${facts.period.words}.`,
    description: `A line of the share of sessions with code ${most.code} in each of ${countText(weeks.length, 'week')}. The table has the numbers of sessions.`,
    notes: [
      ...(taught.length < weeks.length ? ['Grey: weeks with no possible sessions. They are gaps, not zeros.'] : []),
      ...(taught.some(({ possible }) => possible < enough)
        ? ['Hollow point: a week with less than half of the usual sessions.']
        : []),
    ],
    unit: '%',
    most: 100,
    points: weeks.map(({ monday, week, possible }) => {
      const sessions = marks.sessions(most.mark, week);
      const rate = percentText(sessions, possible);
      return {
        label: day(monday),
        title:
          possible === 0
            ? `Week of ${day(monday)}: no possible sessions`
            : `Week of ${day(monday)}: ${numberText(sessions)} of ${countText(possible, 'possible session')}, ${rate}`,
        value: percentToDraw(sessions, possible),
        text: rate,
        partial: possible > 0 && possible < enough,
      };
    }),
  };
}

function weeksSection(counted: Reasons, line: LineView | null): Section[] {
  if (counted.weeks.length === 0) return [];
  return [
    {
      id: 'codes-by-week',
      heading: 'From week to week',
      text: [],
      ...(line && { chart: line }),
      tables: [weeksTable(counted)],
    },
  ];
}
