import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  attendanceSentences,
  changeSentences,
  persistenceSentences,
  standingSentence,
} from './attendance-sentences.ts';
import { differingGroups, groupSentences } from './group-sentences.ts';
import { lookAt } from './look-at.ts';
import { reasonSentences } from './reason-sentences.ts';
import { buildFigures, buildGroup, buildReason, buildSpan } from './summary.fixture.ts';

const NO_SESSION = { attended: 0, authorised: 0, unauthorised: 0, pupils: 0, persistent: 0, severe: 0 };
const ROSE = buildSpan({ attended: 9520, authorised: 300, unauthorised: 180 });
const FELL = buildSpan({ attended: 9280, authorised: 500, unauthorised: 220 });

test('attendance stands in one sentence, with its base', () => {
  assert.equal(
    standingSentence(buildFigures()),
    'Attendance in the year to 24 November 2026 is 94.0%: 312 pupils attended 9,400 of 10,000 possible sessions.',
  );
});

test('this half term is compared with the one before: higher, lower, the same', () => {
  assert.equal(
    attendanceSentences(buildFigures({ halfTerm: ROSE }))[0],
    'In this half term (Autumn term, second half, 2 to 24 November 2026) it is 95.2% (9,520 of 10,000), 1.2 percentage points higher than in the half term before (Autumn term, first half, 1 September to 23 October 2026), when it was 94.0% (9,400 of 10,000).',
  );
  assert.match(
    attendanceSentences(buildFigures({ halfTerm: FELL }))[0]!,
    /, 1\.2 percentage points lower than in the half/,
  );
  assert.match(attendanceSentences(buildFigures())[0]!, /, the same to one decimal as in the half term before/);
});

test('a first half term, one without sessions, and ones of too few pupils', () => {
  assert.match(attendanceSentences(buildFigures({ before: null }))[0]!, /It is the first half term of the year/);
  assert.match(
    attendanceSentences(buildFigures({ halfTerm: buildSpan(NO_SESSION) }))[0]!,
    /^There is no possible session yet in this half term/,
  );
  assert.match(attendanceSentences(buildFigures({ halfTerm: buildSpan({ pupils: 9 }) }))[0]!, /too few pupils to show/);
  assert.match(
    attendanceSentences(buildFigures({ before: buildSpan({ pupils: 9 }) }))[0]!,
    /Nothing can be shown of the half term before\.$/,
  );
  assert.match(
    attendanceSentences(buildFigures({ before: buildSpan(NO_SESSION) }))[0]!,
    /Nothing can be shown of the half term before\.$/,
  );
});

test('the year is compared with last year to the same week, where it is held', () => {
  assert.equal(
    attendanceSentences(buildFigures({ lastYear: FELL }))[1],
    'The year to date is 1.2 percentage points higher than last year to the same week (to 24 November 2026), when it was 92.8% (9,280 of 10,000).',
  );
  assert.match(attendanceSentences(buildFigures({ lastYear: null }))[1]!, /^No register of last year is held here/);
  assert.match(attendanceSentences(buildFigures({ lastYear: buildSpan({ pupils: 1 }) }))[1]!, /too few pupils to show/);
});

test('in the first weeks it is said that figures move a lot', () => {
  assert.equal(attendanceSentences(buildFigures()).length, 2);
  assert.match(attendanceSentences(buildFigures({ days: 5 }))[2]!, /^The year has had 5 school days so far\./);
  assert.match(attendanceSentences(buildFigures({ days: 1 }))[2]!, /^The year has had 1 school day so far\./);
});

