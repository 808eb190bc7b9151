import { withoutDay } from '../../domain/sessions/in-words.ts';
import { countText, numberText } from '../figures.ts';
import { baseText } from '../view-table.ts';
import type { SpanFigures, SummaryFigures } from './summary-figures.ts';
import {
  attendanceOf,
  authorisedOf,
  comparedWith,
  movedText,
  pupilsText,
  rateAndBase,
  rateText,
  spanText,
  unauthorisedOf,
} from './summary-words.ts';
import { isHidden, isTooFew } from './too-few.ts';

/** Below so many school days the figures are said to be young. */
const FEW_DAYS = 20;

/** Where attendance stands, in one sentence. */
export function standingSentence({ year }: SummaryFigures): string {
  const rate = attendanceOf(year);
  return `Attendance in the year to ${withoutDay(year.to)} is ${rateText(rate)}: ${countText(year.pupils, 'pupil')} attended ${baseText(rate)} possible sessions.`;
}

/** How attendance moved: this half term beside the one before, the year beside last year. */
export function attendanceSentences({ days, year, halfTerm, before, lastYear }: SummaryFigures): string[] {
  return [
    halfTermSentence(halfTerm, before),
    lastYear === null
      ? 'No register of last year is held here, so there is nothing to compare the year with.'
      : lastYearSentence(year, lastYear),
    ...(days < FEW_DAYS
      ? [
          `The year has had ${countText(days, 'school day')} so far. With so few, figures move a lot from week to week: one day missed of ten is already 10%.`,
        ]
      : []),
  ];
}

function halfTermSentence(halfTerm: SpanFigures, before: SpanFigures | null): string {
  const own = attendanceOf(halfTerm);
  if (own.denominator === 0) return `There is no possible session yet in this half term (${spanText(halfTerm)}).`;
  if (isTooFew(halfTerm.pupils)) return `In this half term (${spanText(halfTerm)}) there are too few pupils to show.`;
  const stands = `In this half term (${spanText(halfTerm)}) it is ${rateAndBase(own)}`;
  if (before === null)
    return `${stands}. It is the first half term of the year, so there is none before it to compare it with.`;
  const compared = isTooFew(before.pupils) ? null : comparedWith(own, attendanceOf(before));
  if (compared === null) return `${stands}. Nothing can be shown of the half term before.`;
  return `${stands}, ${compared} in the half term before (${spanText(before)}), when it was ${rateAndBase(attendanceOf(before))}.`;
}

function lastYearSentence(year: SpanFigures, lastYear: SpanFigures): string {
  const [own, last] = [attendanceOf(year), attendanceOf(lastYear)];
  const compared = isTooFew(lastYear.pupils) ? null : comparedWith(own, last);
  if (compared === null) return 'Last year to the same week there were too few pupils to show.';
  return `The year to date is ${compared} last year to the same week (to ${withoutDay(lastYear.to)}), when it was ${rateAndBase(last)}.`;
}

/** How many pupils are persistently and severely absent, and how that moved. */
export function persistenceSentences({ year, yearBefore, lastYear }: SummaryFigures): string[] {
  return [
    `${pupilsText(year.persistent, year.pupils)} missed 10% or more of their own possible sessions in the year to date: persistent absence.`,
    `${pupilsText(year.severe, year.pupils)} missed half or more: severe absence. They are among the persistently absent.`,
    ...earlier('At the end of the half term before', year, yearBefore),
    ...earlier('Last year to the same week', year, lastYear),
  ];
}

function earlier(when: string, year: SpanFigures, then: SpanFigures | null): string[] {
  if (then === null || then.pupils === 0) return [];
  if (isTooFew(then.pupils)) return [`${when} there were too few pupils to show.`];
  const persistent = uncapitalised(pupilsText(then.persistent, then.pupils));
  const was = `${when}, ${persistent} were persistently absent, and ${uncapitalised(pupilsText(then.severe, then.pupils))} severely absent.`;
  if (isHidden(year.persistent, year.pupils) || isHidden(then.persistent, then.pupils)) return [was];
  const compared = comparedWith(
    { numerator: year.persistent, denominator: year.pupils },
    { numerator: then.persistent, denominator: then.pupils },
  );
  return [`${was} The share of persistently absent pupils is now ${compared} it was then.`];
}

const uncapitalised = (text: string): string => text[0]!.toLowerCase() + text.slice(1);

/** What is different from the half term before. */
export function changeSentences({ halfTerm, before, year, yearBefore }: SummaryFigures): string[] {
  if (before === null || yearBefore === null)
    return ['This is the first half term of the year: there is none before it in this year.'];
  if (isTooFew(halfTerm.pupils) || isTooFew(before.pupils) || halfTerm.pupils === 0 || before.pupils === 0)
    return ['In one of the two half terms there are too few pupils to show.'];
  const moved = movements(halfTerm, before);
  const bothShown = !isHidden(year.persistent, year.pupils) && !isHidden(yearBefore.persistent, yearBefore.pupils);
  return [
    ...moved,
    ...(bothShown
      ? [
          `Pupils persistently absent in the year to date: ${numberText(yearBefore.persistent)} of ${numberText(yearBefore.pupils)} at the end of the half term before, ${numberText(year.persistent)} of ${numberText(year.pupils)} now.`,
        ]
      : []),
    `${countText(before.pupils, 'pupil')} had a possible session in the half term before, ${numberText(halfTerm.pupils)} in this one.`,
  ];
}

const movements = (halfTerm: SpanFigures, before: SpanFigures): string[] =>
  (
    [
      ['Attendance', attendanceOf],
      ['Authorised absence', authorisedOf],
      ['Unauthorised absence', unauthorisedOf],
    ] as const
  ).flatMap(([name, of]) => {
    const moved = movedText(of(before), of(halfTerm));
    return moved === null ? [] : [`${name} ${moved}.`];
  });
