import { type Issue, makeIssue } from '../../../domain/quality/issues.ts';
import { RollcallError } from '../../../errors.ts';
import type { Roll, SourcePupil } from '../../source.ts';
import { notGranted } from './not-granted.ts';
import { keyOfId, parsePupil, type ReadPupil } from './parse.ts';
import type { SchoolReader } from './read-school.ts';

const INCLUDES = ['education_details', 'extended_details', 'year'];

/** Rows by the source's id: pages that overlap bring a pupil again, and the later row counts. */
type Pupils = Map<string, Exclude<ReadPupil, { kind: 'unreadable' }>>;

/**
 * Reads the pupils on roll and the leavers. A leaver whose year cannot be read is neither given nor passed over, and makes no
 * issue: most left years ago, and the marks of one who has just left find the pupil as it was known.
 * @throws source-refused when the roll is not permitted, or no pupil has an NC year (nobody could tell who is collected)
 */
export async function readRoll(reader: SchoolReader): Promise<Pick<Roll, 'rows' | 'issues' | 'passedOver' | 'given'>> {
  const issues: Issue[] = [];
  const onRoll: Pupils = new Map();
  let unreadable = 0;
  for await (const { rows, refusedIncludes } of reader.readPages('students', { includes: INCLUDES })) {
    for (const row of rows) unreadable += take(parsePupil(row, true), onRoll, issues);
    for (const field of refusedIncludes) addOnce(issues, makeIssue('field-not-granted', `include ${field}`, { field }));
  }
  const leavers: Pupils = new Map();
  for await (const page of reader.readOptional('students-leaver', { includes: INCLUDES })) {
    if ('issue' in page) issues.push(page.issue);
    else for (const row of page.rows) take(parsePupil(row, false), leavers, issues);
  }
  for (const id of onRoll.keys()) leavers.delete(id);
  checkYears(onRoll, reader);
  const given = onRoll.size + unreadable;
  if (given === 0) issues.push(makeIssue('school-empty', 'roll'));
  const pupils = [...onRoll.values()];
  const { found, mended } = notGranted(pupils.flatMap((each) => (each.kind === 'pupil' ? each : [])));
  const own = pupils.flatMap((each) => each.issues).filter(({ code }) => !mended.has(code));
  return {
    rows: [...pupils, ...leavers.values()].flatMap((each): SourcePupil[] =>
      each.kind === 'pupil' ? [each.pupil] : [],
    ),
    issues: [...issues, ...found, ...own, ...countPassedOver(pupils)],
    passedOver: new Set(
      [
        ...pupils.filter(isPassedOver),
        ...[...leavers.values()].filter((each) => isPassedOver(each) && each.year !== null),
      ].map(({ id }) => keyOfId(id)),
    ),
    given,
  };
}

const isPassedOver = (each: ReadPupil) => each.kind === 'passed-over';

/** Keeps what was read; 1 for a row that could not be. */
function take(read: ReadPupil, pupils: Pupils, issues: Issue[]): number {
  if (read.kind !== 'unreadable') {
    pupils.set(read.id, read);
    return 0;
  }
  issues.push(...read.issues);
  return 1;
}

function addOnce(issues: Issue[], issue: Issue): void {
  if (!issues.some(({ code, place }) => code === issue.code && place === issue.place)) issues.push(issue);
}

function checkYears(onRoll: Pupils, { school }: SchoolReader): void {
  const pupils = [...onRoll.values()];
  if (pupils.length === 0 || !pupils.every((each) => each.kind === 'passed-over' && each.year === null)) return;
  throw new RollcallError(
    'source-refused',
    `No pupil of school ${school.urn} came with an NC year, so nobody can tell who is collected. Ask the school to permit the field current_nc_year.`,
  );
}

/** One issue a year for all pupils who are not collected: it is no more than information. */
function countPassedOver(pupils: readonly ReadPupil[]): Issue[] {
  const years = pupils.flatMap((each) => (each.kind === 'passed-over' && each.year !== null ? each.year : []));
  return [...Map.groupBy(years, (year) => year)].map(([year, all]) =>
    makeIssue('pupil-not-collected', `year ${year}`, { year, pupils: all.length }),
  );
}
