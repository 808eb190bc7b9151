import { findCode, NO_MARK, UNREADABLE } from '../../../domain/codes/codes.ts';
import type { Database, Handle } from '../../../store/database.ts';
import { ProfileNumbers, writeEnrolments, writeProfiles, writePupils } from '../../../store/pupils.ts';
import { rebuildReadModels } from '../../../store/read-models.ts';
import { type RegisterWeek, writeMarkChanges, writeRegister } from '../../../store/register.ts';
import { PLAIN_SCHOOL } from '../plain-school.ts';
import type { RawCharacteristics, RawCode, RawMark, RawPupil, RawSchool } from './raw-school.ts';
import { daysFrom, monday } from './reference/calendar.ts';

/** Writes a school into the store as a collector would have: by the store's own functions, which then make the read models. */
export async function loadSchool(owner: Database, school: RawSchool): Promise<void> {
  await owner.transaction().execute(async (transaction) => {
    await writeSchool(transaction, school);
    const profiles = new ProfileNumbers(new Map());
    const pupils = school.pupils.map((pupil) => ({
      ...pupil,
      profile: profiles.numberOf(pupil.is.at(-1)!.characteristics),
    }));
    const register = registerOf(school, profiles);
    await writeProfiles(transaction, school.urn, profiles.added);
    await writePupils(transaction, school.urn, new Date(school.runs[0]?.at ?? school.now), pupils);
    await writeEnrolments(
      transaction,
      school.urn,
      pupils.flatMap(({ id, enrolments }) => enrolments.map((each) => ({ pupil: id, ...each }))),
    );
    await writeRegister(transaction, school.urn, register);
    await writeChanges(transaction, school);
    await writeRuns(transaction, school);
    await rebuildReadModels(
      transaction,
      school.urn,
      [...new Set(register.map(({ week }) => week))].sort(),
      profiles.all,
    );
  });
}

/** A row for each week of a pupil in which anything was ever seen, with the characteristics of its Monday. */
function registerOf({ marks, pupils }: RawSchool, profiles: ProfileNumbers): RegisterWeek[] {
  const byId = new Map(pupils.map((pupil) => [pupil.id, pupil]));
  const weeks = Map.groupBy(marks, ({ pupil, date }) => `${pupil} ${monday(date)}`);
  return [...weeks].map(([key, own]) => {
    const [id, week] = key.split(' ') as [string, string];
    const places = new Array<string>(14).fill(NO_MARK);
    for (const mark of own) places[placeOf(mark)] = storedMark(mark.seen.at(-1)!.code);
    const pupil = Number(id);
    return { pupil, week, profile: profiles.numberOf(isInWeek(byId.get(pupil)!, week)), marks: places.join('') };
  });
}

const placeOf = ({ date, half }: RawMark): number => daysFrom(monday(date), date) * 2 + (half === 'PM' ? 1 : 0);

/** The characteristics that the source told in a week. */
export function isInWeek(pupil: RawPupil, week: string): RawCharacteristics {
  return (pupil.is.findLast(({ from }) => from <= week) ?? pupil.is[0]!).characteristics;
}

function storedMark(code: RawCode): string {
  if (code === null) return NO_MARK;
  return code === '?' ? UNREADABLE : findCode(code)!.mark;
}

/** Everything that a later run saw otherwise: what stood there before it. What was first seen late was nothing before. */
async function writeChanges(handle: Handle, { urn, marks, runs }: RawSchool): Promise<void> {
  const changes = marks.flatMap((mark) =>
    mark.seen.slice(1).map(({ run }, index) => ({
      run,
      change: {
        pupil: mark.pupil,
        week: monday(mark.date),
        session: placeOf(mark),
        was: storedMark(mark.seen[index]!.code),
      },
    })),
  );
  for (const [run, seen] of Map.groupBy(changes, (each) => each.run))
    await writeMarkChanges(
      handle,
      urn,
      new Date(runs[run]!.at),
      seen.map(({ change }) => change),
    );
}

async function writeRuns(handle: Handle, { urn, runs }: RawSchool): Promise<void> {
  if (runs.length === 0) return;
  await handle
    .insertInto('collection_run')
    .values(
      runs.map(({ kind, at, heldDate, heldHalf }) => ({
        school_urn: urn,
        kind,
        source: 'wonde',
        window_from: '2022-08-01',
        window_to: '2028-08-01',
        started_at: at,
        finished_at: at,
        outcome: 'succeeded' as const,
        complete: kind !== 'since',
        held_date: heldDate,
        held_half: heldHalf,
        error_code: null,
        error: null,
      })),
    )
    .execute();
}

async function writeSchool(handle: Handle, { urn, shape, now }: RawSchool): Promise<void> {
  await handle
    .insertInto('school')
    .values({ ...PLAIN_SCHOOL, urn, name: `School ${urn}, ${shape}`, imported_at: now })
    .execute();
  await handle
    .insertInto('agreement')
    .values({
      school_urn: urn,
      state: 'receiving',
      source: 'wonde',
      source_school_id: `A${urn}`,
      mis: null,
      changed_at: now,
      checked_at: now,
    })
    .execute();
}
