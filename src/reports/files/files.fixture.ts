import { findPurpose } from '../../access/purposes.ts';
import {
  countCell,
  type DataTable,
  gapCell,
  noneCell,
  numberColumn,
  rateCell,
  wordsCell,
  wordsColumn,
} from '../report-view.ts';
import type { Stamp } from '../stamp.ts';
import type { FileFacts } from './file-facts.ts';

export const stamp: Stamp = {
  name: 'Asha Example',
  email: 'asha@school.example',
  organisation: 'Alder School',
  at: new Date('2026-11-25T09:15:00Z'),
  purpose: findPurpose('pupils', 'support')!,
};

export const fileFacts: FileFacts = {
  title: 'Groups',
  schoolName: 'Alder School',
  urn: 900001,
  period: { from: '2026-09-01', to: '2026-11-24', words: 'the year to 24 November 2026' },
  population: 'years 1 to 11 and X',
  definition: 'all possible sessions',
  asKnownAt: new Date('2026-11-24T16:40:00Z'),
  filters: ['SEN support'],
  invented: true,
  notes: ['Attendance is sessions attended of possible sessions.'],
};

/** A rate, a gap, a count and words; the first row has neither a base nor a gap. */
export const groupsTable: DataTable = {
  id: 'sen',
  caption: 'Special educational needs',
  head: 'Group',
  columns: [
    numberColumn('attendance', 'Attendance'),
    numberColumn('gap', 'Gap to the rest'),
    numberColumn('pupils', 'Pupils'),
    wordsColumn('why', 'Why'),
  ],
  rows: [
    { key: 'sen=none', head: 'No support', cells: [rateCell(0, 0), noneCell('nobody'), countCell(0), wordsCell('')] },
    {
      key: 'sen=support',
      head: '=SEN support',
      cells: [
        rateCell(1869, 2000),
        gapCell({ numerator: 1869, denominator: 2000 }, { numerator: 95, denominator: 100 }),
        countCell(1204),
        wordsCell('-1+2'),
      ],
    },
  ],
  total: {
    key: 'total',
    head: 'All',
    cells: [
      rateCell(1869, 2000),
      gapCell({ numerator: 97, denominator: 100 }, { numerator: 94, denominator: 100 }),
      countCell(1204),
      wordsCell('<&>'),
    ],
  },
};
