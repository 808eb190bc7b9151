import type { Issue } from '../domain/quality/issues.ts';
import type { Merge } from '../store/merge-pupils.ts';
import type { SourcePupil } from './source.ts';

/** A pupil as the store knows it. */
export interface KnownPupil {
  readonly id: number;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly upn: string | null;
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
 * Finds for each pupil of the roll the pupil it is in the store: by the source's id, else by UPN (ids change when a pupil
 * returns or a school changes its MIS), else by name when exactly one pupil without any other match bears it and no UPN
 * speaks against it. Two pupils on roll with one UPN stay two, unless their names agree too. Two stored pupils whom the roll
 * shows under one UPN and one name are one (a first reading without UPNs could not tell).
 */
export function matchPupils(
  roll: readonly SourcePupil[],
  known: readonly KnownPupil[],
  keys: ReadonlyMap<string, number>,
): Matching {
  const state = new Matcher(known, keys);
  // Those on roll come first: a leaver's row of the same pupil then joins the one on roll.
  const ordered = [...roll].sort((a, b) => Number(b.onRoll) - Number(a.onRoll));
  const byKey = ordered.map((pupil) => ({ pupil, id: state.findByKey(pupil) }));
  for (const { id } of byKey) if (id !== undefined) state.claimed.add(id);
  for (const { pupil, id } of byKey) state.place(pupil, id ?? state.findByUpn(pupil) ?? state.findByName(pupil));
  return {
    pupils: [...state.placed.values()],
    byKey: state.byKey,
    newKeys: state.newKeys,
    issues: state.issues,
    merges: state.merges,
  };
}

class Matcher {
  readonly claimed = new Set<number>();
  readonly placed = new Map<number, MatchedPupil>();
  readonly byKey: Map<string, number>;
  readonly newKeys: { key: string; id: number }[] = [];
  readonly issues: Issue[] = [];
  readonly merges: Merge[] = [];
  readonly #upns = new Map<string, number[]>();
  readonly #names = new Map<string, KnownPupil[]>();
  readonly #known = new Map<number, KnownPupil>();
  #next: number;

  constructor(known: readonly KnownPupil[], keys: ReadonlyMap<string, number>) {
    this.byKey = new Map(keys);
    this.#next = known.reduce((most, { id }) => Math.max(most, id), 0) + 1;
    for (const pupil of known) this.#remember(pupil);
  }

  findByKey(pupil: SourcePupil): number | undefined {
    for (const key of pupil.keys) if (this.byKey.has(key)) return this.byKey.get(key);
    return undefined;
  }

  findByUpn(pupil: SourcePupil): number | undefined {
    if (pupil.upn === null) return undefined;
    for (const id of this.#upns.get(pupil.upn) ?? []) {
      const other = this.placed.get(id)?.pupil;
      if (!other && !this.claimed.has(id)) return id;
      if (!(other?.onRoll && pupil.onRoll) || sameName(other, pupil)) return id;
      this.issues.push({ code: 'upn-shared', place: `pupil ${id}`, detail: { pupil: id } });
    }
    return undefined;
  }

  findByName(pupil: SourcePupil): number | undefined {
    if (!pupil.forename || !pupil.surname) return undefined;
    const free = (this.#names.get(nameOf(pupil)) ?? []).filter(
      ({ id, upn }) => !this.claimed.has(id) && !this.placed.has(id) && (upn === null || pupil.upn === null),
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
    if (!this.#known.has(id))
      this.#remember({ id, forename: pupil.forename, surname: pupil.surname, upn: pupil.upn }, true);
    for (const key of pupil.keys) {
      if (this.byKey.get(key) === undefined) this.newKeys.push({ key, id });
      if (!this.byKey.has(key)) this.byKey.set(key, id);
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

  #remember(pupil: KnownPupil, isNew = false): void {
    if (pupil.upn) this.#upns.set(pupil.upn, [...(this.#upns.get(pupil.upn) ?? []), pupil.id]);
    if (isNew) return;
    this.#known.set(pupil.id, pupil);
    if (pupil.forename && pupil.surname)
      this.#names.set(nameOf(pupil), [...(this.#names.get(nameOf(pupil)) ?? []), pupil]);
  }
}

const nameOf = (pupil: { forename: string | null; surname: string | null }) =>
  `${pupil.forename}\n${pupil.surname}`.toLocaleLowerCase('en-GB');
const sameName = (a: SourcePupil | undefined, b: SourcePupil) => a !== undefined && nameOf(a) === nameOf(b);
