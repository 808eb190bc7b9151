import type { RightName } from '../../store/rights.ts';
import type { RolePlaces } from '../doors.ts';
import { placeOf } from '../entitlements.ts';
import { belongs, type Viewer } from '../viewer.ts';

/** Why a right cannot be asked for. `kept-elsewhere`: who holds the role is decided in DfE Sign-in or IDAMS. */
export type CannotAsk = 'no-organisation' | 'schools-only' | 'kept-elsewhere';

/** Standings of people whose organisation may be given rights through this door. */
const ELIGIBLE: ReadonlySet<Viewer['standing']['reason']> = new Set([
  'sees-schools',
  'no-role',
  'cannot-check',
  'not-agreed',
  'no-school-shares',
]);

/** Whether the viewer can ask for a right in the organisation acted for: null when they can, else why not. */
export function cannotAsk(viewer: Viewer, right: RightName, places: RolePlaces): CannotAsk | null {
  if (!belongs(viewer, {}) || !ELIGIBLE.has(viewer.standing.reason)) return 'no-organisation';
  // Agreement is an act of the school itself.
  if (right === 'agree' && viewer.organisation?.kind !== 'school') return 'schools-only';
  if (right === 'view' && placeOf(places, viewer.door) !== 'local') return 'kept-elsewhere';
  return null;
}
