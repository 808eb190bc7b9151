import type { Place } from './school-facts.ts';

/** Mean radius of the Earth. */
const RADIUS_KM = 6371;

/** Kilometres in a straight line, to the nearest whole one. */
export function distanceKm(from: Place, to: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const north = Math.sin(radians(to.latitude - from.latitude) / 2);
  const east = Math.sin(radians(to.longitude - from.longitude) / 2);
  const chord = north ** 2 + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * east ** 2;
  return Math.round(2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord))));
}
