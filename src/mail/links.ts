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
} as const;
