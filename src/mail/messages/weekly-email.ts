import { gapPoints } from '../../domain/measures/gap-points.ts';
import { ratePercent } from '../../domain/measures/rate-percent.ts';
import { addDays } from '../../domain/sessions/dates.ts';
import { rangeInWords } from '../../domain/sessions/in-words.ts';
import { momentText } from '../../domain/sessions/times.ts';
import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';

type Facts = FactsOf<'weekly-email'>;

/** Last week’s attendance, and how many pupils the rules of Needs attention find: no name, and never a number from one to four. */
export function weeklyEmail(facts: Facts, { link }: Setting): Draft {
  const { urn } = facts;
  const whose = name(facts.organisation);
  return {
    subject: `Attendance last week: ${whose}`,
    paragraphs: [
      urn === null
        ? `Attendance in the schools of ${whose} that share their data, ${weekWords(facts)}.`
        : `Attendance at ${whose} (URN ${urn}), ${weekWords(facts)}.`,
      ...attendance(facts),
      pupils(facts),
      dataAge(facts),
      urn === null
        ? `Every school, and what is behind these numbers:\n${link(LINKS.schools)}`
        : `Who these pupils are, and what is behind these numbers:\n${link(LINKS.attention(urn))}\n${link(LINKS.school(urn))}`,
      'No pupil is named in this mail, and numbers from 1 to 4 are not told. The percentages count years 1 to 11 and pupils who do not follow the national curriculum; where there are none, all pupils. The figures must not be used for inspection or to judge a school.',
      ...(facts.signInWithin === null
        ? []
        : [
            `You get this mail while you sign in at least once in ${facts.signInWithin} days: only signing in shows that you still hold your role.`,
          ]),
      `To stop this mail, sign in:\n${link(LINKS.weeklyEmail)}`,
    ],
  };
}

const weekWords = ({ week }: Facts): string => `week of ${rangeInWords(week, addDays(week, 4))}`;

type Rate = NonNullable<Facts['lastWeek']>;

const percent = ({ numerator, denominator }: Rate): string =>
  `${ratePercent(numerator, denominator, 1)}% (${whole(numerator)} of ${whole(denominator)} possible sessions)`;

const whole = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

function attendance({ lastWeek, weekBefore, yearToDate }: Facts): string[] {
  if (lastWeek === null)
    return [
      'There is no figure for last week: no session was held, no register was collected, or there are too few pupils to be told.',
      ...(yearToDate === null ? [] : [`Year to date: ${percent(yearToDate)}.`]),
    ];
  const points = weekBefore && gapPoints(lastWeek, weekBefore);
  const changed =
    points === null || weekBefore === null
      ? 'There is no week before it to compare with.'
      : points === '0.0'
        ? `The same to one decimal as in the last week before it with sessions, ${percent(weekBefore)}.`
        : `${points.replace('-', '')} percentage points ${points.startsWith('-') ? 'lower' : 'higher'} than in the last week before it with sessions, ${percent(weekBefore)}.`;
  return [
    `Last week: ${percent(lastWeek)}. ${changed}`,
    ...(yearToDate === null ? [] : [`Year to date: ${percent(yearToDate)}.`]),
  ];
}

function pupils({ newlyPersistent, aboutToBePersistent, unexplained }: Facts): string {
  if (newlyPersistent === null) return 'There are too few pupils to tell numbers of them.';
  return [
    'Pupils:',
    line(
      'Newly persistently absent (10% or more of their sessions missed, reached in the last 5 school days)',
      newlyPersistent,
    ),
    line('About to be persistently absent', aboutToBePersistent),
    line('With a session that has had no reason for more than 5 school days (code N)', unexplained),
  ].join('\n');
}

const line = (what: string, count: Facts['newlyPersistent']): string =>
  `${what}: ${count === 'few' ? 'fewer than 5' : count === 0 || count === null ? 'none' : whole(count)}`;

function dataAge({ urn, schools, stale, collectedAt }: Facts): string {
  const at = collectedAt === null ? null : momentText(new Date(collectedAt));
  if (urn !== null)
    return [
      at === null ? 'Nothing has been collected from the school yet.' : `Last collected at ${at}.`,
      ...(stale > 0 ? ['That is two school days ago or more: the figures may be out of date.'] : []),
    ].join(' ');
  const all = `${whole(schools)} ${schools === 1 ? 'school shares' : 'schools share'}.`;
  if (stale === 0) return `${all} All of them were collected from on the last two school days.`;
  return `${all} Of ${whole(stale)} of them nothing was collected on the last two school days or for longer: their figures may be out of date.`;
}
