import { findRuleChanges, type ReleaseRules } from '../domain/release/rules.ts';
import type { Database } from '../store/database.ts';
import { listReleaseFiles, readRelease, readReleaseFile, type StoredRelease } from '../store/releases.ts';
import { buildRelease } from './build-release.ts';
import { INPUTS_FILE, readFormer } from './make-release.ts';
import { digestOf, unpackFile } from './pack-file.ts';
import { unknownRelease } from './publish-release.ts';
import { parseInputs } from './release-inputs.ts';

/** What was found when a release was made again from its frozen inputs. */
export interface Verification {
  readonly release: StoredRelease;
  readonly files: readonly { readonly name: string; readonly found: 'equal' | 'different' | 'missing' | 'added' }[];
  /** The digest that people signed is that of the files as they are kept. */
  readonly digestHolds: boolean;
  /** Settings that are others now; it was made again under those that it was made under. */
  readonly ruleChanges: readonly string[];
}

/**
 * Makes a release again from its frozen inputs under its frozen rules, and compares every file to the byte. Nothing of schools is read: so it
 * gives the same after they have left and their data are deleted.
 * @param owner the owner's login, which sees inputs
 * @throws release-unknown; file-invalid when a file is not kept as it was made
 */
export async function verifyRelease(
  owner: Database,
  id: string,
  settings: Pick<ReleaseRules, 'disclosure' | 'limits' | 'invented'>,
): Promise<Verification> {
  const release = await readRelease(owner, id);
  const inputsFile = release && (await readReleaseFile(owner, id, INPUTS_FILE));
  if (!release || !inputsFile) throw unknownRelease(id);
  const { startYear, asOf, dueAt, rules } = release;
  const facts = { id, startYear, asOf, dueAt, invented: rules.invented };
  const inputs = parseInputs(unpackFile(inputsFile).toString());
  const former = rules.former === null ? null : await readFormer(owner, rules.former);
  const made = await buildRelease({ facts, inputs, rules, former });
  const kept = await listReleaseFiles(owner, id);
  for (const { name } of kept) unpackFile((await readReleaseFile(owner, id, name))!);
  return {
    release,
    files: compare(
      kept.filter(({ name }) => name !== INPUTS_FILE),
      made.files,
    ),
    digestHolds: digestOf(kept) === release.digest && inputsFile.digest === release.inputsDigest,
    ruleChanges: findRuleChanges(rules, { ...rules, ...settings }),
  };
}

type Named = { readonly name: string; readonly digest: string };

function compare(kept: readonly Named[], made: readonly Named[]): Verification['files'] {
  const again = new Map(made.map(({ name, digest }) => [name, digest]));
  const own = kept.map(({ name, digest }) => {
    const found = again.get(name);
    return { name, found: found === undefined ? 'missing' : found === digest ? 'equal' : 'different' } as const;
  });
  const names = new Set(kept.map(({ name }) => name));
  return [
    ...own,
    ...made.filter(({ name }) => !names.has(name)).map(({ name }) => ({ name, found: 'added' as const })),
  ];
}
