import type { InvitedOnce } from '../../../agreement/invite-schools.ts';
import type { AskedSchool, RefusedLine } from '../../../agreement/parse-invitations.ts';
import { type PlannedInvitation, whyNotInvited } from '../../../agreement/plan-invitations.ts';
import { countText } from '../../../reports/figures.ts';
import { capital } from '../operator-schools/words.ts';
import { carryAsked, MOST_LINES, type ReadLines } from './read-lines.ts';

export const PATH = '/operator/invite';

export interface RefusedForm {
  readonly form: Readonly<Record<string, string>>;
  readonly wrong: Extract<ReadLines, { field: string }>;
}

/** The page on which schools to invite are named. */
export function viewInvite(refused: RefusedForm | null = null) {
  const value = (name: string) => refused?.form[name] ?? '';
  const error = (field: RefusedForm['wrong']['field']) => (refused?.wrong.field === field ? refused.wrong.error : null);
  return {
    title: `${refused ? 'Error: ' : ''}Invite schools`,
    heading: 'Invite schools',
    notice: null,
    errors: refused ? [{ text: refused.wrong.error, href: `#${refused.wrong.field}` }] : [],
    intro:
      'An invitation asks a school by e-mail to share its attendance data. Sharing is the school’s own choice: somebody there with the right to agree decides. Nothing is sent before you have checked it on the next page.',
    address: `${PATH}/check`,
    one: { urn: value('urn'), email: value('email'), urnError: error('urn'), emailError: error('email') },
    many: { lines: value('lines'), linesError: error('lines'), fileError: error('file') },
    hints: [
      'A line for each school: its URN, a comma, semicolon or tab, and an e-mail address.',
      'Without an address the invitation goes to those who decide for the school here.',
      'The first line may name the columns, such as “URN” and “Email”; other columns are passed over.',
      `At most ${MOST_LINES.toLocaleString('en-GB')} lines at once. Longer lists go by the command “rollcall agreements invite FILE”.`,
    ],
  };
}

/** What will be done with each line, before it is done. @param since when the question is put */
export function viewCheck(planned: readonly PlannedInvitation[], unread: readonly RefusedLine[], since: Date) {
  const good = planned.filter(({ will }) => will !== 'refuse');
  const again = good.filter(({ will }) => will === 'again').length;
  const bad = [...unread.map(unreadRow), ...planned.filter(({ will }) => will === 'refuse').map(refusedRow)];
  bad.sort((a, b) => a.line - b.line);
  return {
    title: 'Check before you invite',
    heading: 'Check before you invite',
    back: { href: PATH, text: 'Back' },
    address: `${PATH}/send`,
    counts: [
      { name: 'Invitations that will be sent', value: countText(good.length, 'line') },
      ...(again > 0
        ? [{ name: 'Of these, to schools that were invited before', value: countText(again, 'line') }]
        : []),
      { name: 'Will not be invited', value: countText(bad.length, 'line') },
    ],
    bad: { heading: `${countText(bad.length, 'line')} that will not be invited`, rows: bad },
    good: {
      heading: `${countText(good.length, 'invitation')} that will be sent`,
      // A short list is shown at once.
      open: good.length <= 10,
      rows: good.map((each) => ({
        line: each.line,
        school: schoolText(each),
        to: each.email ?? 'Those who decide for the school here',
        what: each.will === 'again' ? 'Sent again' : 'Invited',
      })),
    },
    nothing: good.length === 0 ? 'No school on the list can be invited. Nothing was sent.' : null,
    lines: carryAsked(good),
    since: String(since.getTime()),
    button: good.length === 1 ? 'Send the invitation' : `Send ${countText(good.length, 'invitation')}`,
  };
}

const unreadRow = ({ line, why }: RefusedLine) => ({ line, school: '', why: capital(why) });
const refusedRow = (each: PlannedInvitation) => ({ line: each.line, school: schoolText(each), why: capital(each.why) });

const schoolText = ({ name, urn }: { readonly name: string | null; readonly urn: number }): string =>
  name === null ? `URN ${urn}` : `${name} (URN ${urn})`;

/** What was done, line by line: what was not done comes first. */
export function viewResult(results: readonly (AskedSchool & { readonly done: InvitedOnce })[]) {
  const rows = results.map(({ line, urn, email, done }) => ({
    line,
    school: schoolText({ urn, name: 'school' in done ? done.school.name : null }),
    href: `/operator/schools/${urn}`,
    to: email ?? 'Those who decide for the school here',
    ...resultOf(done),
  }));
  const sent = rows.filter((row) => row.sent).length;
  const already = results.filter(({ done }) => done.outcome === 'sent-already').length;
  const failed = rows.length - sent - already;
  return {
    title: 'What was done',
    heading: 'What was done',
    errors: [],
    notice: { text: noticeText(sent, already, failed), done: sent > 0 },
    caption: 'Each line, those not invited first',
    rows: rows.toSorted((a, b) => Number(a.good) - Number(b.good) || a.line - b.line),
    links: [
      { text: 'Schools that are invited', href: '/operator/schools?state=invited&sort=invited&order=desc' },
      { text: 'Invite more schools', href: PATH },
    ],
  };
}

function noticeText(sent: number, already: number, failed: number): string {
  return [
    `${countText(sent, 'invitation')} will go out within minutes.`,
    already > 0
      ? `${countText(already, 'invitation')} ${already === 1 ? 'was' : 'were'} sent already, and ${already === 1 ? 'is' : 'are'} not sent again.`
      : null,
    failed > 0 ? `${countText(failed, 'line')} could not be done.` : null,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

function resultOf(done: InvitedOnce): { what: string; good: boolean; sent: boolean } {
  if (done.outcome === 'sent-already') return { what: 'Sent already, not sent again', good: true, sent: false };
  const why = whyNotInvited(done);
  if (why !== null) return { what: `Not invited, since ${why}`, good: false, sent: false };
  return { what: done.outcome === 'invited-again' ? 'Sent again' : 'Invited', good: true, sent: true };
}