test('persistent and severe absence with the base, then and now', () => {
  const then = buildSpan({ persistent: 30, severe: 10, pupils: 300 });
  assert.deepEqual(persistenceSentences(buildFigures({ yearBefore: then, lastYear: null })), [
    '34 of 312 pupils (10.9%) missed 10% or more of their own possible sessions in the year to date: persistent absence.',
    '12 of 312 pupils (3.8%) missed half or more: severe absence. They are among the persistently absent.',
    'At the end of the half term before, 30 of 300 pupils (10.0%) were persistently absent, and 10 of 300 pupils (3.3%) severely absent. The share of persistently absent pupils is now 0.9 percentage points higher than it was then.',
  ]);
});

test('few pupils are never told apart, nor few others', () => {
  const figures = (persistent: number, severe: number) =>
    persistenceSentences(
      buildFigures({ year: buildSpan({ persistent, severe }), yearBefore: null, lastYear: null }),
    ).map((sentence) => sentence.split(' missed')[0]);
  assert.deepEqual(figures(9, 0), ['Fewer than 10 of 312 pupils', 'None of 312 pupils']);
  assert.deepEqual(figures(312, 303), ['All 312 pupils', 'All but fewer than 10 of 312 pupils']);
  const [, , then] = persistenceSentences(buildFigures({ yearBefore: buildSpan({ persistent: 9 }), lastYear: null }));
  assert.doesNotMatch(then!, /9|percentage points/);
  assert.deepEqual(
    persistenceSentences(buildFigures({ yearBefore: buildSpan({ pupils: 9 }), lastYear: buildSpan(NO_SESSION) })).slice(
      2,
    ),
    ['At the end of the half term before there were too few pupils to show.'],
  );
});

test('what changed since the half term before: rise, fall, no change', () => {
  assert.deepEqual(changeSentences(buildFigures({ halfTerm: ROSE })), [
    'Attendance rose by 1.2 percentage points, from 94.0% to 95.2%.',
    'Authorised absence fell by 1.0 percentage points, from 4.0% to 3.0%.',
    'Unauthorised absence fell by 0.2 percentage points, from 2.0% to 1.8%.',
    'Pupils persistently absent in the year to date: 34 of 312 at the end of the half term before, 34 of 312 now.',
    '312 pupils had a possible session in the half term before, 312 in this one.',
  ]);
  assert.equal(
    changeSentences(buildFigures())[0],
    'Attendance did not change by as much as 0.1 percentage points: 94.0%.',
  );
  const [before, halfTerm] = [
    buildSpan({ attended: 9396, authorised: 404 }),
    buildSpan({ attended: 9404, authorised: 396 }),
  ];
  assert.equal(
    changeSentences(buildFigures({ halfTerm, before }))[0],
    'Attendance rose by 0.1 percentage points before rounding: both are 94.0% to one decimal.',
  );
  assert.match(changeSentences(buildFigures({ before: null, yearBefore: null }))[0]!, /^This is the first half term/);
  assert.match(changeSentences(buildFigures({ before: buildSpan({ pupils: 3 }) }))[0]!, /too few pupils to show/);
  assert.equal(changeSentences(buildFigures({ yearBefore: buildSpan({ persistent: 5 }) })).length, 4);
});

test('groups that differ are named with both rates; of two halves the smaller', () => {
  const meals = buildGroup({ key: 'free_school_meals=yes' });
  const noMeals = buildGroup({ key: 'free_school_meals=no', own: meals.rest, rest: meals.own, pupils: 228 });
  assert.deepEqual(groupSentences({ groups: [noMeals, meals] }), [
    'Free school meals (84 pupils): attendance is 90.0% (900 of 1,000), 4.4 percentage points lower than that of all other pupils, 94.4% (8,500 of 9,000).',
  ]);
});

test('groups nearer than one percentage point do not differ, and without any that can be told apart it is said', () => {
  const near = buildGroup({ own: { attended: 940, authorised: 40, unauthorised: 20 } });
  assert.match(groupSentences({ groups: [near] })[0]!, /^No group that can be told apart differs/);
  assert.match(groupSentences({ groups: [] })[0]!, /^No group can be told apart/);
  const most = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((year) => buildGroup({ key: `nc_year=${year}` }));
  assert.equal(differingGroups({ groups: most }).length, 8);
  assert.equal(groupSentences({ groups: most }).length, 3);
});

