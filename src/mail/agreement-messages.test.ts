import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { FACTS, type FactsOf } from './facts.ts';
import { type MailSetting, writeMessage } from './write-message.ts';

const SETTING: MailSetting = {
  serviceName: 'Rollcall',
  publicUrl: 'https://attendance.example.org/',
  invented: false,
  operatorName: 'Heronshire County Council',
  helpContact: 'mailto:attendance-help@heronshire.example',
};
const SCHOOL = { school: 'Heron Primary School', urn: 900001 };
const AT = '2026-11-23T16:35:00.000Z';

test('a school that is asked reads who asks, what is shared, for whom, what for never, and how to answer', () => {
  const facts = { ...SCHOOL, by: 'Olu Operator' };
  assert.equal(Value.Check(FACTS['school-invited'], facts), true);
  const { subject, text } = writeMessage('school-invited', facts, 'person', SETTING);
  assert.equal(subject, 'Share your daily school attendance data: Heron Primary School');
  assert.equal(
    text,
    `Heronshire County Council asks Heron Primary School (URN 900001) to share its daily attendance data through Rollcall. Olu Operator sent this invitation.

What is shared: thirteen items about each pupil and the attendance marks, read on school days from your management information system, and nothing else. Every item is listed here:
https://attendance.example.org/what-we-collect

Who sees it: your school gets reports of its own attendance. Its trust and its local authority get reports of the schools they are responsible for. The figures also go into national, regional and local statistics, in which no pupil and no school can be recognised.

What it is never used for: inspection, decisions of Regional Directors, judging a school as causing concern, turning a school into an academy or moving it to another trust, and funding.

There is no cost, and no extra work: you take the register as you do today.

Sharing is voluntary, and your school can stop at any time without giving a reason.

To agree, sign in and follow the steps:
https://attendance.example.org/agreement

If your school does not want to share, decline on the same page. You then get no more mail about this, and you can still agree later.

Only someone with the right to agree for the school can do either. If you do not have it yet, sign in and ask for it:
https://attendance.example.org/rights

You set up the connection to your management information system after agreeing. It takes some minutes. If the system is connected already, there is nothing to set up.

The guidance for schools:
https://attendance.example.org/share-your-data

If you need help:
attendance-help@heronshire.example

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('a reminder says when the school was asked, where earlier mail may be, and how to stop reminders', () => {
  const facts = { ...SCHOOL, number: 2, invitedOn: '2026-11-02' };
  assert.equal(Value.Check(FACTS['school-reminded'], facts), true);
  const { subject, text } = writeMessage('school-reminded', facts, 'person', SETTING);
  assert.equal(subject, 'Reminder 2: share your daily school attendance data, Heron Primary School');
  assert.equal(
    text,
    `On Monday 2 November 2026 Heronshire County Council asked Heron Primary School (URN 900001) to share its daily attendance data through Rollcall. The school has not answered yet. This is reminder 2.

Earlier mail may be in your junk folder. If it is, mark it as not junk, so that later mail reaches you.

To stop these reminders, sign in and agree or decline:
https://attendance.example.org/agreement

What is shared: thirteen items about each pupil and the attendance marks, read on school days from your management information system, and nothing else. Every item is listed here:
https://attendance.example.org/what-we-collect

Who sees it: your school gets reports of its own attendance. Its trust and its local authority get reports of the schools they are responsible for. The figures also go into national, regional and local statistics, in which no pupil and no school can be recognised.

What it is never used for: inspection, decisions of Regional Directors, judging a school as causing concern, turning a school into an academy or moving it to another trust, and funding.

There is no cost, and no extra work: you take the register as you do today.

Sharing is voluntary, and your school can stop at any time without giving a reason.

To agree, sign in and follow the steps:
https://attendance.example.org/agreement

If your school does not want to share, decline on the same page. You then get no more mail about this, and you can still agree later.

Only someone with the right to agree for the school can do either. If you do not have it yet, sign in and ask for it:
https://attendance.example.org/rights

You set up the connection to your management information system after agreeing. It takes some minutes. If the system is connected already, there is nothing to set up.

The guidance for schools:
https://attendance.example.org/share-your-data

If you need help:
attendance-help@heronshire.example

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('who agreed gets a receipt: what to keep, what happens next, how to stop', () => {
  const facts = { ...SCHOOL, reference: 'RC-900001-3', at: AT, name: 'Hana Head' };
  assert.equal(Value.Check(FACTS['agreement-receipt'], facts), true);
  const { subject, text } = writeMessage('agreement-receipt', facts, 'person', SETTING);
  assert.equal(subject, 'You agreed to share attendance data: Heron Primary School');
  assert.equal(
    text,
    `Hana Head, at 4.35pm on Monday 23 November 2026 you agreed that Heron Primary School (URN 900001) shares its daily attendance data through Rollcall.

Your reference: RC-900001-3

What you agreed to, word for word, to read and to keep a copy of:
https://attendance.example.org/agreement/record

What happens next: the school’s management information system is connected, if it is not yet, and access is approved and checked there. The first collection follows by itself. Nothing is read before that. This page says what is still to do, and where the school stands:
https://attendance.example.org/agreement

The school can stop sharing at any time, without giving a reason. Collecting then stops at once:
https://attendance.example.org/agreement/withdraw

If you need help:
attendance-help@heronshire.example

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('colleagues read who did what, what it means and how to undo it', () => {
  const facts = { ...SCHOOL, what: 'paused', name: 'Hana Head', at: AT } as const;
  assert.equal(Value.Check(FACTS['agreement-notice'], facts), true);
  const { subject, text } = writeMessage('agreement-notice', facts, 'approvers', SETTING);
  assert.equal(subject, 'Paused the sharing of attendance data: Heron Primary School');
  assert.equal(
    text,
    `Hana Head paused the sharing of the attendance data of Heron Primary School (URN 900001), at 4.35pm on Monday 23 November 2026.

The agreement stands, and nothing is collected until someone resumes it.

If the school did not want this, sign in and change it:
https://attendance.example.org/agreement

Who did what, and when:
https://attendance.example.org/agreement/record

You get this mail because you are an approver of the school.

If you need help:
attendance-help@heronshire.example

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('who stopped the sharing reads what stopped, what happens to the data held, and how to come back', () => {
  const facts = { ...SCHOOL, reference: 'RC-900001-4', at: AT, deleteOn: '2026-12-23' };
  assert.equal(Value.Check(FACTS['opted-out-receipt'], facts), true);
  const { subject, text } = writeMessage('opted-out-receipt', facts, 'person', SETTING);
  assert.equal(subject, 'Sharing has stopped: Heron Primary School');
  assert.equal(
    text,
    `At 4.35pm on Monday 23 November 2026 you stopped the sharing of daily attendance data of Heron Primary School (URN 900001).

Your reference: RC-900001-4

Collecting stopped at that moment. The school has left all lists and reports, and will not be in the next statistics. Statistics that are published already stay as they are; no school can be recognised in them.

What Rollcall holds of the school’s data is kept until 23 December 2026 and deleted on that day, unless the school comes back before. No page and no report shows it until then.

Rollcall no longer asks Wonde anything about the school. You can also remove the app yourself: sign in to Wonde’s portal for schools and revoke its access there.

The school can come back at any time, by agreeing again:
https://attendance.example.org/agreement

If you need help:
attendance-help@heronshire.example

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('approvers read that the data was deleted', () => {
  const facts = { ...SCHOOL, at: AT };
  assert.equal(Value.Check(FACTS['data-deleted'], facts), true);
  const { subject, text } = writeMessage('data-deleted', facts, 'approvers', SETTING);
  assert.equal(subject, 'Your school’s attendance data was deleted: Heron Primary School');
  assert.equal(
    text,
    `At 4.35pm on Monday 23 November 2026 the attendance data that Rollcall held of Heron Primary School (URN 900001) was deleted, since the school stopped sharing.

Statistics that were published before stay as they are; no school can be recognised in them. The record of who agreed, and who stopped, is kept.

The school can come back at any time, by agreeing again. Its data is then collected anew:
https://attendance.example.org/agreement

You get this mail because you are an approver of the school.

If you need help:
attendance-help@heronshire.example

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('approvers read that the system is not reached, and what to do', () => {
  const facts = { ...SCHOOL, since: '2026-11-20' };
  assert.equal(Value.Check(FACTS['connection-lost'], facts), true);
  const { subject, text } = writeMessage('connection-lost', facts, 'approvers', SETTING);
  assert.equal(subject, 'The connection to your school’s system is lost: Heron Primary School');
  assert.equal(
    text,
    `Since Friday 20 November 2026 the management information system of Heron Primary School (URN 900001) cannot be reached, so no attendance data is collected. The school’s agreement stands.

What to do: check with whoever looks after the system, at the school or at your supplier, that it is running and that its connection is set up. Collecting begins again by itself when it is. Sessions that were missed are then collected too.

If the school has changed its system, set up the connection to the new one:
https://attendance.example.org/agreement/connection

Where the school stands:
https://attendance.example.org/agreement

You get this mail because you are an approver of the school.

If you need help:
attendance-help@heronshire.example

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('approvers read that the system is another one, and what to do', () => {
  const facts = { ...SCHOOL, was: 'SIMS', now: 'Arbor' };
  assert.equal(Value.Check(FACTS['mis-changed'], facts), true);
  const { subject, text } = writeMessage('mis-changed', facts, 'approvers', SETTING);
  assert.equal(subject, 'Your school’s system has changed: Heron Primary School');
  assert.equal(
    text,
    `The management information system of Heron Primary School (URN 900001) was SIMS and is now Arbor. No attendance data is collected until the connection to the new system is approved. The school’s agreement stands.

What to do: when the school’s data is all in the new system, sign in, and check or set up its connection there:
https://attendance.example.org/agreement/connection

If the school has not changed its system, ask whoever looks after it, at the school or at your supplier, before you do anything else.

You get this mail because you are an approver of the school.

If you need help:
attendance-help@heronshire.example

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('operators read which school follows one that closed, and that it must be asked anew', () => {
  const facts = { ...SCHOOL, successor: 'Heron Academy', successorUrn: 900101, closedOn: '2026-08-31' };
  assert.equal(Value.Check(FACTS['successor-to-ask'], facts), true);
  const { subject, text } = writeMessage('successor-to-ask', facts, 'operators', SETTING);
  assert.equal(subject, 'A new school has to be asked: Heron Academy');
  assert.equal(
    text,
    `Heron Primary School (URN 900001) closed on 31 August 2026. Its agreement to share ended with it, and nothing is collected under it any more. What was collected stays under its URN.

Heron Academy (URN 900101) follows it. That is a new legal body: the old school’s agreement does not count for it, and it has to be asked anew.

To ask it, open it here and invite it:
https://attendance.example.org/operator/schools/900101

The school that closed:
https://attendance.example.org/operator/schools/900001

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('operators read which address an invitation did not reach, why, and what to do', () => {
  const facts = { ...SCHOOL, email: 'ofice@heron.example', error: 'refused-550' };
  assert.equal(Value.Check(FACTS['invitation-undelivered'], facts), true);
  const { subject, text } = writeMessage('invitation-undelivered', facts, 'operators', SETTING);
  assert.equal(subject, 'An invitation could not be delivered: Heron Primary School');
  assert.equal(
    text,
    `The invitation to Heron Primary School (URN 900001) could not be delivered to this address:

  ofice@heron.example

The reason (refused-550): The mail server refused the mail, most often because there is no such mailbox. The three digits that follow are its answer.

What to do: check the address for typing errors, against the school’s own website or the list of schools. If it looks right, telephone the school, on a number that you found yourself, and ask which address to use.

Then send the invitation again from the school’s page:
https://attendance.example.org/operator/schools/900001

Sent by Rollcall, https://attendance.example.org/. Nobody reads answers to this mail.
`,
  );
});

test('without the settings about the operator the mail still says who asks', () => {
  const setting = { ...SETTING, operatorName: null, helpContact: null };
  const { text } = writeMessage('school-invited', SCHOOL, 'person', setting);
  assert.match(text, /^The operator of Rollcall asks Heron Primary School \(URN 900001\) to share[^.]*\.$/m);
  assert.doesNotMatch(text, /help:/);
  const reminder = writeMessage(
    'school-reminded',
    { ...SCHOOL, number: 1, invitedOn: '2026-11-02' },
    'person',
    setting,
  );
  assert.match(reminder.text, /^On Monday 2 November 2026 the operator of Rollcall asked/);
  const web = { ...SETTING, helpContact: 'https://help.example/attendance' };
  assert.match(
    writeMessage('school-invited', SCHOOL, 'person', web).text,
    /help:\nhttps:\/\/help\.example\/attendance\n/,
  );
});

test('when nothing is held, the receipt of an opt out says so', () => {
  const facts = { ...SCHOOL, reference: 'RC-900001-4', at: AT, deleteOn: null };
  assert.equal(Value.Check(FACTS['opted-out-receipt'], facts), true);
  const { text } = writeMessage('opted-out-receipt', facts, 'person', SETTING);
  assert.match(text, /^Rollcall holds no data of the school’s pupils\.$/m);
});

test('a notice says for each thing that was done what it means', () => {
  const first = (what: FactsOf<'agreement-notice'>['what']) => {
    const { subject, text } = writeMessage(
      'agreement-notice',
      { ...SCHOOL, what, name: 'Hana Head', at: AT },
      'approvers',
      SETTING,
    );
    const [done, means] = text.split('\n\n');
    return [subject.split(':')[0], done!.replace(/ Heron.*/, ''), means!.split('.')[0]];
  };
  assert.deepEqual((['agreed', 'opted-out', 'resumed', 'declined', 'connection-changed'] as const).map(first), [
    [
      'Agreed to share attendance data',
      'Hana Head agreed to share the attendance data of',
      'Once its management information system is connected and access is approved there, the school’s data is collected on school days',
    ],
    [
      'Stopped sharing attendance data',
      'Hana Head stopped the sharing of the attendance data of',
      'Collecting stopped at once',
    ],
    [
      'Resumed the sharing of attendance data',
      'Hana Head resumed the sharing of the attendance data of',
      'The school’s data is collected again, from the next collection on',
    ],
    [
      'Declined to share attendance data',
      'Hana Head declined to share the attendance data of',
      'Nothing is collected, and the school gets no more mail about this',
    ],
    [
      'Changed the connection to the school’s system',
      'Hana Head changed the connection to the management information system of',
      'From the next collection on, the school’s data is read through the changed connection',
    ],
  ]);
});

test('a school without an approver has its notices sent to the operators, who read why', () => {
  const { text } = writeMessage('data-deleted', { ...SCHOOL, at: AT }, 'operators', SETTING);
  assert.match(
    text,
    /^This comes to you, who run the service, because the school has no approver\. Tell the school\.$/m,
  );
});

test('an error that this version does not know is still a sentence', () => {
  const facts = { ...SCHOOL, email: 'ofice@heron.example', error: 'of-another-version' };
  const { text } = writeMessage('invitation-undelivered', facts, 'operators', SETTING);
  assert.match(text, /^The reason \(of-another-version\): Something else went wrong\.$/m);
});

test('attack: a school’s name with line breaks adds neither a header nor a paragraph', () => {
  const school = 'Heron\r\nBcc: all@heron.example\r\n\r\nAgreed already. Click https://evil.example';
  const { subject, text } = writeMessage('school-invited', { ...SCHOOL, school }, 'person', SETTING);
  assert.doesNotMatch(subject, /[\r\n]/);
  assert.doesNotMatch(text, /^(Bcc|Agreed)/m);
});

test('facts of another shape are told from these', () => {
  assert.equal(Value.Check(FACTS['school-invited'], { ...SCHOOL, urn: '900001' }), false);
  assert.equal(Value.Check(FACTS['school-reminded'], { ...SCHOOL, number: 0, invitedOn: '2026-11-02' }), false);
  assert.equal(Value.Check(FACTS['data-deleted'], { ...SCHOOL, at: '2026-11-23' }), false);
  assert.equal(Value.Check(FACTS['agreement-notice'], { ...SCHOOL, what: 'closed', name: 'x', at: AT }), false);
});
