import { AREA_COLUMNS } from './area.ts';

/** Sums that every published file has, in its order. Counts of sessions. */
export const TOTALS = [
  'present_sessions',
  'overall_attendance',
  'approved_educational_activity',
  'overall_absence',
  'authorised_absence',
  'unauthorised_absence',
  'late_sessions',
  'possible_sessions',
] as const;

/** What all rates but those of persistent absence are parts of. */
export const POSSIBLE = 'possible_sessions';

const PRESENT = ['reason_present_am', 'reason_present_pm', 'reason_present'] as const;
const LATE = 'reason_l_present_late_before_registers_closed';
const [ILLNESS, MEDICAL, RELIGIOUS, STUDY] = [
  'reason_i_authorised_illness',
  'reason_m_authorised_medical_dental',
  'reason_r_authorised_religious_observance',
  'reason_s_authorised_study_leave',
] as const;
const [HOLIDAY, EXCLUDED, OTHER] = [
  'reason_h_authorised_holiday',
  'reason_e_authorised_excluded',
  'reason_c_authorised_other',
] as const;
const UNAUTHORISED = [
  'reason_g_unauthorised_holiday',
  'reason_u_unauthorised_late_after_registers_closed',
  'reason_o_other_unauthorised',
  'reason_n_no_reason_yet',
] as const;
const COVID = 'reason_x_not_attending_covid_non_compulsory';

/** Reasons under the 2006 Regulations, in the order of the files; `D` stood among them and was never attendance. */
const OLD_REASONS: readonly string[] = [
  ...PRESENT,
  LATE,
  ILLNESS,
  MEDICAL,
  RELIGIOUS,
  STUDY,
  'reason_t_authorised_grt_absence',
  HOLIDAY,
  EXCLUDED,
  OTHER,
  'reason_b_aea_education_off_site',
  'reason_d_aea_dual_registration',
  'reason_j_aea_interview',
  'reason_p_aea_approved_sporting_activity',
  'reason_v_aea_educational_visit_trip',
  'reason_w_aea_work_experience',
  ...UNAUTHORISED,
];
/** Reasons under the 2024 Regulations. */
const NEW_REASONS: readonly string[] = [
  ...PRESENT,
  LATE,
  ILLNESS,
  MEDICAL,
  RELIGIOUS,
  STUDY,
  'reason_t_authorised_mobile_child',
  HOLIDAY,
  EXCLUDED,
  OTHER,
  'reason_c1_authorised_regulated_performance',
  'reason_j1_authorised_interview',
  'reason_c2_authorised_temp_reduced_timetable',
  'reason_b_aea_education_off_site',
  'reason_j_aea_interview',
  'reason_p_aea_approved_sporting_activity',
  'reason_v_aea_educational_visit_trip',
  'reason_w_aea_work_experience',
  'reason_k_aea_education_arranged_by_la',
  ...UNAUTHORISED,
];

/** A rate of possible sessions: its column, and the count that it is made from. */
export interface RateColumn {
  readonly column: string;
  readonly of: string;
}

const rate = (column: string, of: string): RateColumn => ({ column, of });
const FIRST_RATES: readonly RateColumn[] = [
  rate('attendance_perc', 'overall_attendance'),
  rate('overall_absence_perc', 'overall_absence'),
  rate('authorised_absence_perc', 'authorised_absence'),
  rate('unauthorised_absence_perc', 'unauthorised_absence'),
  rate('illness_perc', ILLNESS),
  rate('appointments_perc', MEDICAL),
  rate('unauth_hol_perc', 'reason_g_unauthorised_holiday'),
  rate('unauth_oth_perc', 'reason_o_other_unauthorised'),
  rate('unauth_late_registers_closed_perc', 'reason_u_unauthorised_late_after_registers_closed'),
  rate('unauth_not_yet_perc', 'reason_n_no_reason_yet'),
  rate('auth_religious_perc', RELIGIOUS),
  rate('auth_study_perc', STUDY),
];
const OLD_RATES: readonly RateColumn[] = [
  ...FIRST_RATES,
  rate('auth_grt_perc', 'reason_t_authorised_grt_absence'),
  rate('auth_holiday_perc', HOLIDAY),
  rate('auth_excluded_perc', EXCLUDED),
  rate('auth_other_perc', OTHER),
];
const NEW_RATES: readonly RateColumn[] = [
  ...FIRST_RATES,
  rate('auth_mob_perc', 'reason_t_authorised_mobile_child'),
  rate('auth_excluded_perc', EXCLUDED),
  rate('auth_performance_perc', 'reason_c1_authorised_regulated_performance'),
  rate('auth_interview_perc', 'reason_j1_authorised_interview'),
  rate('auth_part_time_perc', 'reason_c2_authorised_temp_reduced_timetable'),
  rate('auth_other_perc', OTHER),
];

