import { NC_YEARS } from '../domain/pupils/nc-year.ts';
import type { Issue } from '../domain/quality/issues.ts';
import type { Merge } from '../store/merge-pupils.ts';
import type { SourcePupil } from './source.ts';

/** A pupil as the store knows it. */
export interface KnownPupil {
  readonly id: number;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly upn: string | null;
  /** Whether the last run saw the pupil on roll. */
  readonly onRoll: boolean;
  readonly gender: string | null;
  readonly ncYear: string;
}

export interface MatchedPupil {
  readonly id: number;
  readonly isNew: boolean;
  readonly pupil: SourcePupil;
}

export interface Matching {
  readonly pupils: readonly MatchedPupil[];
  /** Every source key, old and new, with its pupil. */
  readonly byKey: ReadonlyMap<string, number>;
  /** Keys that the store has not got yet. */
  readonly newKeys: readonly { key: string; id: number }[];
  readonly issues: readonly Issue[];
  /** Stored pupils that turn out to be one: merge them, then match again. */
  readonly merges: readonly Merge[];
}

/**
 * Finds for each pupil of the roll the pupil it is in the store: by the source's id; else by UPN and forename (ids change when
 * a pupil returns or a school changes its MIS); else by name, when exactly one pupil on roll until now bears it whom nothing
 * else claims, of the same gender and in the same or the next year, and no two UPNs speak against it. One UPN under two names
 * is two pupils and an issue. Two stored pupils whom the roll shows under one UPN and one name are one (a first reading
 * without UPNs could not tell).
 */
export function matchPupils(
  roll: readonly SourcePupil[],
  known: readonly KnownPupil[],
  keys: ReadonlyMap<string, number>,
): Matching {
  const state = new Matcher(known, keys);
  // Those on roll come first: a leaver's row of the same pupil then joins the one on roll.
  const ordered = [...roll].sort((a, b) => Number(b.onRoll) - Number(a.onRoll));
  const found = ordered.map((pupil) => ({ pupil, id: state.findByKey(pupil) }));
  // Whoever has a key is placed before anybody is sought by UPN or name, so that nobody takes another's place.
  for (const { pupil, id } of found) if (id !== undefined) state.place(pupil, id);
  for (const { pupil, id } of found)
    if (id === undefined) state.place(pupil, state.findByUpn(pupil) ?? state.findByName(pupil));
  const pupils = [...state.placed.values()];
  const issues = [...state.issues, ...sharedUpns(pupils)];
  return { pupils, byKey: state.byKey, newKeys: state.newKeys, issues, merges: state.merges };
}

class Matcher {
  readonly placed = new Map<number, MatchedPupil>();
  readonly byKey: Map<string, number>;
  readonly newKeys: { key: string; id: number }[] = [];
  readonly issues: Issue[] = [];
  readonly merges: Merge[] = [];
  readonly #upns = new Map<string, number[]>();
  readonly #names = new Map<string, KnownPupil[]>();
  readonly #known: ReadonlyMap<number, KnownPupil>;
  #next: number;

  constructor(known: readonly KnownPupil[], keys: ReadonlyMap<string, number>) {
    this.byKey = new Map(keys);
    this.#known = new Map(known.map((pupil) => [pupil.id, pupil]));
    this.#next = known.reduce((most, { id }) => Math.max(most, id), 0) + 1;
    for (const pupil of known) {
      this.#rememberUpn(pupil.upn, pupil.id);
      this.#names.set(nameOf(pupil), [...(this.#names.get(nameOf(pupil)) ?? []), pupil]);
    }
  }

  findByKey(pupil: SourcePupil): number | undefined {
    for (const key of pupil.keys) if (this.byKey.has(key)) return this.byKey.get(key);
    return undefined;
  }

  findByUpn(pupil: SourcePupil): number | undefined {
    if (pupil.upn === null) return undefined;
    return this.#upns.get(pupil.upn)?.find((id) => {
      const other = this.placed.get(id)?.pupil;
      if (other?.onRoll && pupil.onRoll) return nameOf(other) === nameOf(pupil);
      return sameForename(other ?? this.#known.get(id)!, pupil);
    });
  }

  findByName(pupil: SourcePupil): number | undefined {
    if (!pupil.forename || !pupil.surname || !pupil.onRoll) return undefined;
    const free = (this.#names.get(nameOf(pupil)) ?? []).filter(
      (known) => !this.placed.has(known.id) && mayBe(known, pupil),
    );
    return free.length === 1 ? free[0]!.id : undefined;
  }

  place(pupil: SourcePupil, found: number | undefined): void {
    const id = found ?? this.#next++;
    this.#findDouble(pupil, id);
    const before = this.placed.get(id);
    if (!before) this.placed.set(id, { id, isNew: !this.#known.has(id), pupil });
    else if (before.pupil.onRoll && pupil.onRoll)
      this.issues.push({ code: 'pupil-twice', place: `pupil ${id}`, detail: { pupil: id } });
    if (!this.#known.has(id)) this.#rememberUpn(pupil.upn, id);
    for (const key of pupil.keys) {
      if (this.byKey.has(key)) continue;
      this.newKeys.push({ key, id });
      this.byKey.set(key, id);
    }
  }

  #findDouble(pupil: SourcePupil, id: number): void {
    if (pupil.upn === null || !this.#known.has(id)) return;
    for (const other of this.#upns.get(pupil.upn) ?? []) {
      const double = this.#known.get(other);
      const isNew = !this.merges.some(({ from, into }) => from === other || into === other);
      if (other !== id && double && isNew && nameOf(double) === nameOf(pupil))
        this.merges.push({ from: other, into: id });
    }
  }

  #rememberUpn(upn: string | null, id: number): void {
    if (upn !== null) this.#upns.set(upn, [...(this.#upns.get(upn) ?? []), id]);
  }
}

type Named = Pick<KnownPupil, 'forename' | 'surname'>;
const plain = (name: string | null) => (name ?? '').trim().toLocaleLowerCase('en-GB');
const nameOf = (pupil: Named) => `${plain(pupil.forename)}\n${plain(pupil.surname)}`;

/** Surnames change; a forename that is not known speaks against nobody. */
function sameForename(a: Named, b: Named): boolean {
  return plain(a.forename) === plain(b.forename) || !a.forename || !b.forename;
}

function mayBe(known: KnownPupil, { upn, characteristics: { gender, ncYear } }: SourcePupil): boolean {
  const years = [NC_YEARS.indexOf(known.ncYear), NC_YEARS.indexOf(ncYear)] as const;
  const ofAge = known.ncYear === ncYear || years[0] + 1 === years[1];
  const ofGender = known.gender === gender || known.gender === null || gender === null;
  return known.onRoll && ofAge && ofGender && (known.upn === null || upn === null || known.upn === upn);
}

/** One issue for each UPN under which several pupils stand. */
function sharedUpns(pupils: readonly MatchedPupil[]): Issue[] {
  const upns = Map.groupBy(
    pupils.filter(({ pupil }) => pupil.upn !== null),
    ({ pupil }) => pupil.upn,
  );
  return [...upns.values()].flatMap((sharing) => {
    const numbers = sharing.map(({ id }) => id);
    if (numbers.length < 2) return [];
    return [{ code: 'upn-shared' as const, place: `pupils ${numbers.join(' and ')}`, detail: { pupil: numbers[0]! } }];
  });
}
