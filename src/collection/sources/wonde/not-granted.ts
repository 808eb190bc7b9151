import { type Issue, type IssueCode, makeIssue } from '../../../domain/quality/issues.ts';
import type { SourcePupil } from '../../source.ts';

/** Fewer pupils than this can all be without an item by chance. */
const FEWEST = 5;

interface Given {
  readonly pupil: SourcePupil;
  readonly issues: readonly Issue[];
}

/** An item, how to see whether a pupil has it, and the issues that show that something was given or that it is missing. */
interface Item {
  readonly field: string;
  readonly isMissing: (pupil: SourcePupil) => boolean;
  /** Issues that tell that something came, though it could not be read. */
  readonly came?: readonly IssueCode[];
  /** Issues of single pupils that the one issue stands for. */
  readonly mends?: IssueCode;
}

const ITEMS: readonly Item[] = [
  { field: 'forename', isMissing: (pupil) => pupil.forename === null, mends: 'pupil-no-name' },
  { field: 'surname', isMissing: (pupil) => pupil.surname === null, mends: 'pupil-no-name' },
  {
    field: 'UPN',
    isMissing: (pupil) => pupil.upn === null,
    came: ['upn-format', 'upn-check-letter'],
    mends: 'upn-missing',
  },
  { field: 'gender', isMissing: (pupil) => pupil.characteristics.gender === null },
  { field: 'ethnicity', isMissing: (pupil) => pupil.characteristics.ethnicity === null, came: ['ethnicity-unknown'] },
  { field: 'child looked after', isMissing: (pupil) => pupil.characteristics.lookedAfter === null },
  {
    field: 'child previously looked after',
    isMissing: (pupil) => pupil.characteristics.previouslyLookedAfter === null,
  },
  {
    field: 'SEN support and EHC plan',
    isMissing: (pupil) => pupil.characteristics.senSupport === null,
    came: ['sen-unknown'],
  },
  { field: 'free school meals', isMissing: (pupil) => pupil.characteristics.freeSchoolMeals === null },
];

/**
 * Items that no pupil has. Wonde does not tell a field that the school has not granted from an empty one, so an item that all
 * pupils lack is taken for not granted, and said once instead of for each pupil.
 */
export function notGranted(pupils: readonly Given[]): { found: Issue[]; mended: ReadonlySet<IssueCode> } {
  if (pupils.length < FEWEST) return { found: [], mended: new Set() };
  const lacking = ITEMS.filter(({ isMissing, came = [] }) =>
    pupils.every(({ pupil, issues }) => isMissing(pupil) && !issues.some(({ code }) => came.includes(code))),
  );
  return {
    found: lacking.map(({ field }) => makeIssue('field-not-granted', `item ${field}`, { field })),
    mended: new Set(lacking.flatMap(({ mends }) => mends ?? [])),
  };
}