/** The columns of the wide files of an academic year. */
export interface Columns {
  /** The column that names the phase. */
  readonly phase: 'school_type' | 'education_phase';
  readonly reasons: readonly string[];
  readonly rates: readonly RateColumn[];
  /** How many schools the census has, in a row that is hidden because it is of one: hidden too, left empty, or given all the same. */
  readonly censusSchools: 'hidden' | 'not available' | 'shown';
}

/** The first academic year whose files we have seen. */
export const FIRST_YEAR = 2022;

/**
 * The columns of the Department's wide files of an academic year: 2022/23 with code X, 2023/24 as it, 2024/25 with the codes of
 * the 2024 Regulations, and since 2025/26 the phase under another name. Later years are taken to be like 2025/26.
 */
export function columnsOf(startYear: number): Columns {
  const now = { reasons: NEW_REASONS, rates: NEW_RATES };
  if (startYear >= 2025) return { ...now, phase: 'education_phase', censusSchools: 'shown' };
  if (startYear === 2024) return { ...now, phase: 'school_type', censusSchools: 'not available' };
  const before = { phase: 'school_type', censusSchools: 'hidden' } as const;
  if (startYear === 2023) return { ...before, reasons: OLD_REASONS, rates: OLD_RATES };
  return {
    ...before,
    reasons: [...OLD_REASONS, COVID],
    rates: [...OLD_RATES, rate('covid_non_compulsory_perc', COVID)],
  };
}

/** Counts of sessions that are not possible, and of a code of the past, which only the pipeline's own files have. */
const PIPELINE_REASONS = [
  'reason_d_dual_registration',
  'reason_q_la_arrangements',
  'reason_y_not_attending_enforced_closure',
  'reason_y1_transport_not_provided',
  'reason_y2_travel_disruption',
  'reason_y3_premises_out_of_use',
  'reason_y4_closed_session_cancelled',
  'reason_y5_detention_sentence',
  'reason_y6_prohibited_infection_disease',
  'reason_y7_unavoidable_cause',
  'reason_not_attending_planned_closed',
  'reason_z_not_attending_not_on_roll',
  'reason_f_legacy_family_holiday',
];

/** Every count of sessions that some file of the Department has. */
export const COUNT_COLUMNS: readonly string[] = [
  ...new Set([...TOTALS, ...OLD_REASONS, COVID, ...NEW_REASONS, ...PIPELINE_REASONS]),
];

/** Columns that say which area, time and phase a row is of. */
export const KEY_COLUMNS = [
  'academic_year',
  'time_period',
  'time_identifier',
  ...AREA_COLUMNS,
  'attendance_date',
  'school_type',
  'education_phase',
] as const;

/** Columns that are known and worked out anew, or of no use here. */
export const PASSED_OVER: readonly string[] = [
  'day_number',
  'week_commencing',
  'breakdown',
  'excluded_perc',
  'pa_perc',
  'pa_flag',
  'ytd_enrolments',
  ...new Set([...columnsOf(2022).rates, ...columnsOf(2025).rates].map(({ column }) => column)),
];

/** Schools and pupils: means of the days in files of more than one. */
export const COVERAGE = ['num_schools', 'enrolments'] as const;
/** Schools and pupils of the spring census before. */
export const CENSUS = ['total_num_schools', 'total_enrolments'] as const;

/** Sums that must hold in every row that has all of these columns: `whole` is the sum of `parts`. Checked on the Department's own files. */
export const ROW_SUMS: readonly { readonly whole: string; readonly parts: readonly string[] }[] = [
  { whole: POSSIBLE, parts: ['overall_attendance', 'overall_absence'] },
  { whole: 'overall_attendance', parts: ['present_sessions', 'approved_educational_activity'] },
  { whole: 'overall_absence', parts: ['authorised_absence', 'unauthorised_absence'] },
  { whole: 'reason_present', parts: ['reason_present_am', 'reason_present_pm'] },
  { whole: 'present_sessions', parts: ['reason_present', LATE] },
  { whole: 'late_sessions', parts: [LATE, 'reason_u_unauthorised_late_after_registers_closed'] },
  { whole: 'unauthorised_absence', parts: UNAUTHORISED },
];
