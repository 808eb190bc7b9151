import { type Static, Type } from 'typebox';

/** Words about an adult or an organisation. Nothing about a pupil is ever a fact of a mail. */
const Words = Type.String();

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
  overdueOn: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' }),
});

const Right = {
  organisation: Words,
  right: Words,
  /** Who did it, by name; a name such as “the operator of the service” will do. */
  by: Words,
};

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
} as const;

export type Template = keyof typeof FACTS;
export type FactsOf<T extends Template> = Static<(typeof FACTS)[T]>;

/** A message's template and facts, each kind with its own. */
export type MessageFacts = { [T in Template]: { readonly template: T; readonly facts: FactsOf<T> } }[Template];

export const isTemplate = (name: string): name is Template => Object.hasOwn(FACTS, name);
