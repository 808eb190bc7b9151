import type { Viewer } from '../../../access/viewer.ts';
import type { WeeklyEmail } from '../../../access/weekly-email/ask-weekly-email.ts';
import { inWords } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { timeText } from '../../../reports/times.ts';
import type { WeeklyEmailFacts } from '../../page.ts';
import type { Notice } from '../rights/take-notice.ts';

/** What the page is made from. */
export interface WeeklyEmailPageFacts {
  readonly viewer: Viewer;
  readonly own: WeeklyEmail | null;
  readonly settings: WeeklyEmailFacts;
  /** Whether what they may see is known from their sign-in alone. */
  readonly isKnownFromSignIn: boolean;
  readonly notice: Notice | null;
}

/** Every word of the page. */
export interface WeeklyEmailView {
  readonly title: string;
  readonly heading: string;
  readonly organisation: string;
  readonly notice: Notice | null;
  readonly errors: readonly never[];
  readonly intro: string;
  readonly contents: readonly string[];
  readonly without: string;
  /** Where it stands. */
  readonly state: readonly string[];
  /** Where the button's form is sent, and what it says. */
  readonly button: { readonly action: string; readonly text: string; readonly isSecondary: boolean };
}

/** Makes the page on which the weekly e-mail is asked for and stopped. */
export function viewWeeklyEmail(facts: WeeklyEmailPageFacts): WeeklyEmailView {
  const { viewer, own, settings, notice } = facts;
  const isSchool = viewer.organisation?.kind === 'school';
  const gets = own !== null && own.endedAt === null;
  return {
    title: 'Weekly e-mail',
    heading: 'Weekly e-mail',
    organisation: viewer.organisation?.name ?? '',
    notice,
    errors: [],
    intro: `Every Monday from ${timeText(settings.at)} you can get an e-mail about the week before${isSchool ? '' : ', over all your schools that share their data'}. It has:`,
    contents: [
      'attendance last week and in the year to date, with the sessions behind each percentage, and the change from the last week before it with sessions',
      'how many pupils are newly persistently absent, about to be, and have a session that has had no reason for more than 5 school days',
      isSchool
        ? 'when your register was last collected'
        : 'how many schools share, and from how many of them nothing was collected on the last two school days',
    ],
    without:
      'It names no pupil. Numbers of pupils from 1 to 4 are not told: it then says “fewer than 5”. To see who they are you sign in. After a week without sessions, as in the holidays, no e-mail is sent.',
    state: stateOf(facts, gets),
    button: gets
      ? { action: '/weekly-email/stop', text: 'Stop the weekly e-mail', isSecondary: true }
      : { action: '/weekly-email/ask', text: 'Get the weekly e-mail', isSecondary: false },
  };
}

function stateOf({ viewer, own, settings, isKnownFromSignIn }: WeeklyEmailPageFacts, gets: boolean): string[] {
  const rule = isKnownFromSignIn
    ? `Before each e-mail it is found out anew which schools you may see. Only signing in shows that you still belong to your organisation, so sign in at least once in ${settings.confirmedDays} days: otherwise the e-mail ends.`
    : 'Before each e-mail it is found out anew whether you still hold your role, and which schools you may see. When you no longer do, the e-mail ends.';
  if (own !== null && gets)
    return [
      `You get it at ${own.email}, since ${inWords(londonDate(own.askedAt))}.`,
      ...(own.email === viewer.email
        ? []
        : [`You are signed in with ${viewer.email}. To get it there, stop it and ask for it again.`]),
      rule,
    ];
  const ended =
    own?.endedAt == null
      ? []
      : [
          `Your weekly e-mail ended on ${inWords(londonDate(own.endedAt))}: ${own.endedBecause === 'not-confirmed' ? 'you had not signed in for too long' : 'you did not hold the role then'}. You can ask for it again.`,
        ];
  return [...ended, `It would go to ${viewer.email}. You can stop it here at any time.`, rule];
}
