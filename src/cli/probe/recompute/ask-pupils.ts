import { readChoices } from '../../../reports/pupils/choices.ts';
import { readPupilList } from '../../../reports/pupils/report.ts';
import { viewPupils } from '../../../reports/pupils/view-model.ts';
import type { AskPage } from './probed-page.ts';
import { ASKED_NOTHING } from './reference/asked.ts';
import { knownAt } from './reference/known-register.ts';
import { pupilsPage } from './reference/pages/pupils.ts';
import { tableOfWords } from './shown-table.ts';

const YEARS = [null, null, null, 'statistical', '4', '9', '11', 'X', 'R'];
const ABSENCES = [null, null, null, 'persistent', 'severe', 'none', '0', '1', '2', '10'];

/** The page of pupils, with its own filters. */
export const askPupils: AskPage = async ({ random, school, viewer, scope }) => {
  const asked = {
    year: random.pick(YEARS),
    absence: random.pick(ABSENCES),
    roll: random.pick([null, null, 'now', 'left']),
  };
  const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== null);
  const facts = await readPupilList(viewer, scope, school.urn, new Date(school.now));
  if (!facts) return null;
  const { rows } = viewPupils(facts, readChoices(Object.fromEntries(given)));
  const columns = ['attendance', 'base', 'missed', 'authorised', 'unauthorised', 'band'] as const;
  return {
    address: `/pupils?${new URLSearchParams(given)}`,
    expected: pupilsPage(knownAt(school, ASKED_NOTHING), asked),
    shown: [
      tableOfWords(
        'pupils',
        columns,
        rows.map((row) => ({ key: row.href.split('/').at(-1)!, cells: columns.map((column) => row[column]) })),
      ),
    ],
  };
};
