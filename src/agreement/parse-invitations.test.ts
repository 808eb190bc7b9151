import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseInvitations } from './parse-invitations.ts';

const asked = (text: string) => parseInvitations(text).asked.map(({ line, urn, email }) => `${line}: ${urn} ${email}`);
const refused = (text: string) => parseInvitations(text).refused.map(({ line, why }) => `${line}: ${why}`);

test('a line a school: URN and address, with commas, semicolons or tabs', () => {
  assert.deepEqual(
    asked('900001,Head@Heron.example\n900002;office@kestrel.example\n\n900003\thead@teal.example\n900004'),
    [
      '1: 900001 head@heron.example',
      '2: 900002 office@kestrel.example',
      '4: 900003 head@teal.example',
      '5: 900004 null',
    ],
  );
});

test('names of columns say where things are, in any order, and other columns are passed over', () => {
  const text =
    '\ufeffSchool,E-mail address,URN,Note\r\n"Heron, the School",head@heron.example,900001,x\r\nTeal,,900002,\r\n';
  assert.deepEqual(asked(text), ['2: 900001 head@heron.example', '3: 900002 null']);
});

test('a line that says nobody is told with its number, and the others are read', () => {
  const text =
    '900001,head@heron.example\nninety,x@y.example\n90001,x@y.example\n900002,no address\n900001,HEAD@heron.example\n900003,a@b.example';
  assert.deepEqual(asked(text), ['1: 900001 head@heron.example', '6: 900003 a@b.example']);
  assert.deepEqual(refused(text), [
    '2: “ninety” is not a URN, which has six digits',
    '3: “90001” is not a URN, which has six digits',
    '4: “no address” is not an e-mail address',
    '5: it is the same as line 1',
  ]);
});

test('nothing, names of columns alone, and an open quotation mark invite nobody', () => {
  assert.deepEqual(parseInvitations(''), { asked: [], refused: [] });
  assert.deepEqual(parseInvitations('URN,e-mail\n'), { asked: [], refused: [] });
  const open = parseInvitations('900001,a@b.example\n"900002,c@d.example\n');
  assert.deepEqual(open.asked, []);
  assert.match(open.refused[0]!.why, /quotation mark/);
});
