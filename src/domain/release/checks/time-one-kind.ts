import type { Check } from '../check.ts';

const kindOf = (identifier: string) => identifier.replace(/^Week \d+$/, 'Week');

export const timeOneKind: Check = {
  name: 'time-one-kind',
  says: 'A file has one kind of time: weeks, one term, or academic years.',
  look: (file, _context, report) => ({
    end: ({ items }) => {
      const found = new Map<string, number>();
      for (const [identifier, line] of items.get('time_identifier') ?? [])
        if (!found.has(kindOf(identifier))) found.set(kindOf(identifier), line);
      for (const [kind, line] of [...found].slice(1))
        report({ line, column: 'time_identifier' }, `${kind} stands among ${[...found.keys()][0]} in ${file.name}`);
    },
  }),
};
