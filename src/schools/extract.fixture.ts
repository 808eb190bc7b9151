import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Column names of a GIAS extract, as many as tests need, in another order than GIAS's. */
const ROW = {
  'LA (code)': '831',
  'LA (name)': 'Derby',
  URN: '100900',
  EstablishmentNumber: '2001',
  EstablishmentName: 'Bird Primary School',
  'TypeOfEstablishment (code)': '01',
  'TypeOfEstablishment (name)': 'Community school',
  'EstablishmentStatus (code)': '1',
  'EstablishmentStatus (name)': 'Open',
  OpenDate: '01-09-2001',
  CloseDate: '',
  'PhaseOfEducation (code)': '2',
  'PhaseOfEducation (name)': 'Primary',
  StatutoryLowAge: '3',
  StatutoryHighAge: '11',
  'Gender (name)': 'Mixed',
  NumberOfPupils: '200',
  PercentageFSM: '18.1',
  'TrustSchoolFlag (code)': '0',
  'TrustSchoolFlag (name)': 'Not applicable',
  'Trusts (code)': '',
  'Trusts (name)': '',
  UKPRN: '10010000',
  Town: 'Derby',
  Postcode: 'DE1 1AA',
};
export type ExtractRow = Partial<typeof ROW>;

/** An extract as GIAS writes it: text quoted, CRLF. A row names only what it is about. */
export function writeExtract(rows: readonly ExtractRow[], without: readonly string[] = []): string {
  const columns = Object.keys(ROW).filter((name) => !without.includes(name)) as (keyof typeof ROW)[];
  const quote = (text: string) => (/^\d+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`);
  const lines = rows.map((row) => columns.map((name) => quote({ ...ROW, ...row }[name])).join(','));
  return [columns.map(quote).join(','), ...lines, ''].join('\r\n');
}

export const inTrust = (uid: string, name: string): ExtractRow => ({
  'TypeOfEstablishment (code)': '34',
  'TypeOfEstablishment (name)': 'Academy converter',
  'TrustSchoolFlag (code)': '3',
  'TrustSchoolFlag (name)': 'Supported by a multi-academy trust',
  'Trusts (code)': uid,
  'Trusts (name)': name,
});

/** A folder of files for one test file. */
export function createFolder(ending: {
  after(work: () => void): void;
}): (name: string, content: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-extract-'));
  ending.after(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}
