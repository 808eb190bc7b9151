import { ROW_SUMS } from '../../statistics/columns.ts';
import type { Check } from '../check.ts';
import { eachGroup } from './row-groups.ts';

export const rowSums: Check = {
  name: 'row-sums',
  says: 'Within an area, phase and time counts add up: possible sessions are attendance and absence, absence is authorised and unauthorised, and so on.',
  look: (file, { startYear }, report) =>
    eachGroup(file, startYear, ({ line, counts }) => {
      for (const { whole, parts } of ROW_SUMS) {
        const value = counts.get(whole);
        const others = parts.map((part) => counts.get(part));
        if (value === undefined || others.some((each) => each === undefined)) continue;
        const sum = others.reduce<number>((total, each) => total + each!, 0);
        if (sum !== value) report({ line, column: whole }, `it is ${value}, and its parts together are ${sum}`);
      }
    }),
};
