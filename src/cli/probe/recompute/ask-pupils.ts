import { readChoices } from '../../../reports/pupils/choices.ts';
import { readPupilList } from '../../../reports/pupils/report.ts';
import { viewPupils } from '../../../reports/pupils/view-model.ts';
import { drawAsked } from './draw-asked.ts';
import type { AskPage } from './probed-page.ts';
import { type Asked, queryOf } from './reference/asked.ts';
import { choose } from './reference/choose.ts';
import { knownAt } from './reference/known-register.ts';
import { pupilsPage } from './reference/pages/pupils.ts';
import { tableOfWords } from './shown-table.ts';

const YEARS = [null, null, null, 'statistical', '4', '9', '11', 'X', 'R'];
const ABSENCES = [null, null, 'counted', 'persistent', 'severe', 'none', '0', '1', '2', '10'];

/** The page of pupils: with its own filters, and with those of the other pages, but for the population. */
export const askPupils: AskPage = async ({ random, school, viewer, scope, sensitive }) => {
  const list = {
    year: random.pick(YEARS),
    absence: random.pick(ABSENCES),
    roll: random.pick([null, null, 'now', 'left']),
  };
  const drawn = drawAsked(random, school, { floor: ['0', '20'] });
  const { year: _year, ...groups } = drawn.groups;
  const asked: Asked = { ...drawn, population: 'all', groups };
  const { population: _, ...query } = queryOf(asked);
  for (const [name, value] of Object.entries(list)) if (value !== null) query[name] = value;
  const choices = readChoices(query);
  const facts = await readPupilList(viewer, scope, school.urn, new Date(school.now), choices.also);
  if (!facts) return null;
  const { rows } = viewPupils(facts, choices);
  const columns = ['attendance', 'base', 'missed', 'authorised', 'unauthorised', 'band'] as const;
  const known = knownAt(school, asked);
  return {
    address: `/pupils?${new URLSearchParams(query)}`,
    expected: pupilsPage(known, choose(known, asked, sensitive), {
      ...list,
      floor: Number(drawn.own['floor'] ?? 0),
    }),
    shown: [
      tableOfWords(
        'pupils',
        columns,
        rows.map((row) => ({
          key: row.href.split('/').at(-1)!.split('?')[0]!,
          cells: columns.map((column) => row[column]),
        })),
      ),
    ],
  };
};
