import type { Category, Code } from './code.ts';

/** First day of the School Attendance (Pupil Registration) (England) Regulations 2024, SI 2024/208. */
const NEW = '2024-08-19';
/** Last day of the 2006 Regulations. */
const OLD = '2024-08-18';

type Wording = Code['meanings'][number];
type Dates = { from?: string; to?: string };

function row(
  code: string,
  mark: string,
  category: Category,
  field: string | null,
  meaning: string | Wording[],
  dates: Dates = {},
): Code {
  const { from = null, to = null } = dates;
  const meanings = typeof meaning === 'string' ? [{ from, to, meaning }] : meaning;
  const possible = category !== 'not-possible' && category !== 'administrative' && category !== 'missing';
  return Object.freeze({
    code,
    mark,
    meaning: meanings.at(-1)!.meaning,
    meanings,
    category,
    possible,
    from,
    to,
    field,
  });
}

/** A code whose wording changed when the 2024 Regulations began. */
function reworded(before: string, now: string): Wording[] {
  return [
    { from: null, to: OLD, meaning: before },
    { from: NEW, to: null, meaning: now },
  ];
}

/**
 * The codes of regulation 10 of SI 2024/208 with "Working together to improve school attendance" (August 2024), those of
 * the 2006 Regulations that ended with it, and `-`, which many MIS export for a session without a mark. H and F still count as
 * authorised absence and J as attendance when they arrive after their last day, as in the Department's own figures.
 *
 * The second column is the one-character form inside stored marks. It NEVER changes and is never given to another code, since
 * years of registers are written in it: a new code takes a character that no row has had.
 */
export const CODE_TABLE: readonly Code[] = [
  row('/', '/', 'present', 'reason_present_am', 'Present in the morning'),
  row('\\', '\\', 'present', 'reason_present_pm', 'Present in the afternoon'),
  row('L', 'L', 'present', 'reason_l_present_late_before_registers_closed', 'Late, before the register closed'),
  row(
    'K',
    'K',
    'approved-educational-activity',
    'reason_k_aea_education_arranged_by_la',
    'At education arranged by the local authority',
    { from: NEW },
  ),
  row(
    'V',
    'V',
    'approved-educational-activity',
    'reason_v_aea_educational_visit_trip',
    'On an educational visit or trip',
  ),
  row(
    'P',
    'P',
    'approved-educational-activity',
    'reason_p_aea_approved_sporting_activity',
    'At an approved sporting activity',
  ),
  row('W', 'W', 'approved-educational-activity', 'reason_w_aea_work_experience', 'On work experience'),
  row(
    'B',
    'B',
    'approved-educational-activity',
    'reason_b_aea_education_off_site',
    reworded('Educated off site', 'At any other approved educational activity off site'),
  ),
  row('D', 'D', 'not-possible', 'reason_d_dual_registration', 'At another school where also registered'),
  row(
    'C1',
    'c',
    'authorised',
    'reason_c1_authorised_regulated_performance',
    'Leave for a regulated performance or employment abroad',
    { from: NEW },
  ),
  row('M', 'M', 'authorised', 'reason_m_authorised_medical_dental', 'Medical or dental appointment'),
  row('J1', 'j', 'authorised', 'reason_j1_authorised_interview', 'Leave for an interview', { from: NEW }),
  row('S', 'S', 'authorised', 'reason_s_authorised_study_leave', 'Study leave for a public examination'),
  row('X', 'X', 'not-possible', null, [
    { from: null, to: '2020-08-31', meaning: 'Not of compulsory school age and not required to attend' },
    // The use for coronavirus ended with the codes of April 2022.
    {
      from: '2020-09-01',
      to: '2022-03-31',
      meaning: 'Not required to attend: not of compulsory school age, or coronavirus',
    },
    { from: '2022-04-01', to: OLD, meaning: 'Not of compulsory school age and not required to attend' },
    { from: NEW, to: null, meaning: 'Not of compulsory school age and not timetabled to attend' },
  ]),
  row(
    'C2',
    'd',
    'authorised',
    'reason_c2_authorised_temp_reduced_timetable',
    'Leave for a temporary part-time timetable',
    { from: NEW },
  ),
  row(
    'C',
    'C',
    'authorised',
    'reason_c_authorised_other',
    reworded(
      'Other authorised circumstances, with performances and part-time timetables',
      'Leave for exceptional circumstances',
    ),
  ),
  row(
    'T',
    'T',
    'authorised',
    'reason_t_authorised_mobile_child',
    reworded('Gypsy, Roma or Traveller family travelling for work', 'Parent travelling for work (mobile child)'),
  ),
  row('R', 'R', 'authorised', 'reason_r_authorised_religious_observance', 'Religious observance'),
  row('I', 'I', 'authorised', 'reason_i_authorised_illness', 'Illness'),
  row('E', 'E', 'authorised', 'reason_e_authorised_excluded', 'Suspended or excluded, no other provision made yet'),
  row(
    'Q',
    'Q',
    'not-possible',
    'reason_q_la_arrangements',
    'Unable to attend: no access arrangements by the local authority',
    { from: NEW },
  ),
  row(
    'Y1',
    's',
    'not-possible',
    'reason_y1_transport_not_provided',
    'Unable to attend: usual transport not available',
    { from: NEW },
  ),
  row('Y2', 't', 'not-possible', 'reason_y2_travel_disruption', 'Unable to attend: widespread travel disruption', {
    from: NEW,
  }),
  row('Y3', 'u', 'not-possible', 'reason_y3_premises_out_of_use', 'Unable to attend: part of the premises closed', {
    from: NEW,
  }),
  row('Y4', 'v', 'not-possible', 'reason_y4_closed_session_cancelled', 'Unable to attend: school shut unexpectedly', {
    from: NEW,
  }),
  row('Y5', 'w', 'not-possible', 'reason_y5_detention_sentence', 'Unable to attend: in criminal justice detention', {
    from: NEW,
  }),
  row(
    'Y6',
    'x',
    'not-possible',
    'reason_y6_prohibited_infection_disease',
    'Unable to attend: public health guidance or law',
    { from: NEW },
  ),
  row('Y7', 'y', 'not-possible', 'reason_y7_unavoidable_cause', 'Unable to attend: other unavoidable cause', {
    from: NEW,
  }),
  row('G', 'G', 'unauthorised', 'reason_g_unauthorised_holiday', 'Holiday not granted by the school'),
  row('N', 'N', 'unauthorised', 'reason_n_no_reason_yet', 'Reason not yet established'),
  row('O', 'O', 'unauthorised', 'reason_o_other_unauthorised', 'Absent in other or unknown circumstances'),
  row('U', 'U', 'unauthorised', 'reason_u_unauthorised_late_after_registers_closed', 'Late, after the register closed'),
  row('Z', 'Z', 'administrative', 'reason_z_not_attending_not_on_roll', 'Not yet on the admission register'),
  row('#', '#', 'administrative', 'reason_not_attending_planned_closed', 'Planned whole or part closure'),
  row('J', 'J', 'approved-educational-activity', 'reason_j_aea_interview', 'At an interview', { to: OLD }),
  row('H', 'H', 'authorised', 'reason_h_authorised_holiday', 'Holiday granted by the school', { to: OLD }),
  row('F', 'F', 'authorised', 'reason_f_legacy_family_holiday', 'Extended family holiday', { to: OLD }),
  row(
    'Y',
    'Y',
    'not-possible',
    'reason_y_not_attending_enforced_closure',
    'Unable to attend in exceptional circumstances',
    { to: OLD },
  ),
  row('-', '-', 'missing', null, 'No mark entered'),
];
