import { REFUSALS } from '../../access/idams/refuse.ts';
import { isRightName, rightWords } from '../../access/rights/right-words.ts';
import { numberText } from '../figures.ts';
import { organisationText } from './event-words.ts';

/** What the words of details depend on. */
export interface WordsFacts {
  /** The role's own name, a setting. */
  readonly roleName: string;
  /** Names of organisations, by their names in our tables. */
  readonly organisations: ReadonlyMap<string, string>;
}

/** A small fact of an event, in words. */
export interface DetailWords {
  readonly name: string;
  readonly value: string;
  /** Of use to whoever looks into a fault, and to nobody else. */
  readonly technical: boolean;
}

type Words = Readonly<Record<string, string>>;
type Value = Words | ((value: string, facts: WordsFacts) => string);

/** What a school's agreement is, as a sentence begins. */
export const AGREEMENT_WORDS: Words = {
  'not-asked': 'The school has not been asked to share',
  invited: 'The school is asked to share',
  agreed: 'The school has agreed to share',
  connecting: 'The school has agreed, and is being connected',
  'waiting-for-audit': 'The school has agreed, and waits to be checked by Wonde',
  receiving: 'The school shares its data',
  paused: 'Sharing is paused',
  'connection-lost': 'The school’s MIS cannot be reached',
  'mis-changed': 'The school’s MIS has changed, which is being checked',
  declined: 'The school has declined to share',
  'opted-out': 'The school has stopped sharing',
  closed: 'The school has closed, so its agreement has ended',
  // As events of versions before the states of today have it.
  pending: 'The school has not answered yet',
  revoked: 'The school has stopped sharing',
  offline: 'The school’s MIS cannot be reached',
};

/** What a person does in an organisation. */
export const DUTY_WORDS: Words = {
  approver: 'decides who gets rights',
  member: 'belongs to it',
  operator: 'operator of this service',
  analyst: 'analyst of this service',
};

/** What somebody sees here, as it was found out at the door. */
const SEES: Words = {
  'sees-schools': 'schools',
  operator: 'no school: operator of this service',
  analyst: 'no school: analyst of this service',
};

/** Why somebody sees nothing. */
const SEES_NOTHING: Words = {
  'no-organisation': 'they belong to no organisation',
  'kind-not-eligible': 'this kind of organisation is given no data',
  'other-door': 'people of this organisation sign in another way',
  'organisation-unknown': 'the organisation is not in the list',
  'organisation-closed': 'the organisation has closed',
  'no-role': 'they do not hold the role',
  'left-organisation': 'DfE Sign-in no longer has them in the organisation',
  'cannot-check': 'whether they hold the role could not be checked',
  'not-agreed': 'the school does not share',
  'no-school-shares': 'no school of the organisation shares',
};

const DOORS: Words = { 'dfe-sign-in': 'DfE Sign-in', idams: 'IDAMS', oidc: 'the account of their own organisation' };
const YES: Words = { true: 'yes' };
const SOURCES: Words = {
  wonde: 'Wonde',
  'command line': 'the command line',
  portal: 'the pages here',
  'source-portal': 'Wonde’s school portal',
  webhook: 'Wonde’s school portal, told by Wonde at once',
  operator: 'the people who run this service',
  list: 'the list of schools',
  upgrade: 'an upgrade of this service',
};
/** How a school’s MIS is reached. */
export const CONNECTION_WORDS: Words = { wonde: 'through Wonde', direct: 'directly' };
/** By what an agreement changed. */
const STEPS: Words = {
  invite: 'asked to share',
  'asked-at-source': 'asked to share, at Wonde',
  agree: 'agreed here',
  'approved-at-source': 'approved at Wonde',
  decline: 'declined here',
  'declined-at-source': 'declined at Wonde',
  connect: 'said how the MIS is reached',
  connection: 'the connection changed',
  'mis-change': 'the MIS changed',
  pause: 'paused',
  resume: 'resumed',
  'opt-out': 'stopped here',
  'revoked-at-source': 'stopped at Wonde',
  close: 'closed',
};

const organisation: Value = (key, { organisations }) => organisationText(key, organisations) ?? key;
const standing: Value = (reason) => {
  if (Object.hasOwn(SEES_NOTHING, reason)) return `nothing, since ${SEES_NOTHING[reason]}`;
  return Object.hasOwn(SEES, reason) ? SEES[reason]! : reason;
};
const count: Value = (value) => (/^\d+$/.test(value) ? numberText(Number(value)) : value);
/** One right, or several with commas between. */
export const rightsText = (names: string, roleName: string): string =>
  names
    .split(', ')
    .map((name) => (isRightName(name) ? rightWords(name, roleName) : name))
    .join(', ');
const rights: Value = (names, { roleName }) => rightsText(names, roleName);
/** A state, a duty or an organisation, by whatever changed. */
const changed: Value = (value, facts) => {
  for (const words of [AGREEMENT_WORDS, DUTY_WORDS]) if (Object.hasOwn(words, value)) return words[value]!;
  return organisationText(value, facts.organisations) ?? value;
};

const DETAILS: Readonly<Record<string, { name: string; value?: Value; technical?: true }>> = {
  door: { name: 'Signed in with', value: DOORS },
  standing: { name: 'May see', value: standing },
  from: { name: 'Before that', value: organisation },
  why: { name: 'Why', value: { ...REFUSALS, ...SEES_NOTHING, operator: SEES['operator']!, analyst: SEES['analyst']! } },
  page: { name: 'Page' },
  purpose: { name: 'Purpose' },
  rows: { name: 'Rows', value: count },
  right: { name: 'Right', value: rights },
  rights: { name: 'Rights', value: rights },
  toName: { name: 'For' },
  ofName: { name: 'Of' },
  email: { name: 'Address' },
  duty: { name: 'Duty', value: DUTY_WORDS },
  self: { name: 'About themselves', value: YES },
  in: { name: 'In', value: organisation },
  was: { name: 'Before', value: changed },
  before: { name: 'Before', value: changed },
  now: { name: 'Now', value: changed },
  by: { name: 'By way of', value: SOURCES },
  kind: { name: 'What changed it', value: STEPS },
  connection: { name: 'How the MIS is reached', value: CONNECTION_WORDS },
  mis: { name: 'MIS' },
  addresses: { name: 'Addresses', value: count },
  ukprn: { name: 'UKPRN' },
  changed: { name: 'Settings' },
  route: { name: 'Route', technical: true },
  request: { name: 'Request for a right, number', technical: true },
  to: { name: 'Their key', technical: true },
  of: { name: 'Their key', technical: true },
};

/** Puts a detail of an event into words. A name or a value that is not known here stays as it is. */
export function detailInWords(name: string, value: string, facts: WordsFacts): DetailWords {
  const known = Object.hasOwn(DETAILS, name) ? DETAILS[name]! : { name };
  return { name: known.name, value: valueText(known.value, value, facts), technical: known.technical === true };
}

function valueText(words: Value | undefined, value: string, facts: WordsFacts): string {
  if (typeof words === 'function') return words(value, facts);
  return words !== undefined && Object.hasOwn(words, value) ? words[value]! : value;
}
