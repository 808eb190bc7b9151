import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODES, countsOf, findCode } from '../../domain/codes/codes.ts';
import { isPersistent, isSevere } from '../../domain/measures/persistent-absence.ts';
import { londonTime } from '../../domain/sessions/london.ts';
import { createCalendars, listSpells } from '../schools/people.ts';
import { type MixName, planSchools } from '../schools/plan-schools.ts';
import { CODE_MIXES, nationalCode, TEXTS } from './code-mix.ts';
import { timelineAt } from './mark-view.ts';
import { makeYearSheet, type YearSheet } from './year-sheet.ts';

/** A whole year of a school like the first of its kind, with `size` pupils. */
function makeSheet(kind: MixName, size: number, seed: number, startYear = 2026): YearSheet {
  const plan = { ...planSchools(16, seed).find(({ mix }) => mix === kind)!, size };
  const calendarOf = createCalendars(seed, plan.index);
  return makeYearSheet(plan, seed, calendarOf(startYear), listSpells(plan, seed, calendarOf, startYear));
}

/** The last mark of every session, in one-character form, pupil by pupil. */
function lastMarks(sheet: YearSheet): string[] {
  const width = sheet.spells.length;
  return sheet.spells.map((_, place) => {
    let marks = '';
    for (let slot = place; slot < sheet.at.length; slot += width) {
      const code = nationalCode(timelineAt(sheet, slot).at(-1)?.[1] ?? '');
      marks += code === null ? '.' : (findCode(code)?.mark ?? '?');
    }
    return marks;
  });
}

test('the same seed makes the same bytes, another seed others', () => {
  const [one, same, other] = [makeSheet('primary', 60, 5), makeSheet('primary', 60, 5), makeSheet('primary', 60, 6)];
  assert.deepEqual(one, same);
  assert.notDeepEqual(one.text, other.text);
});

test('codes come near their real shares, and persistent absence near its real rate', () => {
  const wanted = { primary: [5.28, 13.8], secondary: [8.49, 23.8], special: [13.17, 36.1] } as const;
  for (const kind of ['primary', 'secondary', 'special'] as const) {
    const pupils = lastMarks(makeSheet(kind, 1200, 3)).map(countsOf);
    const [absent, possible] = pupils.reduce(
      ([a, p], { attended, authorised, unauthorised }) => [
        a + authorised + unauthorised,
        p + attended + authorised + unauthorised,
      ],
      [0, 0],
    );
    const rate = (100 * absent) / possible;
    const persistent = (100 * pupils.filter(isPersistent).length) / pupils.length;
    const severe = (100 * pupils.filter(isSevere).length) / pupils.length;
    assert.ok(Math.abs(rate - wanted[kind][0]) < 1.2, `${kind} absence ${rate}`);
    assert.ok(Math.abs(persistent - wanted[kind][1]) < 5, `${kind} persistent ${persistent}`);
    assert.ok(severe > 0.3 && severe < 9, `${kind} severe ${severe}`);
  }
});

test('the common codes are within a third of the table', () => {
  const marks = lastMarks(makeSheet('secondary', 2000, 4)).join('');
  const { attended, authorised, unauthorised } = countsOf(marks);
  const possible = attended + authorised + unauthorised;
  const shares = new Map(CODE_MIXES.secondary.reasons.map(({ code, share }) => [code, share]));
  for (const code of ['I', 'O', 'L', 'M', 'G', 'U', 'E']) {
    const wanted = code === 'L' ? CODE_MIXES.secondary.late : shares.get(code)!;
    const found = (10_000 * marks.split(findCode(code)!.mark).length) / possible;
    assert.ok(Math.abs(found - wanted) < wanted / 3, `${code}: ${found} for ${wanted}`);
  }
});

test('mornings and afternoons mostly agree, as spells of illness do', () => {
  let [ill, both] = [0, 0];
  for (const marks of lastMarks(makeSheet('primary', 400, 8)))
    for (let i = 0; i < marks.length; i += 2)
      if (marks[i] === 'I' || marks[i + 1] === 'I') {
        ill++;
        if (marks[i] === marks[i + 1]) both++;
      }
  assert.ok(both / ill > 0.75, `${both / ill}`);
});

test('events are in order, on the text table, never in the quiet hours, and change no sooner than allowed', () => {
  const sheet = makeSheet('secondary', 300, 9);
  const days = { corrected: 0, late: 0, removed: 0, ahead: 0 };
  for (let slot = 0; slot < sheet.at.length; slot++) {
    const line = timelineAt(sheet, slot);
    const day = sheet.days[Math.floor(slot / sheet.spells.length / 2)]!;
    for (const [i, [at, text]] of line.entries()) {
      assert.ok(i === 0 || at > line[i - 1]![0], 'in order');
      assert.ok(text === null || TEXTS.some((known) => known === text));
      assert.ok(text !== null || i === line.length - 1, 'removed marks never come back');
      const time = londonTime(new Date(at * 60_000));
      assert.ok(time < '16:00' || time >= '20:00', `quiet hours: ${time}`);
      const after = Math.floor(at / 1440) - day;
      assert.ok(after <= 6 || (after >= 8 && after <= 20), `${after} days after`);
      if (after < 0) days.ahead++;
      if (after > 7) days.late++;
      if (i > 0 && after >= 1 && after <= 6) days.corrected++;
      if (text === null) days.removed++;
    }
  }
  assert.ok(days.corrected > 100 && days.late > 20 && days.removed > 10 && days.ahead > 100, JSON.stringify(days));
});

test('nobody is marked outside the stay on roll, and nothing is entered before it', () => {
  const sheet = makeSheet('alternative', 200, 10);
  const width = sheet.spells.length;
  for (let slot = 0; slot < sheet.at.length; slot++) {
    const [first] = timelineAt(sheet, slot);
    if (!first) continue;
    const spell = sheet.spells[slot % width]!;
    const day = sheet.days[Math.floor(slot / width / 2)]!;
    assert.ok(day >= spell.from && day <= spell.to);
    assert.ok(first[0] >= spell.from * 1440);
  }
});

test('before 19 August 2024 the codes of then are used', () => {
  const texts = new Set(lastMarks(makeSheet('secondary', 600, 11, 2023)).join(''));
  const newer = CODES.filter(({ from }) => from !== null && from >= '2024-08-19').map(({ mark }) => mark);
  assert.ok(newer.length > 5);
  assert.deepEqual(
    newer.filter((mark) => texts.has(mark)),
    [],
  );
});
