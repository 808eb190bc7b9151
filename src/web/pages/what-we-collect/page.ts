import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import {
  AGREEMENTS,
  DROPPED,
  ITEMS,
  type KeptItem,
  MARKS,
  PEOPLE_WHO_USE_IT,
  PUBLIC_FACTS,
  TECHNICAL_KEYS,
  WORKED_OUT,
} from './collected-items.ts';

/** The page that lists all that is kept about pupils, from the list that is compared with the database. */
export const page: Page = {
  name: 'what-we-collect',
  path: '/what-we-collect',
  may: anyone,
  handle: async ({ installation }) => ({
    template: 'pages/what-we-collect/page.njk',
    model: makeWhatWeCollect(installation?.refreshDays ?? 7),
  }),
};

const rows = (items: readonly KeptItem[]) =>
  items.map(({ item, what, asked = [] }) => ({ item, what, asked: asked.join(', ') }));

/** @param refreshDays days after a session in which a corrected code is still taken over */
export function makeWhatWeCollect(refreshDays: number) {
  return {
    title: 'What we collect',
    heading: 'What we collect',
    tables: [
      { caption: `${ITEMS.length} items about each pupil`, rows: rows(ITEMS) },
      { caption: 'The attendance register', rows: rows(MARKS) },
      { caption: 'Technical keys', rows: rows(TECHNICAL_KEYS) },
      { caption: 'What is worked out from these', rows: rows(WORKED_OUT) },
      { caption: 'About schools, from public lists', rows: rows(PUBLIC_FACTS) },
      { caption: 'About agreements, and the staff who make them', rows: rows(AGREEMENTS) },
      { caption: 'About the people who use this service', rows: rows(PEOPLE_WHO_USE_IT) },
    ],
    dropped: DROPPED,
    refresh: `A code that the school corrects within ${refreshDays} days of the session is corrected here too. Later corrections are counted and shown to the school.`,
  };
}
