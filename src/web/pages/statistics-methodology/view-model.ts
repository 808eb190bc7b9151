import { type DisclosureSettings, SETTINGS_IN_WORDS } from '../../../domain/disclosure/settings.ts';
import { seriesStart, yearElevenEnds } from '../../../domain/measures/published-definition.ts';
import { type PlannedRelease, plannedRelease, releaseDays } from '../../../domain/release/calendar.ts';
import { CHECKS } from '../../../domain/release/checks.ts';
import { SIGNATURES_NEEDED } from '../../../domain/release/release.ts';
import type { AcademicYear } from '../../../domain/sessions/academic-year.ts';
import { addDays, daysBetween } from '../../../domain/sessions/dates.ts';
import { dayInWords, inWords, withoutDay } from '../../../domain/sessions/in-words.ts';
import { londonDate, londonTime } from '../../../domain/sessions/london.ts';
import { timeText } from '../../../domain/sessions/times.ts';
import { DROPPED_DAYS } from '../../../domain/statistics/dropped-days.ts';
import { termEnds } from '../../../domain/statistics/period.ts';
import { PHASES, UNPUBLISHED_PHASES } from '../../../domain/statistics/phase.ts';
import { isWeighted } from '../../../domain/statistics/published-row.ts';
import {
  andList,
  bullets,
  type Document,
  facts,
  link,
  makeDocument,
  paragraph,
  section,
  table,
} from '../../document.ts';
import { PUPIL_MEASURES } from '../../statistics/pupil-rates.ts';
import { comingReleases, dueWords } from '../../statistics/release-line.ts';

/** The methodology, with the dates of an academic year and the thresholds in force. */
export const makeMethodology = (year: AcademicYear, disclosure: DisclosureSettings, now: Date): Document =>
  makeDocument(
    'Methodology of the attendance statistics',
    [
      `How the published figures of the academic year ${year.label} are made. Dates and numbers on this page come from the rules that are in force. What the files hold is in the `,
      link('data guidance', '/statistics/data-guidance'),
      '.',
    ],
    [
      whoIsCounted(year),
      whichDays(year),
      rates(year),
      areas,
      hiding(disclosure),
      checks,
      releasing(year, now),
      revisions,
      unknown,
      status,
    ],
  );

const whoIsCounted = (year: AcademicYear) =>
  section(
    'Who is counted',
    paragraph(
      'Schools that share their registers with this service and whose agreement is in force, or that closed while it was. A school is in a day’s figures when any pupil of the population had a possible session on that day.',
    ),
    bullets([
      `Phases: ${andList(PHASES)}. A school counts under its deemed phase; middle and all-through schools have one too.`,
      `Not counted: ${andList(UNPUBLISHED_PHASES)}.`,
      'Pupils of national curriculum years 1 to 11, and those who follow no curriculum year, which stand for ages 5 to 15: dates of birth are not collected.',
      `Pupils of year 11 until ${withoutDay(addDays(yearElevenEnds(year), -1))}: afterwards most have left for their examinations.`,
      'Enrolments: pupils with a mark that can be read on the day, but for Z, which says that they are not on the admission register.',
    ]),
    paragraph('These are figures of the schools that share. They are not estimates for schools that do not.'),
  );

function whichDays(year: AcademicYear) {
  const dropped = DROPPED_DAYS.filter(({ date }) => date >= year.start && date <= year.end);
  const [autumn, spring] = termEnds(year.startYear);
  return section(
    'Which days are counted',
    bullets([
      `Monday to Friday, from the first full week of the academic year: from ${inWords(seriesStart(year))}.`,
      ...dropped.map(
        ({ date, why, from }) => `Not ${inWords(date)} (${why})${from === 'daily' ? ' in the daily figures' : ''}.`,
      ),
      `Terms: autumn to ${withoutDay(autumn)}, spring to ${withoutDay(spring)}, then summer.`,
      `A mark is taken as it stood when the release was made, ${usualLags(year).made} days after its last day or later: corrections made until then are in.`,
    ]),
  );
}

