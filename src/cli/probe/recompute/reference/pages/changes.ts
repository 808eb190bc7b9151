import type { RawCode, RawMark } from '../../raw-school.ts';
import { SENSITIVE_TRAITS, TRAITS, traitOf } from '../asked.ts';
import { dayInLondon, monday, plusDays } from '../calendar.ts';
import { type Chosen, choose } from '../choose.ts';
import {
  count,
  type ExpectedPage,
  type ExpectedRow,
  gap,
  pupilCells,
  sessionCells,
  table,
  type Value,
} from '../expected.ts';
import { inWeek, type Known, knownAt, tally } from '../known-register.ts';
import type { PageFacts, ReferencePage } from './page.ts';
import { shownAs } from './reasons.ts';

/** What is otherwise than it was known at the end of an earlier day: figures, and marks of sessions that had been held by then. */
export const changesPage: ReferencePage = (facts) => {
  const { known, asked, sensitive, chosen } = facts;
  const now = known.known ?? dayInLondon(known.school.now);
  const yesterday = plusDays(now, -1);
  const since = asked.own['since'] ?? 'yesterday';
  const day = /^\d/.test(since) && since < now ? since : yesterday;
  const then = knownAt(known.school, { ...asked, known: day, on: known.year.from });
  const before = choose(then, { ...asked, population: chosen.population }, sensitive, chosen);
  const changes = changesOf(facts, then);
  const pairs = Map.groupBy(changes, ({ was, became }) => `${was}>${became}`);
  return new Map([
    ['figures', table(figureRows(before, chosen))],
    [
      'marks',
      table(
        [...pairs].map(([pair, own]) => [
          pair,
          { changes: count(own.length), pupils: count(new Set(own.map(({ pupil }) => pupil)).size) },
        ]),
      ),
    ],
    [
      'pupils',
      table(
        [...Map.groupBy(changes, ({ pupil }) => String(pupil))].map(([pupil, own]) => [
          pupil,
          { changes: count(own.length) },
        ]),
      ),
    ],
  ]) satisfies ExpectedPage;
};

function figureRows(then: Chosen, now: Chosen): [string, ExpectedRow][] {
  const figures = ({ sessions, pupils }: Chosen) => ({ ...sessionCells(tally(sessions)), ...pupilCells(pupils) });
  const [before, after] = [figures(then), figures(now)];
  return ['attendance', 'authorised', 'unauthorised', 'persistent', 'severe'].map((key) => {
    const [was, is] = [before[key]!, after[key]!];
    return [
      key,
      Object.fromEntries([
        ['then', was],
        ['now', is],
        ['gap', gapOf(is, was)],
      ]),
    ];
  });
}

function gapOf(of: Value, than: Value): Value {
  if (of.kind !== 'rate' || than.kind !== 'rate') throw new Error('A figure of changes is a rate');
  return gap([of.numerator, of.denominator], [than.numerator, than.denominator]);
}

/** Marks that are not what they were then, of sessions that had been held by the last collection of then. */
function changesOf({ known, asked, sensitive }: PageFacts, then: Known) {
  const { held } = then;
  const pupils = new Map(known.school.pupils.map((pupil) => [pupil.id, pupil]));
  const traits = TRAITS.filter(
    (trait) => asked.groups[trait] !== undefined && (sensitive || !SENSITIVE_TRAITS.includes(trait)),
  );
  const isChosen = ({ pupil, date }: RawMark) =>
    traits.every((trait) => traitOf(trait, inWeek(pupils.get(pupil)!, monday(date))) === asked.groups[trait]);
  const isHeld = ({ date, half }: RawMark) =>
    held !== null && (date < held.date || (date === held.date && (half === 'AM' || held.half === 'PM')));
  const show = (code: RawCode) => (code === null ? 'none' : shownAs(code, sensitive));
  return known.school.marks
    .filter(({ date }) => date >= known.year.from && date <= known.year.to)
    .filter((mark) => isChosen(mark) && isHeld(mark))
    .map((mark) => ({ pupil: mark.pupil, was: show(codeAt(mark, then.runs)), became: show(codeAt(mark, known.runs)) }))
    .filter(({ was, became }) => was !== became);
}

/** What so many runs had seen in the end. */
const codeAt = ({ seen }: RawMark, runs: number): RawCode => seen.findLast(({ run }) => run < runs)?.code ?? null;
