import { countText } from '../figures.ts';
import type { TalliesFacts } from './report.ts';

/** Describes the file of tallies for the page that asks what it is for. */
export function describeTalliesDownload({ weeks, year }: TalliesFacts) {
  return {
    title: 'Download tallies of all schools',
    schoolName: 'All schools that share',
    address: '/tallies/download',
    back: { href: '/tallies', text: 'Back to tallies' },
    what:
      weeks.length === 0
        ? null
        : [
            `${countText(weeks.length, 'week')} of academic year ${year.label}, all schools together and by published phase.`,
            'Sessions that were possible, attended and missed, and rates. No pupil, no school, no trust and no area.',
          ],
    nothing: 'There is nothing to download: no register has been collected in this academic year.',
    recorded:
      'Your name, e-mail address and organisation, the time and the purpose are written on every row of the file and put on record.',
    kept: [],
  };
}
