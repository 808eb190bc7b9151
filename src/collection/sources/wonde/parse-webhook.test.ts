import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseWebhook } from './parse-webhook.ts';

const school = {
  school_id: 'A1930499544',
  school_name: 'A School (invented)',
  school_la_code: '201',
  school_urn: '900001',
  school_establishment_number: '3614',
};

test('each webhook about an approval is a hint, with the id and nothing else of it', () => {
  const approved = { payload_type: 'schoolApproved', ...school, school_token: 'a-secret' };
  assert.deepEqual(parseWebhook(approved), { schoolId: 'A1930499544', what: 'approved' });
  const what = (payload_type: string) => parseWebhook({ payload_type, ...school })?.what;
  assert.equal(what('accessDeclined'), 'declined');
  assert.equal(what('accessRevoked'), 'revoked');
  assert.equal(what('schoolMigration'), 'mis-migration');
});

test('an id may be a number, and fields may be missing or unknown', () => {
  assert.deepEqual(parseWebhook({ payload_type: 'accessRevoked', school_id: 1930499544, more: [1] }), {
    schoolId: '1930499544',
    what: 'revoked',
  });
});

test('everything else is none', () => {
  const bodies: unknown[] = [
    null,
    'schoolApproved',
    [],
    [{ payload_type: 'schoolApproved', ...school }],
    school,
    { payload_type: 'writeback', ...school },
    { payload_type: 'constructor', ...school },
    { payload_type: ['schoolApproved'], ...school },
    { payload_type: 'schoolApproved' },
    { payload_type: 'schoolApproved', school_id: '../A1' },
    { payload_type: 'schoolApproved', school_id: 'A'.repeat(65) },
    { payload_type: 'schoolApproved', school_id: { id: 'A1' } },
  ];
  assert.deepEqual(
    bodies.map(parseWebhook),
    bodies.map(() => null),
  );
});
