import type { School } from '../../../agreement/read-school-agreement.ts';
import { ITEMS, MARKS } from '../what-we-collect/collected-items.ts';
import { days } from './agreement-wording.ts';

/** A page whose facts are confirmed with its button, as they stand. */
interface ConfirmedPage {
  readonly title: string;
  readonly heading: string;
  readonly school: string;
  readonly intro: readonly string[];
  readonly rows: readonly { readonly name: string; readonly value: string }[];
  readonly after: readonly string[];
  readonly address: string;
  readonly button: string;
}

/** The school as the list has it. */
export function viewOrganisation(school: School): ConfirmedPage {
  return {
    title: 'Organisation details',
    heading: 'Organisation details',
    school: school.name,
    intro: ['This is your school as Get information about schools has it. You agree for this school, and no other.'],
    rows: organisationRows(school),
    after: [
      'If something is wrong, whoever keeps your school’s entry in Get information about schools can correct it there. You can go on meanwhile, if it is the right school.',
    ],
    address: '/agreement/organisation',
    button: 'This is my school',
  };
}

export const organisationRows = ({ name, urn, typeName, phaseName, areaName, town, postcode }: School) =>
  [
    { name: 'School', value: name },
    { name: 'Unique reference number (URN)', value: String(urn) },
    { name: 'Type', value: typeName },
    { name: 'Phase', value: phaseName },
    { name: 'Local authority', value: areaName },
    { name: 'Place', value: [town, postcode].filter((each) => each !== null && each !== '').join(', ') || null },
  ].filter((row): row is { name: string; value: string } => row.value !== null && row.value !== '');

/** Every item that is shared, and what it is. */
export function viewItems(school: School, refreshDays: number): ConfirmedPage {
  return {
    title: 'Data items',
    heading: 'Data items',
    school: school.name,
    intro: [
      `These ${ITEMS.length} items are read about each pupil from reception to year 13, with the attendance marks, every school day. Nothing else is kept.`,
    ],
    rows: [...ITEMS, ...MARKS].map(({ item, what }) => ({ name: item, value: what })),
    after: [
      `A code that you correct within ${days(refreshDays)} of the session is corrected here too.`,
      'Comments, dates of birth, addresses, contacts, photographs and medical notes are never kept, also when your MIS sends them.',
    ],
    address: '/agreement/items',
    button: 'I have read these items',
  };
}
