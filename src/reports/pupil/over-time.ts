import { countsOf } from '../../domain/codes/codes.ts';
import { countCodes } from '../../domain/measures/count-codes.ts';
import { absent, possible } from '../../domain/measures/counts.ts';
import { spellsOf } from '../../domain/measures/spells.ts';
import { addDays, type Half, SESSIONS_A_WEEK, sessionAt } from '../../domain/sessions/dates.ts';
import { inShort, monthInWords } from '../../domain/sessions/in-words.ts';
import { codeRows, isAbsence } from '../code-rows.ts';
import { numberText, percentText } from '../figures.ts';
import { numbers, type Table, words } from '../table.ts';
import type { PupilWeek } from './query.ts';

/** As many spells are listed, the latest first. */
const SPELLS_SHOWN = 10;
/** As many codes have a column: more are hard to read, and those left out are rare. */
const CODES_SHOWN = 5;

/** The pupil's spells of absence; null when no session was missed. */
export function viewSpells(weeks: readonly PupilWeek[]): Table | null {
  const marks = weeks.map((week) => week.marks).join('');
  const spells = spellsOf(marks);
  if (spells.length === 0) return null;
  const when = (place: number): { date: string; half: Half } =>
    sessionAt(weeks[Math.floor(place / SESSIONS_A_WEEK)]!.week, place % SESSIONS_A_WEEK);
  const text = (place: number) =>
    `${inShort(when(place).date)}, ${when(place).half === 'AM' ? 'morning' : 'afternoon'}`;
  return {
    caption:
      spells.length > SPELLS_SHOWN
        ? `Spells of absence: the latest ${SPELLS_SHOWN} of ${spells.length}`
        : `Spells of absence: ${spells.length}`,
    columns: [words('From'), words('To'), numbers('Sessions missed'), words('Codes'), words('Since')],
    rows: spells
      .toReversed()
      .slice(0, SPELLS_SHOWN)
      .map(({ first, last, sessions, isOpen }) => ({
        head: text(first),
        cells: [
          text(last),
          numberText(sessions),
          codeRows(countCodes(marks.slice(first, last + 1)), when(last).date)
            .filter(({ category }) => isAbsence(category))
            .map((row) => `${row.code} ${row.sessions}`)
            .join(', '),
          isOpen ? 'Not back yet' : 'Came back',
        ],
      })),
  };
}

/** Sessions missed month by month, by the codes that this pupil has most; null when none was missed. */
export function viewMonths(weeks: readonly PupilWeek[]): Table | null {
  const months = new Map<string, string>();
  for (const { week, marks } of weeks)
    for (let day = 0; day < 7; day++) {
      const month = addDays(week, day).slice(0, 7);
      months.set(month, (months.get(month) ?? '') + marks.slice(day * 2, day * 2 + 2));
    }
  const all = codeRows(countCodes([...months.values()].join('')), weeks.at(-1)?.week ?? '2000-01-01');
  const most = all.filter(({ category }) => isAbsence(category)).slice(0, CODES_SHOWN);
  if (most.length === 0) return null;
  return {
    caption: 'Sessions missed by month',
    columns: [words('Month'), numbers('Missed'), ...most.map(({ code, meaning }) => numbers(`${code}: ${meaning}`))],
    rows: [...months]
      .map(([month, marks]) => ({ month, counts: countsOf(marks), codes: countCodes(marks), date: `${month}-28` }))
      .filter(({ counts }) => possible(counts) > 0)
      .map(({ month, counts, codes, date }) => {
        const byCode = new Map(codeRows(codes, date).map(({ code, sessions }) => [code, sessions]));
        return {
          head: monthInWords(`${month}-01`),
          cells: [
            `${numberText(absent(counts))} of ${numberText(possible(counts))} (${percentText(absent(counts), possible(counts))})`,
            ...most.map(({ code }) => numberText(byCode.get(code) ?? 0)),
          ],
        };
      }),
  };
}
