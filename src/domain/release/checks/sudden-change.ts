import { type Check, cellReader, numberIn } from '../check.ts';
import { HEADLINE_RATES, headlineKey, headlineReader } from '../headlines.ts';

export const suddenChange: Check = {
  name: 'sudden-change',
  says: 'National and regional rates of weeks that the release before has too differ from it by no more than a few late changes make (`ROLLCALL_RELEASE_LARGEST_CHANGE`), and no week of the nation is gone.',
  look(file, { former, limits }, report) {
    if (file.name !== 'weekly' || former === null) return null;
    const read = headlineReader(file);
    const level = cellReader(file, 'geographic_level');
    const seen = new Set<string>();
    return {
      row: (cells, line) => {
        const own = read(cells);
        const key = headlineKey(own);
        seen.add(key);
        const before = former.get(key);
        if (!before || level(cells) === 'Local authority') return;
        for (const { column } of HEADLINE_RATES) {
          const [was, is] = [numberIn(before.rates.get(column) ?? ''), numberIn(own.rates.get(column) ?? '')];
          if (was !== null && is !== null && Math.abs(is - was) > limits.largestChange)
            report({ line, column }, `it was ${was.toFixed(2)} and is ${is.toFixed(2)}`);
        }
      },
      end: () => {
        const gone = [...former.keys()].filter((key) => key.includes('|E92000001|') && !seen.has(key));
        for (const key of gone) report({}, `${key.replaceAll('|', ', ')} was in the release before and is not in this`);
      },
    };
  },
};
