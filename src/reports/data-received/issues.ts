import { explainIssue, findRule, ISSUES } from '../../domain/quality/issues.ts';
import { inShort } from '../../domain/sessions/in-words.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { countText, numberText } from '../figures.ts';
import { nameText } from '../pupil-name.ts';
import type { IssueGroup, IssueRow } from './query.ts';

/** All open cases of one rule. */
export interface IssueView {
  readonly title: string;
  readonly severity: string;
  /** Colour of its tag; the word says the same. */
  readonly tag: 'red' | 'orange' | 'blue';
  readonly toDo: string;
  readonly count: string;
  readonly seen: string;
  readonly cases: readonly {
    readonly text: string;
    readonly times: string | null;
    readonly pupil: { readonly name: string; readonly href: string } | null;
  }[];
  /** Cases that are not listed; null when all are. */
  readonly more: string | null;
}

const SEVERITIES = {
  error: { severity: 'Not stored', tag: 'red', order: 0 },
  warning: { severity: 'Check', tag: 'orange', order: 1 },
  information: { severity: 'For information', tag: 'blue', order: 2 },
} as const;

/** Issues by rule: what was not taken first, then what may be wrong, then what need not be put right. */
export function viewIssues(groups: readonly IssueGroup[], cases: readonly IssueRow[], root: string): IssueView[] {
  const place = (code: string) =>
    SEVERITIES[severityOf(code)].order * 1000 + ISSUES.findIndex((rule) => rule.code === code);
  return [...groups]
    .sort((a, b) => place(a.code) - place(b.code))
    .map((group) =>
      viewGroup(
        group,
        cases.filter(({ code }) => code === group.code),
        root,
      ),
    );
}

const severityOf = (code: string) => findRule(code)?.severity ?? 'warning';

function viewGroup(group: IssueGroup, cases: readonly IssueRow[], root: string): IssueView {
  const rule = findRule(group.code);
  const { severity, tag } = SEVERITIES[severityOf(group.code)];
  const [first, last] = [inShort(londonDate(group.firstSeenAt)), inShort(londonDate(group.lastSeenAt))];
  const hidden = group.places - cases.length;
  return {
    title: rule?.title ?? group.code,
    severity,
    tag,
    toDo: rule?.toDo ?? '',
    count:
      group.times === group.places
        ? countText(group.places, 'time')
        : `${countText(group.times, 'time')} in ${countText(group.places, 'place')}`,
    seen: first === last ? `Seen ${last}` : `First seen ${first}, last seen ${last}`,
    cases: cases.map((each) => ({
      text: explainIssue(each),
      times: each.times > 1 ? countText(each.times, 'time') : null,
      pupil: each.pupil === null ? null : { name: nameText(each), href: `${root}/pupils/${each.pupil}` },
    })),
    more: hidden > 0 ? `And ${numberText(hidden)} more like ${cases.length === 1 ? 'this' : 'these'}.` : null,
  };
}
