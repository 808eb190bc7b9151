import type { WideArea, WideFile, WideKey } from '../../publish/released/wide-file.ts';
import { inArea, inSchoolsOf, isShown, phaseWords } from './area-figures.ts';
import { countWords, percentWords } from './figure-words.ts';
import { ABSENCE, ATTENDANCE, AUTHORISED, coverageOf, type Rate, rateOf, UNAUTHORISED } from './measures.ts';
import { periodWords } from './time-words.ts';

/** The headline figures of an area, phase and time: a sentence each, with what they are made from; or why there are none. */
export function headlineSentences(file: WideFile, area: WideArea, key: WideKey): string[] {
  const attendance = rateOf(file, key, ATTENDANCE);
  const when = `in ${periodWords(key.period)}`;
  if (!isShown(attendance.percent)) return [whyNone(attendance, `${phaseWords(key.phase)} ${inArea(area)} ${when}`)];
  const absence = rateOf(file, key, ABSENCE);
  const { schools, enrolments } = coverageOf(file, key);
  const [authorised, unauthorised] = [AUTHORISED, UNAUTHORISED].map((each) =>
    percentWords(rateOf(file, key, each).percent),
  );
  return [
    `Attendance ${inSchoolsOf(area, key.phase)} ${when} was ${percentWords(attendance.percent)}: pupils attended ${baseWords(attendance)}.`,
    `Absence was ${percentWords(absence.percent)} (${baseWords(absence)}): ${authorised} authorised and ${unauthorised} unauthorised.`,
    ...(isShown(schools) && isShown(enrolments)
      ? [`These figures are of ${countWords(schools)} schools with ${countWords(enrolments)} pupils on an average day.`]
      : []),
  ];
}

/** `9,312 of 9,876 possible sessions` */
export const baseWords = ({ numerator, denominator }: Rate): string =>
  `${countWords(numerator)} of ${countWords(denominator)} possible sessions`;

function whyNone({ percent }: Rate, of: string): string {
  const [first, ...rest] = of;
  const capital = `${first!.toUpperCase()}${rest.join('')}`;
  if (percent === 'c') return `${capital}: the figures are hidden, so that nothing can be told of a school or a child.`;
  if (percent === null) return `${capital}: no data. No such school shared its register in that time.`;
  return `${capital}: there are no figures.`;
}

/** What happened to a rate since the time before: `Attendance fell to 92.4% in the week of 5 to 9 October 2026`. */
export function changeTitle(what: string, before: string | null, now: string, when: string): string {
  const verb =
    before === null || before === now
      ? before === null
        ? 'was'
        : 'stayed at'
      : Number.parseFloat(now) > Number.parseFloat(before)
        ? 'rose to'
        : 'fell to';
  return `${what} ${verb} ${now} in ${when}`;
}
