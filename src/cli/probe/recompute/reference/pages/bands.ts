import type { OwnSessions } from '../choose.ts';
import { count, rate, said, table } from '../expected.ts';
import type { ReferencePage } from './page.ts';

const BANDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Five points wide each, from nothing; the last is a half and more. */
export function bandOf({ tally: { missed, possible } }: Pick<OwnSessions, 'tally'>): number {
  let band = 0;
  while (band < 10 && missed * 20 >= (band + 1) * possible) band++;
  return band;
}

/** Absence bands: pupils in each, in each and all above it, and by year group. */
export const bandsPage: ReferencePage = ({ asked, chosen }) => {
  const floor = Number(asked.own['floor'] ?? 0);
  const pupils = chosen.pupils.filter(({ tally }) => tally.possible >= floor);
  const inBand = (band: number, among = pupils) => among.filter((pupil) => bandOf(pupil) === band).length;
  const years = Map.groupBy(pupils, ({ who }) => who.ncYear);
  return new Map([
    said([rate(inBand(0) + inBand(1), pupils.length)]),
    [
      'bands',
      table(
        BANDS.map((band) => [
          String(band),
          {
            pupils: count(inBand(band)),
            share: rate(inBand(band), pupils.length),
            cumulative: rate(pupils.filter((pupil) => bandOf(pupil) >= band).length, pupils.length),
          },
        ]),
        {
          pupils: count(pupils.length),
          share: rate(pupils.length, pupils.length),
          cumulative: rate(pupils.length, pupils.length),
        },
      ),
    ],
    [
      'bands-by-year',
      table(
        [...years].map(([year, own]) => [
          year,
          {
            ...Object.fromEntries(BANDS.map((band) => [`b${band}`, count(inBand(band, own))])),
            pupils: count(own.length),
          },
        ]),
      ),
    ],
  ]);
};
