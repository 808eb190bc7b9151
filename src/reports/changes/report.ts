import type { SchoolYear } from '../../domain/register/school-year.ts';
import { londonDate, londonInstant } from '../../domain/sessions/london.ts';
import { heldAt } from '../../store/register-as-known.ts';
import type { MoreParts, ReportFacts, SchoolReport } from '../school-report.ts';
import { type PupilNames, readNames } from '../school-year/query.ts';
import { undoChanges } from '../school-year/read-known-year.ts';
import { isChosen } from '../selection/choice.ts';
import { type ComparedYears, compareYears } from './compare-years.ts';
import { readLastLook } from './read-last-look.ts';
import { resolveSince, type Since } from './resolve-since.ts';
import { viewChanges } from './view.ts';

export interface ChangesMore {
  readonly names: ReadonlyMap<number, PupilNames>;
  readonly since: Since;
  /** As it was known then. */
  readonly before: SchoolYear;
  readonly compared: ComparedYears;
  /** The school had been collected by then. */
  readonly wasKnown: boolean;
}

/** What is otherwise than it was: marks replaced or added late, and the figures that they change. */
export const changes: SchoolReport<ChangesMore> = {
  name: 'Changes',
  path: '/changes',
  names: true,
  choices: [
    {
      name: 'since',
      label: 'What has changed since',
      options: [
        { value: 'yesterday', text: 'Yesterday' },
        { value: 'seen', text: 'You last looked, before today' },
      ],
      days: true,
    },
  ],
  without: ['period'],
  more: readMore,
  view: (facts: ReportFacts, more) => viewChanges(facts, more),
};

async function readMore({ transaction, scope, facts }: MoreParts): Promise<ChangesMore> {
  const { school, schoolYear, selection, sensitive } = facts;
  const now = facts.knownAt ?? facts.now;
  const asked = selection.own['since'] ?? 'yesterday';
  const lastLook =
    asked === 'seen' && scope.person !== undefined
      ? await readLastLook(transaction, {
          urn: school.urn,
          person: scope.person,
          before: londonInstant(londonDate(now), '00:00'),
        })
      : null;
  const since = resolveSince(asked, now, lastLook);
  const before = await undoChanges(transaction, schoolYear, since.at, sensitive);
  const held = await heldAt(transaction, school.urn, since.at);
  const compared = compareYears(before, schoolYear, held, (profile) => isChosen('all', selection.groups, profile));
  return {
    names: await readNames(transaction, school.urn),
    since,
    before,
    compared,
    wasKnown: held !== null,
  };
}
