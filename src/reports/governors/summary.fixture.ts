import type { GroupFigures, ReasonFigures, SpanFigures, SummaryFigures } from './summary-figures.ts';

/** 312 pupils; 94.0% attended, 4.0% authorised, 2.0% unauthorised. */
export const buildSpan = (change: Partial<SpanFigures> = {}): SpanFigures => ({
  name: 'Autumn term, second half',
  from: '2026-11-02',
  to: '2026-11-24',
  attended: 9400,
  authorised: 400,
  unauthorised: 200,
  pupils: 312,
  persistent: 34,
  severe: 12,
  ...change,
});

export const buildGroup = (change: Partial<GroupFigures> = {}): GroupFigures => ({
  key: 'nc_year=9',
  own: { attended: 900, authorised: 60, unauthorised: 40 },
  rest: { attended: 8500, authorised: 340, unauthorised: 160 },
  pupils: 84,
  restPupils: 228,
  ...change,
});

export const buildReason = (change: Partial<ReasonFigures> = {}): ReasonFigures => ({
  code: 'I',
  meaning: 'Illness (not medical or dental appointments)',
  category: 'authorised',
  sessions: 300,
  pupils: 200,
  ...change,
});

/** A school in its second half term, with last year, and nothing that stands out. */
export const buildFigures = (change: Partial<SummaryFigures> = {}): SummaryFigures => ({
  days: 50,
  year: buildSpan({ name: 'Year to date', from: '2026-08-03' }),
  halfTerm: buildSpan(),
  before: buildSpan({ name: 'Autumn term, first half', from: '2026-09-01', to: '2026-10-23' }),
  yearBefore: buildSpan({ name: 'Year', to: '2026-10-23' }),
  lastYear: buildSpan({ name: 'Last year', from: '2025-08-04', to: '2025-11-25' }),
  groups: [],
  reasons: [buildReason()],
  other: { sessions: 0, codes: 0 },
  weekdays: [],
  ...change,
});
