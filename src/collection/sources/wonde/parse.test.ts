import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseCode, parseMark, parsePupil } from './parse.ts';

const WINDOW = { from: '2026-08-31', to: '2027-07-30' };
const CODES = new Map([
  ['A1', '/'],
  ['A2', 'I'],
  ['A3', 'i'],
  ['A4', '-'],
  ['A5', 'H'],
  ['A6', 'C1'],
  ['A7', ''],
]);
const day = (date: string) => ({ date: `${date} 00:00:00.000000`, timezone_type: 3, timezone: 'Europe/London' });

function student(changes: object = {}) {
  return {
    id: 'A100',
    upi: 'f00d',
    mis_id: '77',
    forename: 'Ada',
    surname: 'Heron',
    gender: 'FEMALE',
    date_of_birth: day('2014-05-06'),
    education_details: {
      data: { upn: 'T820432115001', current_nc_year: 'Year 7', admission_number: 'X9', leaving_date: null },
    },
    extended_details: {
      data: {
        ethnicity_code: 'WBRI',
        in_lea_care: false,
        ever_in_care: 'F',
        sen_status: 'K',
        free_school_meals: '1',
        religion: 'secret',
      },
    },
    year: { data: { name: 'Year 8' } },
    ...changes,
  };
}

const mark = (changes: object = {}) => ({
  id: 'A9',
  date: day('2026-10-05'),
  session: 'AM',
  student: 'A100',
  attendance_code: 'A1',
  comment: 'secret',
  employee: 'A55',
  ...changes,
});

function pupilOf(row: unknown) {
  const read = parsePupil(row, true);
  assert.equal(read.kind, 'pupil');
  return read.pupil;
}
const codesOf = ({ issues }: { issues: readonly { code: string }[] }) => issues.map(({ code }) => code);
const readMark = (changes: object = {}) => parseMark(mark(changes), CODES, WINDOW);

