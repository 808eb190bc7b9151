import { readPupilReport } from '../../../reports/pupil/report.ts';
import { type PupilView, viewPupil } from '../../../reports/pupil/view-model.ts';
import type { AskPage } from './probed-page.ts';
import { ASKED_NOTHING } from './reference/asked.ts';
import { knownAt } from './reference/known-register.ts';
import { pupilPage } from './reference/pages/pupil.ts';
import { type ShownTable, tableOfWords } from './shown-table.ts';

/** A pupil's page, of the academic year of the pupil's last marks. */
export const askPupil: AskPage = async ({ random, school, viewer, scope, sensitive }) => {
  if (school.pupils.length === 0) return null;
  const { id } = random.pick(school.pupils);
  const facts = await readPupilReport(viewer, scope, school.urn, id, new Date(school.now));
  if (!facts) return null;
  const last = school.marks
    .filter(({ pupil }) => pupil === id)
    .map(({ date }) => date)
    .sort()
    .at(-1);
  return {
    address: `/pupils/${id}`,
    expected: pupilPage(knownAt(school, { ...ASKED_NOTHING, on: last ?? null }), id, sensitive),
    shown: tablesOf(viewPupil(facts)),
  };
};

function tablesOf(view: PupilView): ShownTable[] {
  const { figures, codes, days, grid, changes } = view;
  const codeKey = (head: string, meaning: string) => (meaning.endsWith('reason not shown') ? 'Y5_Y7' : head);
  const places = Array.from({ length: 14 }, (_, place) => String(place));
  return [
    tableOfWords(
      'figures',
      ['rate', 'base'],
      figures.map(({ name, rate, base }) => ({ key: name, cells: [rate, base] })),
    ),
    tableOfWords(
      'codes',
      ['sessions', 'share'],
      codes.rows.map(({ head, cells }) => ({ key: codeKey(head, cells[0]!), cells: cells.slice(2) })),
    ),
    tableOfWords(
      'days',
      ['morning', 'afternoon'],
      days.rows.map(({ head, cells }) => ({ key: head, cells })),
    ),
    tableOfWords(
      'register',
      places,
      (grid?.rows ?? []).map(({ cells }, place) => ({
        key: String(place),
        cells: (cells ?? []).map(({ text }) => text),
      })),
    ),
    tableOfWords(
      'changes',
      ['was', 'became'],
      (changes?.rows ?? []).map(({ cells }, place) => ({
        key: String(place),
        cells: cells.slice(0, 2).map((text) => text.split(':')[0]!),
      })),
    ),
  ];
}
