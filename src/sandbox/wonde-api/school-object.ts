import type { SandboxSchool } from '../world.ts';
import { canary } from './canaries.ts';
import { writeInstant } from './dates.ts';

/** Writes a school as Wonde does, with all keys that its public clients insist on. */
export function writeSchool(
  school: SandboxSchool,
  host: string,
  now: number,
  integerCodes: boolean,
): Record<string, unknown> {
  const { plan, state, mis } = school;
  const codes = integerCodes
    ? { la_code: Number(plan.laCode), establishment_number: Number(plan.establishmentNumber), urn: String(plan.urn) }
    : { la_code: plan.laCode, establishment_number: plan.establishmentNumber, urn: plan.urn };
  const audited = state === 'approved' || state === 'offline';
  return {
    id: plan.id,
    name: plan.name,
    establishment_number: codes.establishment_number,
    urn: codes.urn,
    phase_of_education: plan.phase,
    la_code: codes.la_code,
    timezone: 'Europe/London',
    mis,
    address: {
      address_line_1: canary('school address', plan.index),
      address_line_2: null,
      address_town: null,
      address_postcode: canary('school postcode', plan.index),
      address_country: { code: 'GBR', name: 'United Kingdom' },
    },
    extended: {
      allows_writeback: false,
      has_timetables: false,
      has_lesson_attendance: false,
      ...(audited ? { audit_approved_at: writeInstant(now - 525_600) } : {}),
    },
    region: { code: 'GBR', domain: host, school_url: `https://${host}/v1.0/schools/${plan.id}`, identifiers: codes },
  };
}
