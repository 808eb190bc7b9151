import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays } from '../../domain/sessions/dates.ts';
import { dayInWords } from '../../domain/sessions/in-words.ts';
import { TERMS } from '../../domain/statistics/period.ts';
import { PHASES } from '../../domain/statistics/phase.ts';
import { tidyReasons } from '../../domain/statistics/tidy-reasons.ts';
import { API_FILES } from './api-files.ts';
import { shortId, uuid } from './public-ids.ts';

test('ids are what the documentation has, however often they are made', () => {
  assert.equal(shortId('attendance-reasons', 'option', 'time_frame', 'Week'), 'bwHGO');
  assert.equal(uuid('data set', 'attendance-reasons'), 'e3fe7182-26a2-8603-aa53-37ea21a35ed0');
});

test('within a data set no two options have the same id, whatever the day until 2040', () => {
  const days = Array.from({ length: 18 * 366 }, (_day, number) => addDays('2022-08-01', number));
  const reasons = [2022, 2023, 2024, 2025, 2026].flatMap(tidyReasons);
  const options: Readonly<Record<string, readonly string[]>> = {
    reference_date: days,
    time_frame: [...days.slice(0, 7).map(dayInWords), 'Week', 'Year to date', ...TERMS],
    education_phase: [...PHASES, 'All schools'],
    attendance_status: reasons.map(({ status }) => status),
    attendance_type: reasons.map(({ type }) => type),
    attendance_reason: reasons.map(({ reason }) => reason),
  };
  for (const name of API_FILES) {
    const all = new Set(
      Object.entries(options).flatMap(([column, labels]) => labels.map((label) => `${column}\n${label}`)),
    );
    const ids = new Set([...all].map((each) => shortId(name, 'option', ...each.split('\n'))));
    assert.equal(ids.size, all.size, name);
  }
});
