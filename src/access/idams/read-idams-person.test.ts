import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDAMS_CLAIMS, readIdamsPerson } from './read-idams-person.ts';

const IDENTITY = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const PORTAL = 'http://schemas.portal.com';

const read = (values: Record<string, string[]>, nameIdentifier: string | null = null) =>
  readIdamsPerson({ values: new Map(Object.entries(values)), nameIdentifier }, IDAMS_CLAIMS);

test('a person in the older spelling', () => {
  const person = read({
    [`${IDENTITY}/upn`]: ['ada@council.example'],
    [`${PORTAL}/displayname`]: ['Ada  Lark'],
    [`${PORTAL}/mail`]: ['Ada.Lark@council.example'],
    [`${PORTAL}/ukprn`]: ['10000001'],
    [`${PORTAL}/service`]: ['DAA', 'DAB'],
  });
  assert.deepEqual(person, {
    subject: 'ada@council.example',
    name: 'Ada Lark',
    email: 'Ada.Lark@council.example',
    ukprn: '10000001',
    roles: ['DAA', 'DAB'],
  });
});

test('a person in the newer spelling', () => {
  const { name, ukprn, roles } = read({
    [`${IDENTITY}/name`]: ['ada'],
    [`${IDENTITY}/displayname`]: ['Ada Lark'],
    [`${IDENTITY}/ukprn`]: ['10000001'],
    [`${IDENTITY}/service`]: ['DAA'],
  });
  assert.deepEqual({ name, ukprn, roles }, { name: 'Ada Lark', ukprn: '10000001', roles: ['DAA'] });
});

test('the same in both spellings counts once', () => {
  const { ukprn, roles } = read({
    [`${IDENTITY}/upn`]: ['ada'],
    [`${IDENTITY}/ukprn`]: ['10000001'],
    [`${PORTAL}/ukprn`]: ['10000001'],
    [`${IDENTITY}/service`]: ['DAA', 'DAC'],
    [`${PORTAL}/service`]: ['DAB', 'DAA'],
  });
  assert.deepEqual({ ukprn, roles }, { ukprn: '10000001', roles: ['DAB', 'DAA', 'DAC'] });
});

test('the login name: upn, then name, then the name of the subject', () => {
  assert.equal(read({ [`${IDENTITY}/upn`]: ['u'], [`${IDENTITY}/name`]: ['n'] }, 's').subject, 'u');
  assert.equal(read({ [`${IDENTITY}/name`]: ['n'] }, 's').subject, 'n');
  assert.equal(read({}, 's').subject, 's');
});

test('two UKPRNs', () => {
  const message = /^ukprns-several: /;
  assert.throws(() => read({ [`${PORTAL}/ukprn`]: ['10000001', '10000002'] }, 'ada'), { message });
  assert.throws(() => read({ [`${PORTAL}/ukprn`]: ['10000001'], [`${IDENTITY}/ukprn`]: ['10000002'] }, 'ada'), {
    message,
  });
});

test('what cannot be a UKPRN is none', () => {
  assert.equal(read({ [`${PORTAL}/ukprn`]: ['20000001'] }, 'ada').ukprn, null);
  assert.equal(read({ [`${PORTAL}/ukprn`]: ['100000010'] }, 'ada').ukprn, null);
});

test('nobody, two people, and a name that would break a key', () => {
  assert.throws(() => read({}), { message: /^subject-missing: / });
  assert.throws(() => read({ [`${IDENTITY}/upn`]: ['a', 'b'] }), { message: /^subjects-several: / });
  assert.throws(() => read({ [`${IDENTITY}/upn`]: ["a'b"] }), { message: /^subject-form: / });
  assert.throws(() => read({ [`${IDENTITY}/upn`]: ['ada lark'] }), { message: /^subject-form: / });
});

test('a name and an address that cannot be used', () => {
  const { name, email } = read({ [`${PORTAL}/displayname`]: ['\u0007\n'], [`${PORTAL}/mail`]: ['a b@c'] }, 'ada');
  assert.deepEqual({ name, email }, { name: 'Name not given', email: '' });
});
