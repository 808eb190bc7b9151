import { dateOf, londonDayOf, minuteAt } from '../mis/days.ts';
import { startYearOf } from '../mis/register.ts';
import { hash, hexDigits, wondeId } from '../random.ts';
import { write } from '../schools/characteristics.ts';
import { lastDay, type Spell, yearOf } from '../schools/people.ts';
import type { SchoolPlan } from '../schools/plan-schools.ts';
import { birthDateOf, canary } from './canaries.ts';
import { writeDay, writeInstant } from './dates.ts';

/** How a student is shown: what is included, and which faults bend it. */
export interface StudentForm {
  readonly plan: SchoolPlan;
  readonly minute: number;
  readonly includes: readonly string[];
  readonly seed: number;
  readonly textDates: boolean;
  readonly birthDateAsText: boolean;
  readonly migrated: boolean;
  /** Fields of extended and education details that the school has not granted, and how that shows. */
  readonly notGranted: { readonly fields: readonly string[]; readonly as: 'null' | 'absent' } | null;
}

/** What can be included with students. */
// biome-ignore format: a list of names
export const STUDENT_INCLUDES: readonly string[] = [
  'education_details', 'extended_details', 'year', 'registration', 'house', 'identifiers', 'in_care_date_ranges',
  'sen_date_ranges', 'fsm_date_ranges', 'sen_needs', 'contact_details', 'contacts', 'contacts.contact_details', 'siblings',
  'medical_notes', 'attendance_summary',
];

/** The id under which the API shows a stay: another one after the school has changed its MIS. */
export function shownId(spell: Spell, migrated: boolean): string {
  return migrated ? wondeId(spell.person.key, spell.ordinal, 404) : spell.id;
}

/** When a pupil's record was last changed: its start, the start of the academic year, some day of it, or its end. */
export function studentChangedAt(spell: Spell, minute: number): number {
  const today = londonDayOf(minute);
  const start = minuteAt(spell.from, 480);
  if (spell.to < today) return minuteAt(spell.to + 1, 480);
  const year = Date.UTC(startYearOf(today), 8, 1) / 60_000 + 480;
  const edited = year + (hash(spell.person.key, startYearOf(today), 51) % 250) * 1440;
  return Math.max(start, year <= minute ? year : start, edited <= minute ? edited : start);
}

/** Writes one student as the API shows it. Most of it must never be stored: the canaries say so. */
export function writeStudent(spell: Spell, form: StudentForm): Record<string, unknown> {
  const { person } = spell;
  const key = person.key;
  const day = (value: number) => (form.textDates ? dateOf(value) : writeDay(value));
  const shown = lastDay(spell, londonDayOf(form.minute));
  const written = write(person, form.plan, startYearOf(shown), shown);
  const row: Record<string, unknown> = {
    id: shownId(spell, form.migrated),
    upi: form.migrated ? hexDigits(32, key, 405) : spell.upi,
    mis_id: form.migrated ? `M${spell.misId}` : spell.misId,
    title: null,
    initials: person.forename.slice(0, 1),
    surname: person.surname,
    forename: person.forename,
    middle_names: canary('middle names', key),
    legal_surname: person.surname,
    legal_forename: canary('legal forename', key),
    gender: written.gender,
    gender_identity: canary('gender identity', key),
    date_of_birth: form.birthDateAsText || form.textDates ? birthDateOf(person) : writeDay(person.birthDay),
    restored_at: null,
    created_at: form.textDates ? dateOf(spell.from) : writeInstant(minuteAt(spell.from, 480)),
    updated_at: form.textDates
      ? dateOf(londonDayOf(studentChangedAt(spell, form.minute)))
      : writeInstant(studentChangedAt(spell, form.minute)),
  };
  for (const name of form.includes) {
    const [first] = name.split('.');
    if (first !== undefined) row[first] = include(first, spell, form, written, day);
  }
  return row;
}

