interface Link {
  readonly text: string;
  readonly href: string;
}

/** What an error page says, in plain words and without a technical detail. */
export interface ErrorPage {
  readonly title: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly link: Link | null;
  /** Other ways on. */
  readonly more?: readonly Link[];
}

export const ERROR_TEMPLATE = 'pages/error/page.njk';
export const HOME = { text: 'Go to the start page', href: '/' };

const PAGES: Record<number, ErrorPage> = {
  400: makePage('This could not be understood', [
    'The address or the form that was sent here is not complete. Go back and try again.',
  ]),
  404: makePage('Page not found', [
    'If you typed the web address, check it is correct.',
    'If you pasted the web address, check you copied all of it.',
  ]),
  429: makePage(
    'Too many requests',
    ['Many pages were asked for in a short time from where you are. Wait a minute, then try again.'],
    null,
  ),
  500: makePage('Sorry, there is a problem with the service', ['Try again later. Nothing that was collected is lost.']),
  503: makePage(
    'Sorry, the service is unavailable',
    ['You will be able to use the service again soon. Collection of registers carries on by itself when it can.'],
    null,
  ),
};

export function makePage(heading: string, paragraphs: readonly string[], link: ErrorPage['link'] = HOME): ErrorPage {
  return { title: heading, heading, paragraphs, link };
}

/** The page for a status; one that has no page of its own is a request not understood (4xx) or a fault (5xx). */
export function errorPage(status: number): ErrorPage {
  return PAGES[status] ?? PAGES[status < 500 ? 400 : 500]!;
}

/** The page after a form came without its token, or from another site. */
export const expiredFormPage = makePage('This form is no longer valid', [
  'It was open for too long, or was sent from another place. Go to the start page and try again.',
]);

/** The page when the sign-in provider could not be reached or did not confirm who someone is. */
export const signInFailedPage = makePage(
  'You could not be signed in',
  ['The sign-in service did not confirm who you are, or could not be reached. This may be over in a few minutes.'],
  { text: 'Try signing in again', href: '/sign-in' },
);

/** The page when someone comes back from the sign-in provider and this browser has no sign-in under way. */
export const signInLostPage = makePage(
  'Start signing in again',
  [
    'Signing in took too long, was started in another browser, or this browser does not keep cookies. The service needs one cookie to know you.',
  ],
  { text: 'Sign in', href: '/sign-in' },
);
