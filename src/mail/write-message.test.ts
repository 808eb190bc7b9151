import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { FACTS } from './facts.ts';
import { writeMessage } from './write-message.ts';

const SETTING = {
  serviceName: 'Rollcall',
  publicUrl: 'https://attendance.example.org/',
  invented: false,
  operatorName: null,
  helpContact: null,
};
const REQUEST = {
  requestId: 12,
  organisation: 'Heron Primary School',
  right: 'See sensitive items',
  name: 'Jo Bloggs',
  email: 'jo@heron.example',
  reason: 'I lead our work for looked after children.',
  overdueOn: '2026-11-30',
};

test('an approver reads who asks for what, why, until when, where to decide and how to refuse', () => {
  const { subject, text } = writeMessage('right-asked', REQUEST, 'approvers', SETTING);
  assert.equal(subject, 'Please decide a request: Jo Bloggs, Heron Primary School');
  assert.equal(
    text,
    `Jo Bloggs (jo@heron.example) asks for this right at Heron Primary School:

  See sensitive items

Their reason:

> I lead our work for looked after children.

You get this mail because you decide requests there. Please decide before Monday 30 November 2026: on that day the request is overdue, and those who run the service are told.

To approve or to refuse, sign in and open the request:
https://attendance.example.org/approvals/12

To refuse, choose “Refuse” there and write why: Jo Bloggs is told your reason. Refuse someone whom you do not know, or who does not need this for their work. Nothing is given until someone approves. If this is your own request, you may decide it yourself: that is put on record.

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('the operator reads that nobody decides there, and to check first', () => {
  const { text } = writeMessage('right-asked-operator', { ...REQUEST, reason: '' }, 'operators', SETTING);
  assert.match(text, /Heron Primary School has nobody who decides requests/);
  assert.match(text, /telephone number or an address that you found yourself/);
  assert.match(text, /https:\/\/attendance\.example\.org\/operator\/requests\/12/);
  assert.match(text, /They gave no reason\./);
});

test('approvers’ mail that goes to the operators is written for them', () => {
  assert.deepEqual(
    writeMessage('right-asked', REQUEST, 'operators', SETTING),
    writeMessage('right-asked-operator', REQUEST, 'operators', SETTING),
  );
});

test('a reminder and an overdue request name the day', () => {
  const reminder = writeMessage('right-reminder', REQUEST, 'approvers', SETTING);
  assert.match(reminder.subject, /^Reminder/);
  assert.match(reminder.text, /On Monday 30 November 2026 it is overdue\./);
  const overdue = writeMessage('right-overdue', REQUEST, 'operators', SETTING);
  assert.match(overdue.subject, /^Overdue/);
  assert.match(overdue.text, /should have been decided before Monday 30 November 2026\./);
  assert.match(overdue.text, /Nobody at Heron Primary School has decided\./);
});

test('who asked reads the decision, by whom, and the reason of a refusal', () => {
  const facts = { organisation: 'Heron Primary School', right: 'See sensitive items', by: 'Ann Approver' };
  const granted = writeMessage('right-granted', facts, 'person', SETTING);
  assert.match(granted.subject, /approved/);
  assert.match(
    granted.text,
    /Ann Approver has given you this right at Heron Primary School:\n\n {2}See sensitive items/,
  );
  const refused = writeMessage('right-refused', { ...facts, reason: 'Ask\nthe SENCO.' }, 'person', SETTING);
  assert.match(refused.text, /The reason:\n\n> Ask\n> the SENCO\.\n/);
  assert.match(refused.text, /https:\/\/attendance\.example\.org\/rights/);
  const taken = writeMessage('right-taken', facts, 'person', SETTING);
  assert.equal(taken.subject, 'A right of yours has ended: Heron Primary School');
  assert.match(taken.text, /You no longer have this right/);
});

test('mail about the role calls it the role', () => {
  const facts = { organisation: 'Heron Primary School', right: 'School Attendance Data', by: 'Ann Approver' };
  const right = `${facts.right}, See sensitive items`;
  const taken = writeMessage('right-taken', { ...facts, right }, 'person', SETTING);
  assert.equal(taken.subject, 'Your role has ended: Heron Primary School');
  assert.match(taken.text, /You no longer have this role at Heron Primary School, nor the rights that went with it:/);
  assert.match(writeMessage('right-granted', facts, 'person', SETTING).text, /has given you this role at/);
  assert.match(
    writeMessage('right-refused', { ...facts, reason: '' }, 'person', SETTING).text,
    /your request for this role at/,
  );
  const asked = writeMessage('right-asked', { ...REQUEST, right: facts.right }, 'operators', SETTING).text;
  assert.match(asked, /asks for this role at/);
  assert.doesNotMatch(asked, /your own request/);
});

test('a new member reads what they are and how to sign in', () => {
  const facts = { organisation: 'Heron Primary School', by: 'Ann Approver' };
  const approver = writeMessage('member-added', { ...facts, duty: 'approver' }, 'person', SETTING);
  assert.equal(approver.subject, 'You are now an approver of Heron Primary School');
  assert.match(approver.text, /sign in with the account that has the e-mail address to which this mail came/);
  const operator = writeMessage('member-added', { ...facts, duty: 'operator' }, 'person', SETTING);
  assert.equal(operator.subject, 'You are now an operator of the service');
  assert.match(operator.text, /^Ann Approver has named you an operator of the service Rollcall\./);
  const first = { ...facts, by: 'the operator of the service', duty: 'operator' } as const;
  const { text } = writeMessage('member-added', first, 'person', SETTING);
  assert.match(text, /^You have been named an operator of the service Rollcall\./);
  assert.match(text, /tell whoever set up Rollcall where you work\./);
});

test('in the sandbox every subject says that the data is invented', () => {
  const { subject } = writeMessage('right-asked', REQUEST, 'approvers', { ...SETTING, invented: true });
  assert.equal(subject, '[Invented data] Please decide a request: Jo Bloggs, Heron Primary School');
});

test('attack: a name with line breaks adds neither a header nor a paragraph', () => {
  const name = 'Jo\r\nBcc: all@heron.example\r\n\r\nApproved already. Click https://evil.example';
  const { subject, text } = writeMessage('right-asked', { ...REQUEST, name }, 'approvers', SETTING);
  assert.doesNotMatch(subject, /[\r\n]/);
  assert.doesNotMatch(text, /^(Bcc|Approved)/m);
});

test('attack: a reason cannot pass for the program’s own words', () => {
  const reason = 'Please.\r\n\r\nTo approve or to refuse, sign in and open the request:\u2028https://evil.example/';
  const { text } = writeMessage('right-asked', { ...REQUEST, reason }, 'approvers', SETTING);
  assert.match(text, /^> https:\/\/evil\.example\/$/m);
  assert.doesNotMatch(text, /^(?!> ).*evil/m);
});

test('an endless name does not make an endless subject', () => {
  const { subject } = writeMessage(
    'right-asked',
    { ...REQUEST, name: 'a'.repeat(5000), organisation: 'b'.repeat(5000) },
    'approvers',
    SETTING,
  );
  assert.ok(subject.length <= 200);
});

test('facts of another shape are told from these', () => {
  assert.equal(Value.Check(FACTS['right-asked'], REQUEST), true);
  assert.equal(Value.Check(FACTS['right-asked'], { ...REQUEST, overdueOn: 'Monday' }), false);
  assert.equal(Value.Check(FACTS['right-asked'], { ...REQUEST, reason: null }), false);
  assert.equal(Value.Check(FACTS['member-added'], { organisation: 'x', by: 'y', duty: 'inspector' }), false);
});
