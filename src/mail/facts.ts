import { type Static, Type } from 'typebox';

/** Words about an adult or an organisation. Nothing about one pupil is ever a fact of a mail. */
const Words = Type.String();
/** `YYYY-MM-DD` */
const Day = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });
/** An instant as `Date.toISOString()` writes it. */
const Instant = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?Z$',
});

const Request = Type.Object({
  requestId: Type.Integer({ minimum: 1 }),
  /** The organisation's name. */
  organisation: Words,
  /** The right in words, as the pages call it. */
  right: Words,
  /** Who asks. */
  name: Words,
  email: Words,
  /** As they typed it; empty when they gave none. */
  reason: Words,
  /** `YYYY-MM-DD`: the day on which the request becomes, or became, overdue. */
  overdueOn: Day,
});

const Right = {
  organisation: Words,
  right: Words,
  /** Who did it, by name; a name such as “the operator of the service” will do. */
  by: Words,
};

/** Sessions attended, of possible ones; null: none, or of too few pupils to be told. */
const Rate = Type.Union([
  Type.Object({ numerator: Type.Integer({ minimum: 0 }), denominator: Type.Integer({ minimum: 1 }) }),
  Type.Null(),
]);
/** How many pupils. One to four are never told apart, so there is no way to write them. Null: too few pupils in all. */
const Pupils = Type.Union([Type.Literal(0), Type.Literal('few'), Type.Integer({ minimum: 5 }), Type.Null()]);

/** Which school. */
const School = {
  /** Its name. */
  school: Words,
  urn: Type.Integer({ minimum: 1 }),
};

/** What somebody did about a school's agreement, and under which reference it is on record. */
const Done = { ...School, reference: Words, at: Instant };

/** What the colleagues of who did it are told of. */
const What = Type.Union([
  Type.Literal('agreed'),
  Type.Literal('opted-out'),
  Type.Literal('paused'),
  Type.Literal('resumed'),
  Type.Literal('declined'),
  Type.Literal('connection-changed'),
]);

/** The facts of each message there is. They wait in the database as JSON and are checked again on the way out. */
export const FACTS = {
  'right-asked': Request,
  'right-asked-operator': Request,
  'right-reminder': Request,
  'right-overdue': Request,
  'right-granted': Type.Object(Right),
  'right-refused': Type.Object({ ...Right, reason: Words }),
  'right-taken': Type.Object(Right),
  'member-added': Type.Object({
    organisation: Words,
    duty: Type.Union([
      Type.Literal('member'),
      Type.Literal('approver'),
      Type.Literal('operator'),
      Type.Literal('analyst'),
    ]),
    by: Words,
  }),
  /** `by`: who asks on behalf of the operator, by name. */
  'school-invited': Type.Object({ ...School, by: Type.Optional(Words) }),
  /** `number`: 1 for the first reminder. */
  'school-reminded': Type.Object({ ...School, number: Type.Integer({ minimum: 1 }), invitedOn: Day }),
  /** `name`: of the person who agreed, to whom it goes. */
  'agreement-receipt': Type.Object({ ...Done, name: Words }),
  /** `name`: of the person who did it, or of where it was done, such as “Wonde’s portal”. */
  'agreement-notice': Type.Object({ ...School, what: What, name: Words, at: Instant }),
  /** `deleteOn`: null when nothing of the school is held. */
  'opted-out-receipt': Type.Object({ ...Done, deleteOn: Type.Union([Day, Type.Null()]) }),
  'data-deleted': Type.Object({ ...School, at: Instant }),
  'connection-lost': Type.Object({ ...School, since: Day }),
  /** `was`, `now`: names of management information systems. */
  'mis-changed': Type.Object({ ...School, was: Words, now: Words }),
  'successor-to-ask': Type.Object({
    ...School,
    successor: Words,
    successorUrn: Type.Integer({ minimum: 1 }),
    closedOn: Day,
  }),
  'weekly-email': Type.Object({
    organisation: Words,
    /** Of a school’s own mail; null for a trust or an authority. */
    urn: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    /** The Monday of the week that it is about. */
    week: Day,
    lastWeek: Rate,
    /** The last week before it with a session. */
    weekBefore: Rate,
    yearToDate: Rate,
    newlyPersistent: Pupils,
    aboutToBePersistent: Pupils,
    unexplained: Pupils,
    /** Schools that share, and those of which nothing was collected on the last two school days or more. */
    schools: Type.Integer({ minimum: 1 }),
    stale: Type.Integer({ minimum: 0 }),
    /** The last collection of a school; of several schools the oldest. Null: one has had none. */
    collectedAt: Type.Union([Instant, Type.Null()]),
    /** Days after which they must have signed in again; null where their role is asked for each week. */
    signInWithin: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  }),
  /** `error`: as in `MAIL_ERRORS`, such as `refused-550`. */
  'invitation-undelivered': Type.Object({ ...School, email: Words, error: Words }),
} as const;

export type Template = keyof typeof FACTS;
export type FactsOf<T extends Template> = Static<(typeof FACTS)[T]>;

/** A message's template and facts, each kind with its own. */
export type MessageFacts = { [T in Template]: { readonly template: T; readonly facts: FactsOf<T> } }[Template];

export const isTemplate = (name: string): name is Template => Object.hasOwn(FACTS, name);
