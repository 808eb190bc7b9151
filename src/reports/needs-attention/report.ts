import { type Attention, type AttentionYear, findAttention } from '../../domain/attention/find-attention.ts';
import { RULES } from '../../domain/attention/rules.ts';
import { SCHOOL_WEEKS } from '../../domain/attention/school-so-far.ts';
import { profileAt, type SchoolYear } from '../../domain/register/school-year.ts';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import { daysBetween, mondayOf } from '../../domain/sessions/dates.ts';
import type { ReportBody } from '../report-view.ts';
import type { MoreParts, ReportFacts, SchoolReport } from '../school-report.ts';
import { type PupilNames, type RollStay, readNames, readRolls } from '../school-year/query.ts';
import { readKnownYear } from '../school-year/read-known-year.ts';
import { isOnRoll } from '../school-year/rolls.ts';
import { isChosen } from '../selection/choice.ts';
import { viewAttention } from './view.ts';

/** What the rules need besides the school's year. */
export interface AttentionMore {
  readonly names: ReadonlyMap<number, PupilNames>;
  readonly rolls: ReadonlyMap<number, readonly RollStay[]>;
  /** Read only while the ten latest school weeks reach into it. */
  readonly yearBefore: SchoolYear | null;
}

/** Whom to look at this morning, by which rule, and whether it is the pupil or the whole year group. */
export const needsAttention: SchoolReport<AttentionMore> = {
  name: 'Needs attention',
  path: '/attention',
  names: true,
  choices: [
    {
      name: 'rule',
      label: 'Rule',
      options: [{ value: 'all', text: 'All rules' }, ...RULES.map(({ id, title }) => ({ value: id, text: title }))],
    },
  ],
  without: ['population', 'period', 'definition'],
  more: readMore,
  view: viewNeedsAttention,
};

async function readMore({ transaction, scope, facts }: MoreParts): Promise<AttentionMore> {
  const { school, schoolYear, days, knownAt } = facts;
  const weeks = new Set(days.map(mondayOf)).size;
  const before = academicYear(schoolYear.year.startYear - 1);
  return {
    names: await readNames(transaction, school.urn),
    rolls: await readRolls(transaction, school.urn),
    yearBefore:
      weeks === 0 || weeks >= SCHOOL_WEEKS
        ? null
        : await readKnownYear(transaction, school.urn, before, knownAt, scope.sensitive === true),
  };
}

function viewNeedsAttention(facts: ReportFacts, more: AttentionMore): ReportBody {
  return viewAttention(facts, findSchoolAttention(facts, more), more.names);
}

/** What the rules find in a school's year, among the pupils of the groups chosen. */
export function findSchoolAttention(facts: ReportFacts, more: Pick<AttentionMore, 'rolls' | 'yearBefore'>): Attention {
  const { schoolYear, days, selection } = facts;
  const week = Math.floor(daysBetween(schoolYear.year.start, days.at(-1) ?? schoolYear.year.start) / 7);
  const profiles = new Map(
    schoolYear.pupils.map((each) => [each.pupil, schoolYear.profiles.get(profileAt(each, week) ?? -1)]),
  );
  const inGroups = (pupil: number) => {
    const profile = profiles.get(pupil);
    return profile !== undefined && isChosen('all', selection.groups, profile);
  };
  return findAttention(
    yearOf(schoolYear, (pupil) => profiles.get(pupil)?.ncYear ?? ''),
    more.yearBefore && yearOf(more.yearBefore, () => ''),
    (pupil, day) => inGroups(pupil) && isOnRoll(more.rolls.get(pupil), day),
  );
}

const yearOf = ({ year, pupils }: SchoolYear, yearGroupOf: (pupil: number) => string): AttentionYear => ({
  start: year.start,
  pupils: pupils.map(({ pupil, marks, weeks }) => ({ pupil, marks, weeks, yearGroup: yearGroupOf(pupil) })),
});
