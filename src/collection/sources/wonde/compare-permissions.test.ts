import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePermissions } from './compare-permissions.ts';
import { PERMISSION_ITEMS, readPermissionNames } from './permission-names.ts';

const row = (identity: string, more: object = {}) => ({
  identity,
  name: identity,
  description: `about ${identity}`,
  parent: null,
  group: null,
  approved: true,
  ...more,
});
const statesOf = (rows: readonly unknown[], names?: ReturnType<typeof readPermissionNames>) =>
  Object.fromEntries(comparePermissions(rows, null, names).items.map(({ item, state }) => [item, state]));

test('coarse permissions cover their items and the marks', () => {
  const { items, wider } = comparePermissions([row('students.read'), row('attendance.read')]);
  assert.deepEqual(
    items.map(({ item, state }) => `${item} ${state}`),
    PERMISSION_ITEMS.map((item) => `${item} granted`),
  );
  assert.deepEqual(wider, []);
});

test('a finer permission that is declined outweighs a coarse one', () => {
  const states = statesOf([
    row('students.read'),
    row('ethnicity.read', { approved: false, declined: true }),
    row('students.sen_status', { parent: 'students.read', approved: false }),
  ]);
  assert.equal(states['ethnicity'], 'missing');
  assert.deepEqual([states['sen-support'], states['ehc-plan'], states['upn']], ['missing', 'missing', 'granted']);
});

test('an item says which permissions it was told from', () => {
  const { items } = comparePermissions([
    row('students.read', { name: 'Students' }),
    row('attendance.read', { name: 'Session attendance', group: 'Attendance' }),
    row('attendance_codes.read', { name: 'Attendance codes', group: 'Attendance', approved: false }),
  ]);
  const of = (wanted: string) => items.find(({ item }) => item === wanted);
  assert.deepEqual(of('marks'), { item: 'marks', state: 'missing', names: ['Attendance codes'] });
  assert.deepEqual(of('forename'), { item: 'forename', state: 'granted', names: ['Students'] });
});

test('what is granted and is no item is wider; what is not granted is not', () => {
  const { wider } = comparePermissions([
    row('students.date_of_birth'),
    row('students.contact_details', { approved: false }),
    row('contacts.forename'),
    row('surname', { group: 'Employee' }),
    row('lesson_attendance.read', { group: 'Attendance' }),
    row('xyz', { description: null }),
    row('students.upi'),
  ]);
  assert.deepEqual(
    wider.map(({ name }) => name),
    ['students.date_of_birth', 'contacts.forename', 'surname', 'lesson_attendance.read', 'xyz'],
  );
  assert.deepEqual(wider[4], { name: 'xyz', description: null });
});

test('names are read in other forms too, and by what the page calls them', () => {
  const states = statesOf([
    row('Student.ExtendedDetails.EverInCare.read'),
    row('p-17', { name: 'Student UPN', group: 'Student' }),
    row('p-18', { name: 'Free school meals', group: 'Student', approved: '1' }),
  ]);
  assert.deepEqual(
    Object.entries(states).flatMap(([item, state]) => (state === 'granted' ? item : [])),
    ['upn', 'previously-looked-after', 'free-school-meals', 'school', 'local-authority'],
  );
});

test('nothing known is said to be so, but what comes with the school itself', () => {
  const odd: unknown[] = [null, 'students.read', [], {}, { identity: 'students.read' }, row('', { name: null })];
  const states = statesOf(odd);
  assert.deepEqual(new Set(Object.values(states)), new Set(['unknown', 'granted']));
  assert.deepEqual([states['forename'], states['school']], ['unknown', 'granted']);
});

test('the access list says how many pupils are hidden, where it can be told', () => {
  const hidden = (list: Record<string, unknown> | null) => {
    const { hiddenPupils, mode } = comparePermissions([], list);
    return [hiddenPupils, mode];
  };
  assert.deepEqual(hidden(null), [null, null]);
  assert.deepEqual(hidden({ mode: null, ids: [] }), [0, null]);
  const ids = [{ id: 'A1', type: 'student' }, { id: 'A2', type: 'employee' }, 'A3'];
  assert.deepEqual(hidden({ mode: 'exclude', ids }), [2, 'exclude']);
  assert.deepEqual(hidden({ mode: 'only', ids }), [null, 'only']);
});

test('the operator can say what a name stands for', () => {
  const names = readPermissionNames('sen-support=SEN flag, ehc-plan=SEN flag,technical=groups.read,upn=x=y');
  const rows = [row('f-9', { name: 'SEN flag', group: 'Other' }), row('groups.read'), row('x=y', { approved: false })];
  const states = statesOf(rows, names);
  assert.deepEqual([states['sen-support'], states['ehc-plan'], states['upn']], ['granted', 'granted', 'missing']);
  assert.deepEqual(comparePermissions(rows, null, names).wider, []);
  assert.equal(readPermissionNames('').size, 0);
  for (const wrong of ['upn', 'upn=', 'birth-date=dob', '=x'])
    assert.throws(() => readPermissionNames(wrong), { code: 'setting-invalid', message: /ROLLCALL_WONDE_PERMISSIONS/ });
});