const rates = (year: AcademicYear) =>
  section(
    'Rates and means',
    facts([
      ['Possible sessions', 'mornings and afternoons in which a pupil was expected: attended and missed together'],
      ['Attendance', 'sessions present or at an approved educational activity, of possible sessions'],
      ['Absence', 'sessions missed, authorised and unauthorised, of possible sessions'],
      ...PUPIL_MEASURES.map(({ text, words }): [string, string] => [
        text,
        `pupils who ${words}, each over their own sessions in the term or the year to date, leavers too`,
      ]),
      [
        'Groups of pupils',
        'sessions count in the groups that a pupil was in that week; pupils to date in those of their last week',
      ],
      ['Schools, pupils', 'means of the days on which any school of the area and phase was open'],
      [
        'All schools',
        isWeighted(year.startYear)
          ? 'the rates of the three phases weighted by their enrolments in the spring census before; of England and regions alone'
          : 'the sessions of all phases pooled, for every area',
      ],
    ]),
    paragraph(
      'Rates are worked out from whole numbers and rounded once, half up: to one decimal on these pages, two in tidy files. Nothing is divided by nothing: such a rate is z, not applicable.',
    ),
  );

const areas = section(
  'Areas',
  paragraph(
    'A school’s week counts in the local authority that the school was in on its Monday; pupils to date where their school was in its last week. Regions and England are the sums of their authorities.',
  ),
);

const hiding = (settings: DisclosureSettings) =>
  section(
    'What is hidden, and why',
    paragraph(
      'No figure may tell of a child or a school. A row (an area, a type of school and a time) is hidden whole, every measure of it together, when any of these thresholds is not met, or when nobody or everybody in it was absent:',
    ),
    table(
      'Thresholds in force',
      ['Threshold', 'Value'],
      (Object.keys(SETTINGS_IN_WORDS) as (keyof DisclosureSettings)[]).map((name) => [
        SETTINGS_IN_WORDS[name],
        String(settings[name]),
      ]),
    ),
    paragraph(
      'Other rows are hidden besides, so that a hidden one cannot be worked out from sums: regions of authorities, all schools of types of school, weeks and the year of days, pupils of groups, and this release less the one before. Before anything is published the files are attacked as a reader could, by a program that shares no code with the rule: a release of which a hidden count can be told more closely than is promised is not published.',
    ),
    paragraph(
      'Reasons, lateness and educational activity off site are published of England and regions alone: in an authority many have so few sessions that half of the country would have to be hidden behind them.',
    ),
  );

const checks = section(
  'Checks before a release',
  paragraph(`A release must pass all of these ${CHECKS.length} checks.`),
  table(
    'Checks',
    ['Check', 'What holds'],
    CHECKS.map(({ name, says }) => [name, says]),
  ),
);

/** How long after its last day a release is made and due, where no holiday is between. */
function usualLags(year: AcademicYear) {
  const planned = releaseDays(year).map((asOf) => plannedRelease(asOf));
  const least = (moment: (release: PlannedRelease) => Date) =>
    Math.min(...planned.map((release) => daysBetween(release.asOf, londonDate(moment(release)))));
  return { made: least(({ makeFrom }) => makeFrom), due: least(({ dueAt }) => dueAt) };
}

function releasing(year: AcademicYear, now: Date) {
  const [next] = comingReleases(now, null);
  const [first] = releaseDays(year);
  const { due } = usualLags(year);
  const { dueAt } = plannedRelease(first!);
  return section(
    'When figures are published',
    bullets([
      `Every fortnight in term time, with figures to a ${dayInWords(first!)}, on the ${dayInWords(addDays(first!, due))} ${due} days later at ${timeText(londonTime(dueAt))}, or the next working day.`,
      ...(next ? [`As an example: the release of figures to ${inWords(next.asOf)} ${dueWords(next, now)}.`] : []),
      'Not in fortnights of which both weeks are in the Christmas, Easter or summer holidays.',
      `${SIGNATURES_NEEDED} different people sign the files off, and nobody sees them earlier but those who make and check them.`,
      'Pages, files and the API change at the same moment, for everyone.',
    ]),
    paragraph(link('Releases, and the calendar of those to come', '/statistics/releases')),
  );
}

const revisions = section(
  'Revisions and corrections',
  paragraph(
    'Schools change marks later and some send registers late, so each release counts the whole academic year anew and lists what changed in its headline rates. Earlier releases stay as they were published.',
  ),
  paragraph(
    'A mistake of ours is corrected in a release of its own, which says what was wrong; the one that it corrects stays readable.',
  ),
);

const unknown = section(
  'What is not known',
  bullets([
    'How schools that do not share differ from those that do.',
    'Ages: years of the national curriculum stand in for them.',
    'Below how many open schools the Department for Education leaves a week out; no week is left out here.',
    'Whether a reader knows figures of a school from elsewhere: the limit on the share of the largest school is the protection against that.',
  ]),
);

const status = section(
  'Status',
  paragraph(
    'These are management information of the organisation that runs this service. Whether they may be called official statistics is for that organisation to say, and this page does not claim it.',
  ),
);
