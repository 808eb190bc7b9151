/** Something kept, and every column that it is kept in. A test compares the columns with the database's own. */
export interface KeptItem {
  readonly item: string;
  readonly what: string;
  readonly columns: readonly string[];
  /** The fields of Wonde that it is read from, as `list.field`. A test compares them with what a reading touches. */
  readonly asked?: readonly string[];
}

/** The thirteen items about a pupil that are asked for, and no other. */
export const ITEMS: readonly KeptItem[] = [
  {
    item: 'Forename',
    what: 'So that staff of the school can tell pupils apart',
    columns: ['pupil_identity.forename'],
    asked: ['students.forename'],
  },
  {
    item: 'Surname',
    what: 'So that staff of the school can tell pupils apart',
    columns: ['pupil_identity.surname'],
    asked: ['students.surname'],
  },
  {
    item: 'Unique pupil number (UPN)',
    what: 'Follows a pupil who leaves and returns',
    columns: ['pupil_identity.upn'],
    asked: ['students.education_details.upn'],
  },
  { item: 'Gender', what: 'As the school records it', columns: ['profile.gender'], asked: ['students.gender'] },
  {
    item: 'Ethnicity',
    what: 'The main code of the school census',
    columns: ['profile.ethnicity'],
    asked: ['students.extended_details.ethnicity_code', 'students.extended_details.ethnicity'],
  },
  {
    item: 'Child looked after',
    what: 'Yes, no or not known',
    columns: ['profile.looked_after'],
    asked: ['students.extended_details.in_lea_care'],
  },
  {
    item: 'Child previously looked after',
    what: 'Yes, no or not known',
    columns: ['profile.previously_looked_after'],
    asked: ['students.extended_details.ever_in_care'],
  },
  {
    item: 'SEN support',
    what: 'Yes, no or not known',
    columns: ['profile.sen_support'],
    asked: ['students.extended_details.sen_status'],
  },
  {
    item: 'Education, health and care plan',
    what: 'Yes, no or not known',
    columns: ['profile.ehc_plan'],
    asked: ['students.extended_details.sen_status'],
  },
  {
    item: 'Free school meals',
    what: 'Whether the pupil is eligible: yes, no or not known',
    columns: ['profile.free_school_meals'],
    asked: ['students.extended_details.free_school_meals'],
  },
  {
    item: 'National Curriculum year',
    what: 'Reception, years 1 to 13, or curriculum not followed',
    columns: ['profile.nc_year'],
    asked: ['students.education_details.current_nc_year', 'students.year.name', 'students.year.code'],
  },
  { item: 'School', what: 'Its unique reference number (URN)', columns: ['*.school_urn'] },
  { item: 'Local authority', what: 'The code of the school’s local authority', columns: ['school.la_code'] },
];

/** The register itself. */
export const MARKS: readonly KeptItem[] = [
  {
    item: 'The mark of each session',
    what: 'One code for each morning and afternoon',
    columns: ['register_week.week', 'register_week.marks', 'enrolment_year.marks'],
    asked: [
      'attendance/session.student',
      'attendance/session.date.date',
      'attendance/session.session',
      'attendance/session.attendance_code',
      'attendance-codes.id',
      'attendance-codes.code',
    ],
  },
  {
    item: 'What a mark was before it was changed',
    what: 'And when the change was seen, so that a figure can be worked out again as it was known',
    columns: ['mark_change.week', 'mark_change.session', 'mark_change.was', 'mark_change.seen_at'],
    asked: ['attendance/session.updated_at'],
  },
  {
    item: 'Marks entered in advance',
    what: 'Kept apart until their day comes',
    columns: ['planned_mark.day', 'planned_mark.half', 'planned_mark.mark'],
  },
];

/** Keys without which the register could not be kept; they say nothing else about a pupil. */
export const TECHNICAL_KEYS: readonly KeptItem[] = [
  {
    item: 'The key of the pupil in the school’s system',
    what: 'As the source of the data gives it',
    columns: ['pupil_source_key.source', 'pupil_source_key.source_key'],
    asked: ['students.id', 'students.upi', 'deletions.id', 'deletions.type', 'deletions.restored_at'],
  },
  {
    item: 'A number for the pupil within the school',
    what: 'Made here; in place of the name wherever a name is not needed',
    columns: [
      'pupil.pupil_id',
      'pupil_identity.pupil_id',
      'pupil_source_key.pupil_id',
      'enrolment.pupil_id',
      'register_week.pupil_id',
      'mark_change.pupil_id',
      'planned_mark.pupil_id',
      'enrolment_year.pupil_id',
      'issue.pupil_id',
    ],
  },
  {
    item: 'The first and last day seen on roll',
    what: 'From the rolls and marks received; admission and leaving dates are not read',
    columns: ['enrolment.first_day', 'enrolment.last_day', 'pupil.first_seen_at'],
  },
  {
    item: 'A number for each combination of characteristics',
    what: 'So that figures of groups never touch a pupil’s name',
    columns: [
      'profile.profile',
      'pupil.profile',
      'register_week.profile',
      'enrolment_year.profile',
      'enrolment_year.profiles',
    ],
  },
];

