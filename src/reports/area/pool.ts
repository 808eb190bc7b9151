import type { Counts } from '../../domain/measures/counts.ts';
import { addBands, type SchoolFigures } from './figures.ts';

/** Schools together: their counts added, never their rates. */
export function poolFigures(figures: Iterable<SchoolFigures>): SchoolFigures {
  const all = [...figures];
  const counts = { attended: 0, authorised: 0, unauthorised: 0 };
  const weeks = new Map<number, Counts>();
  for (const each of all) {
    addTo(counts, each);
    for (const [number, week] of each.weeks) {
      let pooled = weeks.get(number);
      if (!pooled) weeks.set(number, (pooled = { attended: 0, authorised: 0, unauthorised: 0 }));
      addTo(pooled, week);
    }
  }
  return { ...counts, enrolments: addBands(all), weeks };
}

export function addTo(to: Counts, { attended, authorised, unauthorised }: Counts): void {
  to.attended += attended;
  to.authorised += authorised;
  to.unauthorised += unauthorised;
}
