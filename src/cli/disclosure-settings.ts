import type { Config } from '../config.ts';
import type { DisclosureSettings } from '../domain/disclosure/settings.ts';

/** The thresholds of disclosure control that an operator has set. */
export const disclosureSettings = (config: Config): DisclosureSettings => ({
  leastSchools: config.ROLLCALL_DISCLOSURE_LEAST_SCHOOLS,
  leastSchoolsUnknown: config.ROLLCALL_DISCLOSURE_LEAST_SCHOOLS_UNKNOWN,
  largestShare: config.ROLLCALL_DISCLOSURE_LARGEST_PERCENT / 100,
  leastRemainderShare: config.ROLLCALL_DISCLOSURE_LEAST_REMAINDER_PERCENT / 100,
  leastPupils: config.ROLLCALL_DISCLOSURE_LEAST_PUPILS,
  leastCount: config.ROLLCALL_DISCLOSURE_LEAST_COUNT,
  leastDistance: config.ROLLCALL_DISCLOSURE_LEAST_DISTANCE,
  leastDistanceShare: config.ROLLCALL_DISCLOSURE_LEAST_DISTANCE_PERCENT / 100,
});
