import { ALL_EVENTS } from './choices.ts';
import type { EventRow } from './query.ts';
import type { EventPage } from './read-page.ts';
import type { LookFacts } from './report.ts';

/** A head teacher's look at a pupil. */
export const aRow = (row: Partial<EventRow> = {}): EventRow => ({
  eventId: 12,
  at: new Date('2026-11-23T09:30:00Z'),
  what: 'pupil-view',
  person: 'dfe-sign-in:6A2C',
  name: 'Ada Head',
  organisation: 'school:900001',
  schoolUrn: 900001,
  pupilId: 7,
  outcome: 'done',
  detail: '{"page":"Pupil"}',
  requestId: 'req-1',
  ...row,
});

export const aPage = (page: Partial<EventPage> = {}): EventPage => ({
  choices: ALL_EVENTS,
  rows: [aRow()],
  hasNewer: false,
  hasOlder: false,
  person: null,
  organisations: new Map([['school:900001', 'Test Heron School']]),
  ...page,
});

export const someFacts = (page: Partial<EventPage> = {}, facts: Partial<LookFacts> = {}): LookFacts => ({
  school: { urn: 900001, name: 'Test Heron School', invented: true, agreement: 'receiving', mis: null },
  now: new Date('2026-11-23T17:00:00Z'),
  page: aPage(page),
  pupils: new Map([[7, { forename: 'Ann', surname: 'Lee' }]]),
  lookers: [],
  ...facts,
});
