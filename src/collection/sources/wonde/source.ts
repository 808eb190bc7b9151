import { RollcallError } from '../../../errors.ts';
import type { Read, Roll, Source, SourceMark } from '../../source.ts';
import type { WondeClient } from './client.ts';
import { parseMark } from './parse.ts';
import { readCodes } from './read-codes.ts';
import { countHidden, readExpected } from './read-counts.ts';
import { readDeletions } from './read-deletions.ts';
import { readRoll } from './read-roll.ts';
import { createSchoolReader, type School } from './read-school.ts';

export interface WondeSourceOptions {
  readonly client: WondeClient;
  readonly school: School;
  /** Names of the parameters that filter marks by attendance date. None is documented, so null unless the operator knows. */
  readonly dateFilter?: { readonly from: string; readonly to: string } | null;
  /** How `updated_after` is written: `2026-10-27 05:10:39` as in the documents, or `2026-10-27T05:10:39Z`. Both in UTC. */
  readonly queryDates?: 'space' | 'iso';
}

/** One school's register at Wonde. */
export function createWondeSource(options: WondeSourceOptions): Source {
  const { client, school, dateFilter = null, queryDates = 'space' } = options;
  return {
    name: 'wonde',
    filtersByDate: dateFilter !== null,

    async readRoll(signal): Promise<Roll> {
      const reader = createSchoolReader(client, school, signal);
      const hidden = await countHidden(reader);
      const roll = await readRoll(reader);
      // Whether counts take in the pupils whom the access list hides is not documented, so then nothing is compared with them.
      return {
        ...roll,
        deleted: await readDeletions(reader),
        expected: hidden.isHiding ? null : await readExpected(reader),
        issues: [...hidden.issues, ...roll.issues],
        complete: true,
      };
    },

    async *readMarks({ from, to, since }, signal): AsyncGenerator<Read<SourceMark>, void, void> {
      const reader = createSchoolReader(client, school, signal);
      const { codes, includes, issues } = await readCodes(reader);
      if (issues.length > 0) yield { rows: [], issues };
      const params = {
        ...(since === null ? {} : { updated_after: writeInstant(since, queryDates) }),
        ...(dateFilter === null ? {} : { [dateFilter.from]: from, [dateFilter.to]: to }),
      };
      const read = (page: { rows: readonly unknown[]; refusedIncludes: readonly string[] }): Read<SourceMark> => {
        if (page.refusedIncludes.length > 0 && codes.size === 0) throw noCodes(school);
        const found = page.rows.map((row) => parseMark(row, codes, { from, to }));
        return { rows: found.flatMap(({ mark }) => mark ?? []), issues: found.flatMap(({ issue }) => issue ?? []) };
      };
      for await (const page of reader.readPages('attendance/session', { params, includes })) yield read(page);
      for await (const page of reader.readOptional('attendance-leavers/session', { params, includes }))
        yield 'issue' in page ? { rows: [], issues: [page.issue] } : read(page);
    },
  };
}

function writeInstant(instant: Date, form: 'space' | 'iso'): string {
  const [date, time] = instant.toISOString().split(/[T.]/);
  return form === 'iso' ? `${date}T${time}Z` : `${date} ${time}`;
}

/** Without any list of codes each mark would turn into one that cannot be read. */
const noCodes = ({ urn }: School) =>
  new RollcallError(
    'source-refused',
    `Wonde gives no attendance codes for school ${urn}, so its marks cannot be understood. Ask the school to permit them.`,
  );
