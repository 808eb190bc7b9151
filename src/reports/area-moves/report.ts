import type { AreaReport } from '../area-report.ts';
import { findMoves, type Moves } from './find-moves.ts';
import { readSharedStays } from './query.ts';
import { viewAreaMoves } from './view.ts';

/** Pupils who moved from one of the schools to another, or are at two. */
export const areaMoves: AreaReport<Moves> = {
  name: 'Moves between schools',
  path: '/area/moves',
  names: true,
  without: ['population', 'groups', 'definition'],
  more: async ({ transaction, facts }) => findMoves(await readSharedStays(transaction, facts.asked.urns, facts.year)),
  view: viewAreaMoves,
};