/** What is worked out here from the above, or is about the collection itself: nothing more is known by it. */
export const WORKED_OUT: readonly KeptItem[] = [
  {
    item: 'Counts of sessions',
    what: 'Attended, authorised and unauthorised: for a pupil’s week and year, and for groups of pupils',
    columns: [
      'register_week.attended',
      'register_week.authorised',
      'register_week.unauthorised',
      'enrolment_year.academic_year',
      'enrolment_year.attended',
      'enrolment_year.authorised',
      'enrolment_year.unauthorised',
      'tally_session.*',
      'tally_week.*',
      'tally_year.*',
      'tally_published.*',
    ],
  },
  {
    item: 'What could not be read',
    what: 'Where it was found and which rule it broke, shown to the school',
    columns: [
      'issue.code',
      'issue.place',
      'issue.detail',
      'issue.day',
      'issue.times',
      'issue.first_seen_at',
      'issue.last_seen_at',
      'issue.resolved_at',
    ],
  },
  {
    item: 'When data was collected',
    what: 'With how many marks were new, changed or removed',
    columns: ['collection_run.*'],
  },
  {
    item: 'The version of the school’s register',
    what: 'A mark without meaning, another after every change: what was read before it is not shown any more',
    columns: ['register_version.version'],
  },
];

/** About a school's agreement, and about the staff who made it. */
export const AGREEMENTS: readonly KeptItem[] = [
  {
    item: 'Where the school’s agreement stands',
    what: 'Through which source it shares, the source’s own key of the school, its MIS, and the day on which its data is to be deleted if it has stopped',
    columns: ['agreement.*'],
  },
  {
    item: 'Its whole history (about staff)',
    what: 'Each agreeing, stopping and other change: when, through what, the name of the person who did it with the key of their account, and a key of the exact words agreed to',
    columns: ['agreement_event.*'],
  },
  {
    item: 'The words agreed to (about staff)',
    what: 'The text as it stood on the page when somebody agreed, which names that person',
    columns: ['agreement_wording.*'],
  },
  {
    item: 'The address invited (about staff)',
    what: 'The e-mail address to which an invitation or a reminder to the school was sent, when, by whom, and whether it was taken',
    columns: ['invitation.*'],
  },
  {
    item: 'How the school’s system is reached',
    what: 'Through the aggregator or directly, who said so, and for a direct connection what it takes to sign in there: encrypted, and never shown again',
    columns: ['connection.*'],
  },
];

/** About schools, from lists that the Department publishes: nothing of it comes from a register, or is about a pupil. */
export const PUBLIC_FACTS: readonly KeptItem[] = [
  {
    item: 'The list of schools',
    what: 'As published in Get Information About Schools: name, numbers, type, phase, ages, status and dates, town and postcode',
    columns: [
      'urn',
      'name',
      'la_code',
      'establishment_number',
      'type_code',
      'type_name',
      'phase_code',
      'phase_name',
      'status_code',
      'status_name',
      'open_date',
      'close_date',
      'low_age',
      'high_age',
      'gender',
      'ukprn',
      'town',
      'postcode',
      'imported_at',
    ].map((column) => `school.${column}`),
  },
  {
    item: 'Published facts by which similar schools are found',
    what: 'The number of pupils, the shares of pupils with free school meals, SEN support, and an education, health and care plan, and where the school lies',
    columns: ['pupils', 'fsm_permille', 'sen_support_permille', 'ehc_plan_permille', 'latitude', 'longitude'].map(
      (column) => `school.${column}`,
    ),
  },
  {
    item: 'Whether the school may share',
    what: 'Worked out from its type, phase and status; and under which phase published statistics count it',
    columns: ['sharing_category', 'published_phase', 'may_share', 'invented'].map((column) => `school.${column}`),
  },
];

/** About the grown-ups who use the service: so that whoever looks at a child's data is known. */
export const PEOPLE_WHO_USE_IT: readonly KeptItem[] = [
  {
    item: 'Name and e-mail address',
    what: 'As the service that they sign in with gives them, with its own key of the person',
    columns: [],
  },
  {
    item: 'What they may see, and what they asked for',
    what: 'For which organisation, who decided, when, and the reasons that were typed',
    columns: [],
  },
  {
    item: 'Who asked for the weekly e-mail',
    what: 'For which organisation, since when, when they last signed in, and why it ended if it did; nothing of it once they stop it',
    columns: [],
  },
  {
    item: 'What they did and looked at',
    what: 'Signing in, refusals, every report, list of pupils, pupil and file, with the time; a pupil by the number above, never by name',
    columns: ['audit_event.*'],
  },
];

/** What a school's system may send, and what is dropped before it is stored, queued or logged. */
export const DROPPED = [
  'comments on marks, and minutes late',
  'dates of birth',
  'addresses, telephone numbers and e-mail addresses',
  'parents, carers and other contacts',
  'photographs',
  'medical notes',
  'pupils in nursery, and anyone older than year 13',
  'anything else that is not in the lists above',
];
