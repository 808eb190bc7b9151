import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { momentText, sinceText, timeText } from './times.ts';

describe('times', () => {
  it('writes the time of day as GOV.UK does', () => {
    assert.deepEqual(['00:00', '00:05', '09:00', '12:00', '12:30', '16:35'].map(timeText), [
      'midnight',
      '12.05am',
      '9am',
      'midday',
      '12.30pm',
      '4.35pm',
    ]);
  });

  it('is in London time, in summer too', () => {
    assert.equal(momentText(new Date('2026-11-23T16:35:00Z')), '4.35pm on Monday 23 November 2026');
    assert.equal(momentText(new Date('2026-07-01T23:30:00Z')), '12.30am on Thursday 2 July 2026');
  });

  it('says today and yesterday by the calendar of London', () => {
    const now = new Date('2026-10-26T00:10:00Z');
    assert.equal(sinceText(new Date('2026-10-25T23:59:00Z'), now), 'yesterday at 11.59pm');
    assert.equal(sinceText(new Date('2026-10-26T00:05:00Z'), now), 'today at 12.05am');
    assert.equal(sinceText(new Date('2026-10-23T15:30:00Z'), now), 'on Friday 23 October 2026 at 4.30pm');
  });
});
