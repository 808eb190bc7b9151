import type { Check } from './check.ts';
import { apiLimits } from './checks/api-limits.ts';
import { areaColumns } from './checks/area-columns.ts';
import { areaSums } from './checks/area-sums.ts';
import { areasKnown } from './checks/areas-known.ts';
import { cellsFilled } from './checks/cells-filled.ts';
import { columnNames } from './checks/column-names.ts';
import { columnsRequired } from './checks/columns-required.ts';
import { countsProtected } from './checks/counts-protected.ts';
import { countsWhole } from './checks/counts-whole.ts';
import { fileNames } from './checks/file-names.ts';
import { filterItems } from './checks/filter-items.ts';
import { filtersSeveral } from './checks/filters-several.ts';
import { filtersTotal } from './checks/filters-total.ts';
import { hiddenWhole } from './checks/hidden-whole.ts';
import { levelsAllowed } from './checks/levels-allowed.ts';
import { matrixComplete } from './checks/matrix-complete.ts';
import { metadataAgrees } from './checks/metadata-agrees.ts';
import { metadataUnits } from './checks/metadata-units.ts';
import { percentages } from './checks/percentages.ts';
import { phaseSums } from './checks/phase-sums.ts';
import { ratesHold } from './checks/rates-hold.ts';
import { response } from './checks/response.ts';
import { rowSums } from './checks/row-sums.ts';
import { rowsUnique } from './checks/rows-unique.ts';
import { suddenChange } from './checks/sudden-change.ts';
import { symbolsAllowed } from './checks/symbols-allowed.ts';
import { timeInside } from './checks/time-inside.ts';
import { timeOneKind } from './checks/time-one-kind.ts';
import { timePeriods } from './checks/time-periods.ts';
import { wordsKnown } from './checks/words-known.ts';

/**
 * Every check that a release must pass. Those of layout follow the Department's open data standard (analysts' guide, and what its screener
 * looks at); the others are ours.
 */
export const CHECKS: readonly Check[] = [
  fileNames,
  columnsRequired,
  columnNames,
  metadataAgrees,
  metadataUnits,
  filtersSeveral,
  filtersTotal,
  filterItems,
  timePeriods,
  timeOneKind,
  timeInside,
  levelsAllowed,
  areaColumns,
  areasKnown,
  matrixComplete,
  rowsUnique,
  cellsFilled,
  symbolsAllowed,
  percentages,
  countsWhole,
  wordsKnown,
  apiLimits,
  rowSums,
  ratesHold,
  areaSums,
  phaseSums,
  hiddenWhole,
  response,
  suddenChange,
  countsProtected,
];
