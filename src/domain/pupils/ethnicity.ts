import codes from './ethnicity-codes.json' with { type: 'json' };

const mainOf = new Map(
  codes.main.flatMap(({ code, extended }) => [code, ...extended].map((each) => [each, code] as const)),
);
const labels = new Map(codes.main.map(({ code, label }) => [code, label]));

/** The main ethnicity codes, in the order of the code list. */
export const ETHNICITIES: readonly string[] = codes.main.map(({ code }) => code);

/** The main code (four letters) of a main or extended ethnicity code; null when blank or unknown. */
export function readEthnicity(code: string | null | undefined): string | null {
  return mainOf.get((code ?? '').trim().toUpperCase()) ?? null;
}

/** Words for a main code: `White British`. A code that is not in the list is given back as it is. */
export function ethnicityLabel(mainCode: string): string {
  return labels.get(mainCode) ?? mainCode;
}
