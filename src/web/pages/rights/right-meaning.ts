import type { RightName } from '../../../access/rights/right-words.ts';

/** What a right lets its holder do. */
export interface RightMeaning {
  /** After "you can" or "they can". */
  readonly can: string;
  /** What it does not do. */
  readonly limit: string;
}

/** What a right lets its holder do in an organisation, in plain words. @param key such as `trust:2044`; `role`: the role's name */
export function rightMeaning(
  right: RightName,
  { key, name, role }: { readonly key: string; readonly name: string; readonly role: string },
): RightMeaning {
  switch (right) {
    case 'view':
      return {
        can: `see the attendance of every pupil of ${whose(key, name)}: the reports, the lists of pupils, each pupil’s marks, and files of them for a stated purpose`,
        limit: 'It does not show whether a pupil is or was looked after, or code Y5.',
      };
    case 'agree':
      return {
        can: `agree, for ${name}, to share its daily attendance data with this service, pause or stop that, and say how its MIS is reached, on the page “Agreement”`,
        limit:
          'What is done in Wonde’s school portal counts too, whoever does it there. This right shows no pupil and no report.',
      };
    case 'sensitive':
      return {
        can: `see, besides what the role shows, whether a pupil of ${whose(key, name)} is or was looked after, and which sessions have code Y5 (in criminal justice detention)`,
        limit: `It shows nothing to someone who does not hold the role “${role}”.`,
      };
  }
}

function whose(key: string, name: string): string {
  if (key.startsWith('trust:')) return `the academies of ${name} that share their data`;
  return key.startsWith('authority:') ? `the schools in the area of ${name} that share their data` : name;
}
