import type { School } from '../../../agreement/read-school-agreement.ts';
import type { AgreementAnswers } from '../../page.ts';
import { ITEMS } from '../what-we-collect/collected-items.ts';
import { organisationRows } from './view-confirmed.ts';

/** The answers before they are sent. @param seen number of the last event of the school's history */
export function viewCheck(school: School, { system }: AgreementAnswers, name: string, seen: number) {
  const change = (href: string, what: string) => ({ change: { href, what } });
  return {
    title: 'Check your answers before you agree',
    heading: 'Check your answers before you agree',
    school: school.name,
    seen,
    lists: [
      {
        heading: 'Organisation',
        rows: organisationRows(school)
          .slice(0, 2)
          .map((row, place) => ({
            ...row,
            ...(place === 0 && change('/agreement/organisation', 'organisation details')),
          })),
      },
      {
        heading: 'Your MIS',
        rows: [
          { name: 'MIS', value: system!.mis, ...change('/agreement/system', 'MIS') },
          {
            name: 'How it is reached',
            value: system!.kind === 'wonde' ? 'Through Wonde' : 'Directly',
            ...change('/agreement/system', 'how your MIS is reached'),
          },
        ],
      },
      {
        heading: 'What you agree to',
        rows: [
          {
            name: 'Data items',
            value: `The ${ITEMS.length} items and the attendance marks, and nothing else`,
            ...change('/agreement/items', 'data items'),
          },
          {
            name: 'Privacy notice',
            value: 'Says that attendance data is shared',
            ...change('/agreement/privacy', 'privacy notice'),
          },
          {
            name: 'Declaration',
            value: `${name} has the right to agree for the school, and agrees to the words as they were shown`,
            ...change('/agreement/declaration', 'declaration'),
          },
        ],
      },
    ],
    afterwards:
      system!.kind === 'wonde'
        ? 'When you agree, Wonde is asked for access to your school’s data. Nothing is collected until somebody at your school approves that in Wonde’s school portal. You can stop at any time.'
        : 'When you agree, you are asked for the details of your MIS next. Nothing is collected until it is connected. You can stop at any time.',
    button: 'Agree and start sharing',
  };
}
