import type { CampaignFacts } from '../../../agreement/read-operator-schools.ts';
import { inShort, withoutDay } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { countText, numberText } from '../../../reports/figures.ts';
import { numbers, type Table, words } from '../../../reports/table.ts';
import type { SeriesChart } from '../../charts/series-chart.ts';
import { daysText } from '../operator-school/view-model.ts';
import { addressOf, NO_CHOICES, PATH } from '../operator-schools/choices.ts';
import { STUCK_WORDS } from '../operator-schools/words.ts';
import { type CampaignPoint, countByDay } from './count-by-day.ts';

/** How far the invitations have come, and who is stuck where. */
export function viewCampaign(facts: CampaignFacts, now: Date, invented: boolean) {
  const points = countByDay(facts.days, londonDate(now));
  return {
    title: 'Progress of invitations',
    heading: 'Progress of invitations',
    back: { href: PATH, text: 'Back to schools' },
    chart: points.length === 0 ? null : viewChart(points, facts.uninvited, invented),
    table: points.length === 0 ? null : tableOf(points),
    empty: points.length > 0 ? null : emptyText(facts.uninvited),
    stuck: viewStuck(facts, now),
  };
}

const SERIES = [
  { name: 'Asked', key: 'invited' },
  { name: 'Agreed', key: 'agreed' },
  { name: 'Sharing', key: 'receiving' },
  { name: 'Said no', key: 'refused' },
] as const;

function viewChart(points: readonly CampaignPoint[], uninvited: number, invented: boolean) {
  const [first, last] = [points[0]!, points.at(-1)!];
  const title = messageOf(last);
  const subtitle = `Schools asked to share, from ${withoutDay(first.day)} to ${withoutDay(last.day)}, at the end of each day`;
  const data: SeriesChart = {
    id: 'campaign',
    title,
    description: `Four lines from zero: schools asked, of these agreed, sharing, and said no. On ${withoutDay(last.day)}: ${SERIES.map(({ name, key }) => `${name.toLowerCase()} ${numberText(last[key])}`).join(', ')}. The table has every number.`,
    invented,
    places: points.map(({ at, day }) => ({ at, label: dayMonth(day) })),
    series: SERIES.map(({ name, key }) => ({
      name,
      values: points.map((point) => point[key]),
      text: numberText(last[key]),
    })),
  };
  const notes = [
    'Asked: here, or in the aggregator’s portal; each school once. Agreed: the agreement is in force. Sharing: it can be collected. Said no: declined, or opted out.',
    ...(uninvited === 0 ? [] : [uninvitedText(uninvited)]),
  ];
  return { title, subtitle, notes, data };
}

const messageOf = ({ invited, agreed, receiving }: CampaignPoint): string =>
  `${numberText(agreed)} of ${countText(invited, 'school')} asked ${agreed === 1 ? 'has' : 'have'} agreed, ${numberText(receiving)} ${receiving === 1 ? 'shares' : 'share'}`;

const uninvitedText = (schools: number): string =>
  schools === 1
    ? '1 school has agreed without having been asked. It is not counted here.'
    : `${numberText(schools)} schools have agreed without having been asked. They are not counted here.`;

function emptyText(uninvited: number): string {
  const nobody = 'No school has been asked yet, so there is no progress to show.';
  return uninvited === 0 ? nobody : `${nobody} ${uninvitedText(uninvited)}`;
}

const tableOf = (points: readonly CampaignPoint[]): Table => ({
  caption: 'Schools asked to share, by day',
  columns: [words('End of'), ...SERIES.map(({ name }) => numbers(name))],
  rows: points
    .toReversed()
    .map((point) => ({ head: inShort(point.day), cells: SERIES.map(({ key }) => numberText(point[key])) })),
});

function viewStuck({ stuck }: CampaignFacts, now: Date) {
  return {
    heading: 'Schools that are stuck',
    empty: stuck.length > 0 ? null : 'No school is stuck.',
    intro: 'Where schools wait on their way to sharing, the longest wait first.',
    rows: stuck.map(({ kind, schools, oldest }) => ({
      where: STUCK_WORDS[kind].name,
      href: addressOf(NO_CHOICES, { stuck: kind, sort: 'since' }),
      schools: numberText(schools),
      longest: `${daysText(oldest, now) === 'today' ? 'Since today' : daysText(oldest, now)}`,
      since: `since ${inShort(londonDate(oldest))}`,
      toDo: STUCK_WORDS[kind].toDo,
    })),
  };
}

/** `7 Sep` */
const dayMonth = (day: string): string => inShort(day).replace(/ \d{4}$/, '');