describe('a pupil', () => {
  test('is the thirteen items and the technical keys', () => {
    assert.deepEqual(pupilOf(student()), {
      keys: ['id:A100', 'upi:f00d'],
      forename: 'Ada',
      surname: 'Heron',
      upn: 'T820432115001',
      characteristics: {
        ncYear: '7',
        gender: 'F',
        ethnicity: 'WBRI',
        lookedAfter: false,
        previouslyLookedAfter: false,
        senSupport: true,
        ehcPlan: false,
        freeSchoolMeals: true,
      },
      onRoll: true,
    });
  });

  test('may come with includes that are not wrapped, ids as numbers and no upi', () => {
    const pupil = pupilOf(
      student({
        id: 100,
        upi: null,
        education_details: { current_nc_year: 3 },
        extended_details: { in_lea_care: 1, sen_status: 'Education, health and care plan' },
      }),
    );
    assert.deepEqual(pupil.keys, ['id:100']);
    assert.deepEqual(pupil.characteristics, {
      ncYear: '3',
      gender: 'F',
      ethnicity: null,
      lookedAfter: true,
      previouslyLookedAfter: null,
      senSupport: false,
      ehcPlan: true,
      freeSchoolMeals: null,
    });
  });

  test('has what is not granted as not known, null or absent', () => {
    const absent = student({ education_details: { data: { current_nc_year: 'R' } }, extended_details: { data: {} } });
    const asNull = student({
      education_details: { data: { current_nc_year: 'R', upn: null } },
      extended_details: { data: null },
    });
    assert.deepEqual(parsePupil(absent, true), parsePupil(asNull, true));
    assert.deepEqual(codesOf(parsePupil(absent, true)), ['upn-missing']);
  });

  test('has the year of the year group where its own is blank or says nothing', () => {
    assert.equal(pupilOf(student({ education_details: { data: {} } })).characteristics.ncYear, '8');
    assert.equal(pupilOf(student({ education_details: null })).characteristics.ncYear, '8');
    assert.equal(
      pupilOf(student({ education_details: { data: { current_nc_year: 'Mixed' } } })).characteristics.ncYear,
      '8',
    );
    assert.equal(pupilOf(student({ education_details: { data: {} }, year: 'Reception' })).characteristics.ncYear, 'R');
  });

  test('without a year that can be read is passed over with an issue', () => {
    const none = parsePupil(student({ education_details: { data: {} }, year: null }), true);
    const mixed = parsePupil(student({ education_details: { data: { current_nc_year: 'Mixed' } }, year: null }), true);
    assert.deepEqual({ kind: none.kind, issues: codesOf(none) }, { kind: 'passed-over', issues: ['pupil-no-year'] });
    assert.deepEqual(mixed.issues, [
      { code: 'pupil-year-unreadable', place: 'pupil id:A100', detail: { year: 'Mixed' } },
    ]);
  });

  test('of nursery or year 14 is passed over', () => {
    assert.deepEqual(parsePupil(student({ education_details: { data: { current_nc_year: 'N2' } } }), true), {
      kind: 'passed-over',
      id: 'A100',
      year: 'N2',
      issues: [],
    });
    assert.equal(
      parsePupil(student({ education_details: { data: { current_nc_year: '14' } } }), true).kind,
      'passed-over',
    );
  });

  test('keeps a temporary UPN, and none that fails its check', () => {
    const withUpn = (upn: unknown) =>
      parsePupil(student({ education_details: { data: { upn, current_nc_year: '7' } } }), true);
    const upnOf = (upn: unknown) => {
      const read = withUpn(upn);
      return [read.kind === 'pupil' ? read.pupil.upn : 'none', ...codesOf(read)];
    };
    assert.deepEqual(upnOf(' t820432115001 '), ['T820432115001']);
    assert.deepEqual(upnOf('A820432115001'), [null, 'upn-check-letter']);
    assert.deepEqual(upnOf('12345'), [null, 'upn-format']);
    assert.deepEqual(upnOf(null), [null, 'upn-missing']);
  });

  test('has issues for texts that no list knows', () => {
    const read = parsePupil(
      student({ extended_details: { data: { ethnicity_code: 'QQQQ', sen_status: 'maybe' } } }),
      true,
    );
    assert.deepEqual(new Set(codesOf(read)), new Set(['ethnicity-unknown', 'sen-unknown']));
  });

  test('takes any value of gender, which is an open list', () => {
    assert.equal(pupilOf(student({ gender: 'REDACTED FOR PRIVACY' })).characteristics.gender, 'O');
    assert.equal(pupilOf(student({ gender: { odd: true } })).characteristics.gender, null);
  });

  test('keeps a name as it is, in any script, with SQL and HTML as plain text', () => {
    const name = "Zoë O'Neill-Łukasz 李雷 👩‍🎓'); DROP TABLE pupil;--<script>alert(1)</script>";
    assert.equal(pupilOf(student({ forename: ` ${name} ` })).forename, name);
  });

  test('loses NUL, halves of surrogate pairs and excess of length from its name', () => {
    const pupil = pupilOf(student({ forename: 'A\0d\ud800a', surname: `${'x'.repeat(199)}👩` }));
    assert.equal(pupil.forename, 'Ada');
    assert.equal(pupil.surname, 'x'.repeat(199));
    assert.ok(codesOf(parsePupil(student({ forename: '\0 ' }), true)).includes('pupil-no-name'));
  });

  test('who has left makes no issues', () => {
    assert.deepEqual(codesOf(parsePupil(student({ education_details: null, year: null, forename: null }), false)), []);
  });

  test('without an id cannot be read', () => {
    assert.deepEqual(codesOf(parsePupil(student({ id: null }), true)), ['row-unreadable']);
    assert.deepEqual(codesOf(parsePupil(['A100'], true)), ['row-unreadable']);
  });
});

