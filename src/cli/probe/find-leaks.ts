/** Canaries in a text: URNs of schools, and organisations (from 1) of which staff are named. */
export interface Canaries {
  readonly urns: ReadonlySet<number>;
  readonly staff: ReadonlySet<number>;
  /** URNs of schools of which it is told how they are reached: that is of their agreement, not of their register. */
  readonly agreements: ReadonlySet<number>;
}

/** Finds the canaries in an answer, whatever it is. */
export function findCanaries(text: string): Canaries {
  return {
    urns: new Set([...text.matchAll(/(?<!Staff|Mis)Canary(\d{6})/g)].map(([, urn]) => Number(urn))),
    agreements: new Set([...text.matchAll(/MisCanary(\d{6})/g)].map(([, urn]) => Number(urn))),
    staff: new Set([...text.matchAll(/StaffCanary(\d+)x/g)].map(([, organisation]) => Number(organisation))),
  };
}

/** Whether a page about a school tells what only the right to see sensitive items shows: code Y5, looked after. */
export const tellsSensitive = (text: string): boolean =>
  />\s*Y5\b|criminal justice|<dt[^>]*>\s*(Previously l|L)ooked after/i.test(text);

/** Whether a file does. It explains nothing in prose, so the words themselves tell; `w` among marks is Y5 as it is stored. */
export const fileTellsSensitive = (text: string): boolean =>
  /\bY5\b|criminal justice|looked[ _-]?after/i.test(text) || /\/\\w/.test(text);
