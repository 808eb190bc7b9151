/** Where the messages send people: paths of the pages, under the address at which people see the service. */
export const LINKS = {
  /** Where an approver decides one request. */
  request: (requestId: number) => `/approvals/${requestId}`,
  /** Where the operator decides one request. */
  operatorRequest: (requestId: number) => `/operator/requests/${requestId}`,
  /** One's own rights and requests. */
  rights: '/rights',
  /** Where signing in begins. */
  start: '/',
  /** Where a school agrees or declines, and sees where it stands. */
  agreement: '/agreement',
  /** What the school agreed to, word for word, and everything that happened since. */
  record: '/agreement/record',
  withdraw: '/agreement/withdraw',
  /** Where a school says how its management information system is reached. */
  connection: '/agreement/connection',
  /** The guidance for schools that are asked to share. */
  guidance: '/share-your-data',
  /** Every item that is collected. */
  whatWeCollect: '/what-we-collect',
  /** A school’s figures, and its pupils who need attention. */
  school: (urn: number) => `/schools/${urn}`,
  attention: (urn: number) => `/schools/${urn}/attention`,
  schools: '/schools',
  /** Where the weekly e-mail is asked for and stopped. */
  weeklyEmail: '/weekly-email',
  /** Where the operator sees one school, and asks it. */
  operatorSchool: (urn: number) => `/operator/schools/${urn}`,
} as const;