describe('a mark', () => {
  test('is a pupil, a session and the stored form of a code', () => {
    const found = {
      mark: { pupilKey: 'id:A100', date: '2026-10-05', half: 'AM', mark: '/', updatedAt: null },
      issue: null,
    };
    assert.deepEqual(readMark(), found);
    assert.deepEqual(readMark({ session: ' am ', date: '2026-10-05', student: { data: { id: 'A100' } } }), found);
    assert.deepEqual(readMark({ attendance_code: { data: { id: 'A1', code: '/' } }, student: { id: 'A100' } }), found);
    assert.deepEqual(readMark({ attendance_code: { id: 'A1' } }), found);
    assert.equal(readMark({ attendance_code: 'A6' }).mark?.mark, 'c');
  });

  test('keeps its day whatever the zone: midnight in summer is the day before in UTC', () => {
    assert.equal(readMark({ date: day('2027-05-04') }).mark?.date, '2027-05-04');
    assert.equal(
      readMark({ date: { date: '2027-05-04 00:00:00', timezone_type: 3, timezone: 'UTC' } }).mark?.date,
      '2027-05-04',
    );
    assert.equal(readMark({ date: '2027-05-04T00:00:00+01:00' }).mark?.date, '2027-05-04');
  });

  test('knows when it was changed, where the source says so', () => {
    const changedAt = (updated_at: unknown) => readMark({ updated_at }).mark?.updatedAt?.toISOString();
    assert.equal(
      changedAt({ date: '2026-10-05 08:12:44.000000', timezone_type: 3, timezone: 'UTC' }),
      '2026-10-05T08:12:44.000Z',
    );
    assert.equal(
      changedAt({ date: '2026-10-05 09:12:44', timezone_type: 3, timezone: 'Europe/London' }),
      '2026-10-05T08:12:44.000Z',
    );
    assert.equal(changedAt('2026-10-05T08:12:44Z'), '2026-10-05T08:12:44.000Z');
    assert.equal(
      changedAt({ date: '2026-10-05 09:12:44', timezone_type: 1, timezone: '+01:00' }),
      '2026-10-05T08:12:44.000Z',
    );
    assert.equal(changedAt({ date: '2026-10-05 09:12:44', timezone_type: 3, timezone: 'Mars/Olympus' }), undefined);
    assert.equal(changedAt('2026-10-05'), undefined);
  });

  test('is trimmed, but its case is kept: schools have small letters of their own', () => {
    assert.equal(readMark({ attendance_code: { data: { code: ' I ' } } }).mark?.mark, 'I');
    assert.deepEqual(readMark({ attendance_code: 'A3' }), {
      mark: { pupilKey: 'id:A100', date: '2026-10-05', half: 'AM', mark: '?', updatedAt: null },
      issue: {
        code: 'code-unknown',
        place: 'mark 2026-10-05 AM pupil id:A100',
        detail: { date: '2026-10-05', half: 'AM', code: 'i' },
      },
    });
  });

  test('with an id that is in no list, or a code of many characters, is a question mark', () => {
    const unknown = readMark({ attendance_code: 'A99999999999' });
    assert.deepEqual([unknown.mark?.mark, unknown.issue?.detail['code']], ['?', 'A999999999']);
    assert.equal(
      readMark({ attendance_code: { data: { code: 'illness '.repeat(9) } } }).issue?.detail['code'],
      'illness il',
    );
  });

  test('of a code that is no longer in force keeps it, with an issue', () => {
    const found = readMark({ attendance_code: 'A5' });
    assert.deepEqual([found.mark?.mark, found.issue?.code], ['H', 'code-not-in-force']);
  });

  test('that is blank or a dash is none, and no issue', () => {
    assert.deepEqual(readMark({ attendance_code: 'A4' }), { mark: null, issue: null });
    assert.deepEqual(readMark({ attendance_code: 'A7' }), { mark: null, issue: null });
    assert.deepEqual(readMark({ attendance_code: { data: { code: ' ' } } }), { mark: null, issue: null });
    assert.deepEqual(readMark({ attendance_code: ' ' }), { mark: null, issue: null });
  });

  test('without any code is an issue', () => {
    assert.equal(readMark({ attendance_code: null }).issue?.code, 'mark-missing-code');
    assert.equal(readMark({ attendance_code: undefined }).mark, null);
  });

  test('outside the window is passed over, and told when nobody can have it', () => {
    assert.deepEqual(readMark({ date: day('2026-08-30') }), { mark: null, issue: null });
    assert.deepEqual(readMark({ date: day('2027-07-31') }), { mark: null, issue: null });
    assert.equal(readMark({ date: day('2006-10-05') }).issue?.code, 'mark-outside-year');
    assert.equal(readMark({ date: day('2206-10-05') }).issue?.code, 'mark-in-future-far');
  });

  test('on no day of the calendar, in no session or of no pupil is an issue', () => {
    assert.deepEqual(readMark({ date: day('2026-02-30') }).issue, {
      code: 'mark-date-invalid',
      place: 'mark dated 2026-02-30 00:00:00',
      detail: { date: '2026-02-30 00:00:00' },
    });
    assert.deepEqual(readMark({ date: 'Ada Heron 5/10' }).issue?.detail, { date: '5/10' });
    assert.equal(readMark({ date: null }).issue?.code, 'mark-date-invalid');
    assert.equal(readMark({ session: 'XX' }).issue?.code, 'mark-session-invalid');
    assert.equal(readMark({ session: 1 }).issue?.code, 'mark-session-invalid');
    assert.equal(readMark({ student: null }).issue?.code, 'row-unreadable');
    assert.equal(parseMark('mark', CODES, WINDOW).issue?.code, 'row-unreadable');
  });
});