test('reasons with their share of absence; those of few pupils are pooled', () => {
  const figures = {
    year: buildSpan(),
    reasons: [buildReason(), buildReason({ code: 'N', meaning: 'Reason not yet known', sessions: 1 })],
    other: { sessions: 40, codes: 2 },
  };
  assert.deepEqual(reasonSentences(figures), [
    '600 sessions were missed in the year to date. Authorised absence was 4.0% (400 of 10,000) of possible sessions, unauthorised absence 2.0% (200 of 10,000).',
    'The reason given most was Illness (not medical or dental appointments) (I), 300 sessions, 50.0% of absence. Then came Reason not yet known (N), 1 session, 0.2% of absence.',
    '2 other codes with too few pupils to be told apart make up 40 sessions together.',
  ]);
  assert.match(reasonSentences({ ...figures, other: { sessions: 4, codes: 1 } })[2]!, /^1 other code .* makes up/);
  assert.match(reasonSentences({ ...figures, reasons: [] })[1]!, /^No reason can be told apart/);
  assert.deepEqual(reasonSentences({ ...figures, year: buildSpan({ authorised: 0, unauthorised: 0 }) }), [
    'No session was missed in the year to date.',
  ]);
  assert.match(
    reasonSentences({ ...figures, year: buildSpan({ authorised: 1, unauthorised: 0 }) })[0]!,
    /^1 session was missed/,
  );
});

test('what could be looked at follows from the numbers alone', () => {
  assert.deepEqual(lookAt(buildFigures()), []);
  const paths = (change: Parameters<typeof buildFigures>[0]) => lookAt(buildFigures(change)).map(({ path }) => path);
  assert.deepEqual(paths({ yearBefore: buildSpan({ persistent: 20 }) }), ['/attention']);
  assert.deepEqual(paths({ yearBefore: buildSpan({ persistent: 9 }) }), []);
  assert.deepEqual(paths({ groups: [buildGroup()] }), ['/groups']);
  assert.deepEqual(paths({ reasons: [buildReason({ code: 'N' }), buildReason({ code: 'G' })] }), [
    '/attention',
    '/reasons',
  ]);
  const day = (weekday: number, attended: number) => ({
    weekday,
    attended,
    authorised: 1000 - attended,
    unauthorised: 0,
  });
  assert.deepEqual(paths({ weekdays: [day(1, 940), day(5, 939)] }), []);
  assert.deepEqual(paths({ weekdays: [day(5, 500)] }), []);
  assert.equal(
    lookAt(buildFigures({ weekdays: [day(1, 940), day(5, 900)] }))[0]!.text,
    'Attendance on Fridays is 90.0% (900 of 1,000), 4.0 percentage points lower than on the other days, 94.0% (940 of 1,000).',
  );
  assert.match(
    lookAt(
      buildFigures({ reasons: [buildReason({ code: 'N', sessions: 1 }), buildReason({ code: 'G', sessions: 1 })] }),
    )
      .map(({ text }) => text)
      .join(' '),
    /^1 session has no reason yet.* 1 session was a holiday/,
  );
});

test('no sentence judges', () => {
  const figures = buildFigures({ halfTerm: FELL, groups: [buildGroup()], yearBefore: buildSpan({ persistent: 20 }) });
  const all = [
    ...attendanceSentences(figures),
    ...persistenceSentences(figures),
    ...changeSentences(figures),
    ...groupSentences(figures),
    ...reasonSentences(figures),
    ...lookAt(figures).map(({ text }) => text),
  ].join(' ');
  assert.doesNotMatch(
    all,
    /good|bad|poor|strong|weak|worse|better|best|worst|concern|excellent|improve|decline|target|should/i,
  );
});
