import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CODES, codeOfMark, countsOf, findCode, holdsOn, meaningOn, NO_MARK, UNREADABLE } from './codes.ts';
import published from './published-week.json' with { type: 'json' };

const marks = fc.string({
  unit: fc.constantFrom(...CODES.map(({ mark }) => mark), NO_MARK, UNREADABLE, 'é', '€', '7', ' '),
  maxLength: 60,
});

test('every code has a form of one character that no other has, and that is no digit, full stop, question mark or blank', () => {
  assert.equal(new Set(CODES.map(({ mark }) => mark)).size, CODES.length);
  assert.equal(new Set(CODES.map(({ code }) => code)).size, CODES.length);
  assert.deepEqual(
    CODES.filter(({ mark }) => mark.length !== 1 || /[\d.?\s]/.test(mark) || mark.charCodeAt(0) > 127),
    [],
  );
});

test('the one-character forms are those that registers were written in', () => {
  // Never change this text: only add to its end.
  const written =
    '/=/ \\=\\ L=L K=K V=V P=P W=W B=B D=D C1=c M=M J1=j S=S X=X C2=d C=C T=T R=R I=I E=E Q=Q Y1=s Y2=t Y3=u Y4=v Y5=w Y6=x Y7=y G=G N=N O=O U=U Z=Z #=# J=J H=H F=F Y=Y -=-';
  assert.equal(CODES.map(({ code, mark }) => `${code}=${mark}`).join(' '), written);
});

test('a code is found as written, and no other way', () => {
  assert.equal(findCode('C1')?.mark, 'c');
  assert.equal(findCode('i'), undefined);
  assert.equal(findCode(' I'), undefined);
  assert.equal(findCode('constructor'), undefined);
  assert.equal(codeOfMark('v')?.code, 'Y4');
  assert.equal(codeOfMark(NO_MARK), undefined);
  assert.equal(codeOfMark(UNREADABLE), undefined);
});

test('codes hold within their dates, both days included', () => {
  const days = ['2024-08-18', '2024-08-19'];
  const heldOn = (code: string) => days.map((day) => holdsOn(findCode(code)!, day));
  assert.deepEqual(heldOn('H'), [true, false]);
  assert.deepEqual(heldOn('Y7'), [false, true]);
  assert.deepEqual(heldOn('I'), [true, true]);
});

test('a code that changed its wording means what it meant on the day', () => {
  const mobile = findCode('T')!;
  assert.match(meaningOn(mobile, '2024-08-18'), /Gypsy, Roma/);
  assert.match(meaningOn(mobile, '2024-08-19'), /mobile child/);
  assert.match(meaningOn(findCode('X')!, '2021-02-01'), /coronavirus/);
  assert.match(meaningOn(findCode('X')!, '2022-04-01'), /^Not of compulsory school age and not required/);
  assert.equal(meaningOn(findCode('H')!, '2025-10-01'), findCode('H')!.meaning);
  assert.equal(meaningOn(findCode('K')!, '2020-10-01'), findCode('K')!.meaning);
});

test('wordings follow one another without a gap, and the last is the meaning of today', () => {
  for (const code of CODES) {
    assert.equal(code.meanings[0]!.from, code.from, code.code);
    assert.equal(code.meanings.at(-1)!.to, code.to, code.code);
    assert.equal(code.meanings.at(-1)!.meaning, code.meaning, code.code);
    const gaps = code.meanings
      .slice(1)
      .map(({ from }, index) => Date.parse(from!) - Date.parse(code.meanings[index]!.to!));
    assert.deepEqual(new Set(gaps), new Set(gaps.length ? [86_400_000] : []), code.code);
  }
});

test('possible sessions, categories and late sessions of published weeks are the sums of their codes', () => {
  assert.equal(published.rows.length, 8);
  for (const { year, phase, counts } of published.rows) {
    const count = (field: string) => (counts as Record<string, number>)[field] ?? 0;
    const sum = (...categories: string[]) =>
      CODES.filter(({ field, category }) => field && categories.includes(category)).reduce(
        (all, { field }) => all + count(field!),
        0,
      );
    const name = `${year} ${phase}`;
    assert.equal(sum('present'), count('present_sessions'), name);
    assert.equal(sum('approved-educational-activity'), count('approved_educational_activity'), name);
    assert.equal(sum('authorised'), count('authorised_absence'), name);
    assert.equal(sum('unauthorised'), count('unauthorised_absence'), name);
    const possible = CODES.filter((code) => code.possible && code.field).reduce(
      (all, { field }) => all + count(field!),
      0,
    );
    assert.equal(possible, count('possible_sessions'), name);
  }
});

test('every column of a published week belongs to a code', () => {
  const fields = Object.keys(published.rows[0]!.counts).filter(
    (name) => name.startsWith('reason_') && name !== 'reason_present',
  );
  assert.deepEqual([...fields].sort(), CODES.flatMap(({ field }) => field ?? []).sort());
});

test('counts of marks: what cannot be read, is missing or is not possible counts nowhere', () => {
  assert.deepEqual(countsOf('/\\LI.?-#DZOcj'), { attended: 3, authorised: 3, unauthorised: 1 });
  assert.deepEqual(countsOf(''), { attended: 0, authorised: 0, unauthorised: 0 });
  // Codes after their last day keep their own category.
  assert.deepEqual(countsOf('HFJY'), { attended: 1, authorised: 2, unauthorised: 0 });
});

test('property: counts of marks are the sums by category, and add up over any cut', () => {
  fc.assert(
    fc.property(marks, fc.nat(60), (text, cut) => {
      const inCategory = (...names: string[]) =>
        [...text].filter((mark) => names.includes(codeOfMark(mark)?.category ?? '')).length;
      const counts = countsOf(text);
      assert.deepEqual(counts, {
        attended: inCategory('present', 'approved-educational-activity'),
        authorised: inCategory('authorised'),
        unauthorised: inCategory('unauthorised'),
      });
      const [head, tail] = [countsOf(text.slice(0, cut)), countsOf(text.slice(cut))];
      assert.equal(head.attended + tail.attended, counts.attended);
      assert.equal(head.authorised + tail.authorised, counts.authorised);
      assert.equal(head.unauthorised + tail.unauthorised, counts.unauthorised);
    }),
  );
});