test('a code list has rows of an id and a text', () => {
  assert.deepEqual(parseCode({ id: 5, code: ' C1 ', description: 'x' }), { id: '5', text: 'C1' });
  assert.deepEqual(parseCode({ id: 'A1', code: '\\' }), { id: 'A1', text: '\\' });
  assert.deepEqual(parseCode({ id: 'A1', code: null }), { id: 'A1', text: '' });
  assert.equal(parseCode({ code: '/' }), null);
  assert.equal(parseCode(null), null);
});

describe('any JSON at all', () => {
  const ROW_KEYS = [
    'id',
    'upi',
    'forename',
    'surname',
    'gender',
    'education_details',
    'extended_details',
    'year',
    'date',
    'session',
    'student',
    'attendance_code',
    'updated_at',
    'data',
    'upn',
    'current_nc_year',
    'sen_status',
    'code',
    'name',
  ];
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.dictionary(fc.constantFrom(...ROW_KEYS), fc.jsonValue({ maxDepth: 3 })),
  );

  test('never throws', () => {
    fc.assert(
      fc.property(anything, (row) => {
        parsePupil(row, true);
        parseMark(row, CODES, WINDOW);
        parseCode(row);
      }),
    );
  });

  test('never lets a field through that was not asked for', () => {
    const ASKED = new Set([
      'id',
      'upi',
      'forename',
      'surname',
      'gender',
      'education_details',
      'extended_details',
      'year',
      'date',
      'session',
      'student',
      'attendance_code',
      'updated_at',
    ]);
    const others = fc.dictionary(
      fc.string({ maxLength: 12 }).filter((key) => !ASKED.has(key) && key !== '__proto__'),
      fc.constant('CANARY'),
    );
    fc.assert(
      fc.property(others, (extra) => {
        const inside = Object.fromEntries(
          Object.entries(extra).filter(
            ([key]) =>
              ![
                'upn',
                'current_nc_year',
                'ethnicity_code',
                'ethnicity',
                'in_lea_care',
                'ever_in_care',
                'sen_status',
                'free_school_meals',
              ].includes(key),
          ),
        );
        const pupil = student({
          ...extra,
          education_details: { data: { ...inside, current_nc_year: '7' } },
          extended_details: { ...extra, data: inside },
        });
        assert.equal(JSON.stringify(parsePupil(pupil, true)).includes('CANARY'), false);
        assert.equal(
          JSON.stringify(readMark({ ...extra, attendance_code: { data: { ...inside, code: 'I' } } })).includes(
            'CANARY',
          ),
          false,
        );
      }),
    );
  });

  test('gives only text that PostgreSQL takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 900 }), fc.string({ maxLength: 30 }), (text, id) => {
        const read = JSON.stringify([
          parsePupil(student({ id, forename: text, surname: `${text}\0\ud800`, year: text }), true),
          readMark({ student: id, session: text, attendance_code: text }),
        ]);
        assert.equal(
          /\\u0000|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/.test(read),
          false,
        );
      }),
    );
  });
});
