import type { InstallationFacts } from '../../page.ts';

type CookieFacts = Pick<
  InstallationFacts,
  'sessionCookie' | 'idamsCookie' | 'sessionMinutes' | 'sessionHours' | 'invented'
>;

/** Every cookie that there is: only those that the service cannot work without, so that no banner is needed. */
export function viewCookies(facts: CookieFacts) {
  const { sessionCookie, idamsCookie, sessionMinutes, sessionHours, invented } = facts;
  return {
    title: 'Cookies',
    heading: 'Cookies',
    cookies: [
      {
        name: sessionCookie,
        purpose: 'Knows you while you are signed in, and while you are signing in. Set when you start to sign in.',
        expires: `When you sign out, when you close the browser, after ${sessionMinutes} minutes without use, or after ${sessionHours} hours`,
      },
      ...(idamsCookie
        ? [
            {
              name: idamsCookie,
              purpose: 'Only while you sign in with IDAMS: that the answer comes back to the browser that asked',
              expires: 'When you are signed in, or after 10 minutes',
            },
          ]
        : []),
    ],
    others: [
      'The public pages, this one among them, set no cookie. Nothing else is kept in your browser.',
      'The service with which you sign in keeps cookies of its own on its own pages, and says so there.',
      ...(invented
        ? [
            'In this sandbox stand-ins for those services run on this machine, and set cookies for it that last until you close the browser.',
          ]
        : []),
    ],
  };
}
