import type { Standing, Viewer } from '../../../access/viewer.ts';

/** What an error page says, in plain words and without a technical detail. */
export interface ErrorPage {
  readonly title: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly link: { readonly text: string; readonly href: string } | null;
}

export const ERROR_TEMPLATE = 'pages/error/page.njk';
const HOME = { text: 'Go to the start page', href: '/' };

const PAGES: Record<number, ErrorPage> = {
  400: page('This could not be understood', [
    'The address or the form that was sent here is not complete. Go back and try again.',
  ]),
  404: page('Page not found', [
    'If you typed the web address, check it is correct.',
    'If you pasted the web address, check you copied all of it.',
  ]),
  429: page(
    'Too many requests',
    ['Many pages were asked for in a short time from where you are. Wait a minute, then try again.'],
    null,
  ),
  500: page('Sorry, there is a problem with the service', ['Try again later. Nothing that was collected is lost.']),
  503: page(
    'Sorry, the service is unavailable',
    ['You will be able to use the service again soon. Collection of registers carries on by itself when it can.'],
    null,
  ),
};

function page(heading: string, paragraphs: readonly string[], link: ErrorPage['link'] = HOME): ErrorPage {
  return { title: heading, heading, paragraphs, link };
}

/** The page for a status; one that has no page of its own is a request not understood (4xx) or a fault (5xx). */
export function errorPage(status: number): ErrorPage {
  return PAGES[status] ?? PAGES[status < 500 ? 400 : 500]!;
}

/** The page after a form came without its token, or from another site. */
export const expiredFormPage = page('This form is no longer valid', [
  'It was open for too long, or was sent from another place. Go to the start page and try again.',
]);

/** The page when the sign-in provider could not be reached or did not confirm who someone is. */
export const signInFailedPage = page(
  'You could not be signed in',
  ['The sign-in service did not confirm who you are, or could not be reached. This may be over in a few minutes.'],
  { text: 'Try signing in again', href: '/sign-in' },
);

/** The page when someone comes back from the sign-in provider and this browser has no sign-in under way. */
export const signInLostPage = page(
  'Start signing in again',
  [
    'Signing in took too long, was started in another browser, or this browser does not keep cookies. The service needs one cookie to know you.',
  ],
  { text: 'Sign in', href: '/sign-in' },
);

/** The page when a signed-in person may not see what they asked for. It says why. */
export function refusedPage(viewer: Viewer): ErrorPage {
  const urn = viewer.scope[0];
  if (urn === undefined)
    return page('You cannot see this page', explainStanding(viewer.standing ?? { reason: 'no-organisation' }));
  const own = viewer.organisation?.name ?? 'your school';
  return page(
    'You cannot see this page',
    [
      `You are signed in for ${own}, and can see the attendance of ${own} only.`,
      'If you work for another school too, sign out and choose that school when you sign in.',
    ],
    { text: `Go to ${own}`, href: `/schools/${urn}` },
  );
}

/** Why someone sees no school, and what to do about it. */
export function explainStanding(standing: Standing): string[] {
  switch (standing.reason) {
    case 'sees-school':
      return [];
    case 'no-organisation':
      return [
        'Your account is not linked to a school.',
        'Ask to be added to your school where you sign in, then sign out here and sign in again.',
      ];
    case 'not-a-school':
      return [
        `Your account is linked to ${standing.organisation}, which is not a school.`,
        'For now only people who work for a school can see reports here.',
      ];
    case 'school-unknown':
      return [
        `${standing.organisation} is not in this service’s list of schools.`,
        'The list comes from Get information about schools. If your school has only just opened or changed, try again in a few days.',
      ];
    case 'not-agreed':
      return [
        `${standing.organisation} does not share its attendance data with this service: it has not agreed yet, or has stopped.`,
        'Nothing is collected, and nothing is shown. The head teacher can agree to share.',
      ];
  }
}
