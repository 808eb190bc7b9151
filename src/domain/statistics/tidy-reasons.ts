import { columnsOf, POSSIBLE } from './columns.ts';

/** A row of the tidy layout: the words of the Department's data dictionary (context “Pupil attendance”) for a count. */
export interface TidyReason {
  readonly status: string;
  readonly type: string;
  readonly reason: string;
  /** The count that it gives. */
  readonly of: string;
}

const [ATTENDANCE, ABSENCE, LATE, POSSIBLE_SESSIONS] = [
  'Attendance',
  'Absence',
  'Late sessions',
  'Possible sessions',
] as const;
const [PRESENT, ACTIVITY] = ['Present', 'Approved educational activity'] as const;
const [AUTHORISED, UNAUTHORISED] = ['Authorised', 'Unauthorised'] as const;

const row = (status: string, type: string, reason: string, of: string): TidyReason => ({ status, type, reason, of });

const ALL: readonly TidyReason[] = [
  row(ATTENDANCE, 'Overall attendance', 'Overall attendance', 'overall_attendance'),
  row(ATTENDANCE, PRESENT, 'All present', 'present_sessions'),
  row(ATTENDANCE, PRESENT, 'Present am', 'reason_present_am'),
  row(ATTENDANCE, PRESENT, 'Present pm', 'reason_present_pm'),
  row(ATTENDANCE, PRESENT, 'Present late before registers closed (l)', 'reason_l_present_late_before_registers_closed'),
  row(ATTENDANCE, ACTIVITY, 'All approved educational activity', 'approved_educational_activity'),
  row(ATTENDANCE, ACTIVITY, 'Education off site (b)', 'reason_b_aea_education_off_site'),
  row(ATTENDANCE, ACTIVITY, 'Interview (j)', 'reason_j_aea_interview'),
  row(ATTENDANCE, ACTIVITY, 'Education arranged by local authority (k)', 'reason_k_aea_education_arranged_by_la'),
  row(ATTENDANCE, ACTIVITY, 'Approved sporting activity (p)', 'reason_p_aea_approved_sporting_activity'),
  row(ATTENDANCE, ACTIVITY, 'Educational visit or trip (v)', 'reason_v_aea_educational_visit_trip'),
  row(ATTENDANCE, ACTIVITY, 'Work experience (w)', 'reason_w_aea_work_experience'),
  row(ABSENCE, 'Overall absence', 'Overall absence', 'overall_absence'),
  row(ABSENCE, AUTHORISED, 'All authorised', 'authorised_absence'),
  row(ABSENCE, AUTHORISED, 'Other authorised (c)', 'reason_c_authorised_other'),
  row(ABSENCE, AUTHORISED, 'Regulated performance (c1)', 'reason_c1_authorised_regulated_performance'),
  row(ABSENCE, AUTHORISED, 'Temporary reduced timetable (c2)', 'reason_c2_authorised_temp_reduced_timetable'),
  row(ABSENCE, AUTHORISED, 'Excluded (e)', 'reason_e_authorised_excluded'),
  row(ABSENCE, AUTHORISED, 'Authorised holiday (h)', 'reason_h_authorised_holiday'),
  row(ABSENCE, AUTHORISED, 'Illness (i)', 'reason_i_authorised_illness'),
  row(ABSENCE, AUTHORISED, 'Interview (j1)', 'reason_j1_authorised_interview'),
  row(ABSENCE, AUTHORISED, 'Medical or dental (m)', 'reason_m_authorised_medical_dental'),
  row(ABSENCE, AUTHORISED, 'Religious observance (r)', 'reason_r_authorised_religious_observance'),
  row(ABSENCE, AUTHORISED, 'Study leave (s)', 'reason_s_authorised_study_leave'),
  row(ABSENCE, AUTHORISED, 'Gypsy, Roma and Traveller absence (t)', 'reason_t_authorised_grt_absence'),
  row(ABSENCE, AUTHORISED, 'Mobile child (t)', 'reason_t_authorised_mobile_child'),
  row(ABSENCE, UNAUTHORISED, 'All unauthorised', 'unauthorised_absence'),
  row(ABSENCE, UNAUTHORISED, 'Unauthorised holiday (g)', 'reason_g_unauthorised_holiday'),
  row(ABSENCE, UNAUTHORISED, 'No reason yet (n)', 'reason_n_no_reason_yet'),
  row(ABSENCE, UNAUTHORISED, 'Other unauthorised (o)', 'reason_o_other_unauthorised'),
  row(ABSENCE, UNAUTHORISED, 'Late after registers closed (u)', 'reason_u_unauthorised_late_after_registers_closed'),
  row(LATE, 'All late sessions', 'All late sessions', 'late_sessions'),
  row(POSSIBLE_SESSIONS, 'All possible sessions', 'All possible sessions', POSSIBLE),
];

/** The rows that an area, phase and time have in the tidy layout of an academic year. */
export function tidyReasons(startYear: number): readonly TidyReason[] {
  const reasons = new Set(columnsOf(startYear).reasons);
  return ALL.filter(({ of }) => !of.startsWith('reason_') || reasons.has(of));
}
