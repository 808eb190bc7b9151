import { seesSchool } from '../../../access/viewer.ts';
import { addressOf, readChoices, readSearch } from '../../../reports/pupils/choices.ts';
import { viewPupils } from '../../../reports/pupils/view-model.ts';
import type { Page } from '../../page.ts';
import { readPupilsAsked } from './read-asked.ts';

/** A school's pupils, filtered, sorted and paged by what stands in the address. */
export const page: Page = {
  name: 'Pupils',
  path: '/schools/:urn/pupils',
  may: seesSchool,
  records: 'list-view',
  async handle(context) {
    const { facts, choices } = await readPupilsAsked(context, context.query);
    return { template: 'pages/pupils/page.njk', model: viewPupils(facts, choices) };
  },
};

/** Takes a name or UPN to search for. It stays on the server: addresses are kept by browsers, proxies and logs. */
export const search: Page = {
  name: 'Search pupils',
  method: 'POST',
  path: '/schools/:urn/pupils/search',
  may: seesSchool,
  async handle({ params, form = {}, memory }) {
    const urn = Number(params['urn']);
    const text = readSearch(form['name'] ?? '');
    if (memory && text !== '') memory.pupilSearch = { urn, text };
    else if (memory) delete memory.pupilSearch;
    return { redirect: addressOf(`/schools/${urn}/pupils`, { ...readChoices(form), name: text }) };
  },
};