function include(
  name: string,
  spell: Spell,
  form: StudentForm,
  written: ReturnType<typeof write>,
  day: (value: number) => unknown,
): unknown {
  const key = spell.person.key;
  const startYear = startYearOf(lastDay(spell, londonDayOf(form.minute)));
  const group = (prefix: string, label: string) => ({
    data: {
      id: wondeId(form.seed, form.plan.index, yearOf(spell.person, startYear) + 20, 406),
      mis_id: `${prefix}${label}`,
      name: label,
      type: prefix,
    },
  });
  switch (name) {
    case 'education_details':
      return { data: grant(educationDetails(spell, form, written.ncYear, day), form) };
    case 'extended_details':
      return { data: grant(extendedDetails(key, written), form) };
    case 'year':
      return written.ncYear === null || written.ncYear === 'Mixed' ? null : group('YEAR', written.ncYear);
    case 'registration':
      return group('REGISTRATION', `Class ${yearOf(spell.person, startYear) + 3}`);
    case 'identifiers':
      return { data: { national_insurance_number: canary('national insurance number', key) } };
    case 'contact_details':
      return { data: contactDetails(key) };
    case 'contacts':
      return {
        data: [
          { id: wondeId(key, 407), forename: canary('contact', key), contact_details: { data: contactDetails(key) } },
        ],
      };
    case 'medical_notes':
      return { data: [{ id: wondeId(key, 408), note: canary('medical note', key) }] };
    case 'house':
    case 'attendance_summary':
      return null;
    default:
      return { data: [] };
  }
}

const contactDetails = (key: number) => ({
  addresses: { home: { street: canary('address', key), town: canary('town', key), postcode: canary('postcode', key) } },
  phones: { home: canary('phone', key), mobile: canary('mobile', key) },
  emails: { email: canary('email', key) },
});

function educationDetails(
  spell: Spell,
  form: StudentForm,
  ncYear: string | null,
  day: (value: number) => unknown,
): Record<string, unknown> {
  const { person } = spell;
  const left = spell.to < londonDayOf(form.minute);
  return {
    admission_number: canary('admission number', person.key),
    upn: person.upn,
    local_upn: canary('local UPN', person.key),
    former_upn: null,
    learner_number: canary('learner number', person.key),
    current_nc_year: ncYear,
    part_time: false,
    part_time_rate: null,
    admission_date: day(spell.from),
    leaving_date: left ? day(spell.to) : null,
  };
}

function extendedDetails(key: number, written: ReturnType<typeof write>): Record<string, unknown> {
  const wanted = {
    ethnicity: written.ethnicity,
    ethnicity_code: written.ethnicityCode,
    in_lea_care: written.inLeaCare,
    ever_in_care: written.everInCare,
    sen_status: written.senStatus,
    free_school_meals: written.freeSchoolMeals,
  };
  const kept = [
    'in_care_details',
    'responsible_care_authority',
    'premium_pupil_notes',
    'first_language',
    'nationality',
    'birth_place',
    'religion',
    'marital_status',
    'leaver_destination',
    'dietary_needs',
    'general_notes',
    'paramedical_support',
    'custody_details',
    'next_of_kin',
    'national_insurance_number',
  ];
  return {
    ...wanted,
    free_school_meals_6: written.freeSchoolMeals,
    premium_pupil_indicator: written.freeSchoolMeals,
    child_in_need: false,
    child_protection_plan: false,
    service_children_indicator: false,
    enrolment_status: 'C',
    english_as_additional_language: false,
    ...Object.fromEntries(kept.map((name) => [name, canary(name.replaceAll('_', ' '), key)])),
  };
}

function grant(details: Record<string, unknown>, form: StudentForm): Record<string, unknown> {
  const { notGranted } = form;
  if (!notGranted) return details;
  const hidden = (name: string) => notGranted.fields.includes(name);
  if (notGranted.as === 'absent') return Object.fromEntries(Object.entries(details).filter(([name]) => !hidden(name)));
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, hidden(name) ? null : value]));
}
