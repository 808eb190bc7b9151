import { percentDigits, ratePercent } from '../../measures/rate-percent.ts';
import { NOT_APPLICABLE } from '../../statistics/cell.ts';
import { POSSIBLE } from '../../statistics/columns.ts';
import { PHASES } from '../../statistics/phase.ts';
import { isWeighted } from '../../statistics/published-row.ts';
import { type Check, numberIn } from '../check.ts';
import { eachGroup } from './row-groups.ts';

export const ratesHold: Check = {
  name: 'rates-hold',
  says: 'Each rate is its count among possible sessions, to the last digit that is printed; z where no session was possible.',
  look(file, { startYear }, report) {
    const phases: readonly string[] = PHASES;
    return eachGroup(file, startYear, ({ line, phase, counts, rates, decimals }) => {
      // The all-schools totals to 2024/25 are weighted by what the file does not have.
      if (isWeighted(startYear) && !phases.includes(phase)) return;
      const possible = counts.get(POSSIBLE);
      if (possible === undefined) return;
      for (const { column, of, cell } of rates) {
        const count = counts.get(of);
        if (count === undefined) {
          if (numberIn(cell) !== null) report({ line, column }, `a rate is shown of ${of}, whose count is not`);
          continue;
        }
        const wanted = decimals === 2 ? ratePercent(count, possible, 2) : percentDigits(count, possible);
        if (cell !== (wanted ?? NOT_APPLICABLE))
          report({ line, column }, `it is ${cell}, and ${count} of ${possible} is ${wanted ?? NOT_APPLICABLE}`);
      }
    });
  },
};
