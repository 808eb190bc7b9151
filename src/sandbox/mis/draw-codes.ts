import { createRandom, type Random } from '../random.ts';
import type { Spell } from '../schools/people.ts';
import { type CodeMix, type Reason, WEEKDAY_ABSENCE, WEEKDAY_LATE, weekFactor } from './code-mix.ts';
import { weekdayOf } from './days.ts';
import type { SchoolDays } from './plan-days.ts';

/** The last code of every session of a pupil's year, by day and half, as if it were on roll throughout. */
export function drawCodes(school: SchoolDays, spell: Spell, year: number): string[] {
  const { mix, calendar } = school;
  const random = createRandom(spell.person.key, calendar.startYear, 71);
  const share = drawPropensity(mix, random);
  const late = (mix.late / 10_000) * Math.exp(0.9 * random.normal() - 0.4);
  const dual = random.next() < (mix.others.find(([code]) => code === 'D')?.[1] ?? 0) / 4000;
  const reasons = mix.reasons.filter(({ fromYear }) => fromYear === undefined || year >= fromYear);
  const stretch = share >= 0.5 ? 2.5 : 1;
  const length = (stretch * sum(reasons, (r) => r.share)) / sum(reasons, (r) => r.share / r.length);
  const start = Math.min(0.95, (2 * share) / ((1 - share) * length));
  const codes: string[] = [];
  let left = 0;
  let reason = '';
  for (let d = 0; d < calendar.days.length; d++) {
    const weekday = weekdayOf(calendar.days[d]!) - 1;
    const startsHalf = random.next() < 0.88 ? 0 : 1;
    const starts = random.next() < start * WEEKDAY_ABSENCE[weekday]! * weekFactor(school.week[d]!);
    const visits = school.visits(spell.person.cohort, d);
    for (let half = 0; half < 2; half++) {
      if (left === 0 && starts && half === startsHalf) {
        const drawn = drawReason(reasons, random);
        reason = drawn.code;
        left = drawLength(drawn.length * stretch, half, random);
      }
      if (left > 0) {
        left--;
        codes.push(reason);
      } else codes.push(dual && weekday >= 3 ? 'D' : visits ? 'V' : drawPresent(mix, late, weekday, half, random));
    }
  }
  return codes;
}

function drawPresent(mix: CodeMix, late: number, weekday: number, half: number, random: Random): string {
  const draw = random.next();
  if (draw < late * WEEKDAY_LATE[weekday]! * (half === 0 ? 1.7 : 0.3)) return 'L';
  let other = 1 - draw;
  for (const [code, share] of mix.others) if (code !== 'D' && (other -= share / 10_000) < 0) return code;
  return half === 0 ? '/' : '\\';
}

function drawReason(reasons: readonly Reason[], random: Random): Reason {
  let draw = random.next() * sum(reasons, (r) => r.share / r.length);
  return reasons.find(({ share, length }) => (draw -= share / length) < 0) ?? reasons[0]!;
}

/** Sessions of a spell of absence: short ones stay a session or two, longer ones are whole days from their start. */
function drawLength(mean: number, half: number, random: Random): number {
  if (mean <= 1) return 1;
  const wholeDays = 1 + Math.floor(-Math.log(1 - random.next()) * Math.max(0.01, mean / 2 - 0.5));
  return half === 0 ? wholeDays * 2 : wholeDays * 2 - 1;
}

function sum<T>(list: readonly T[], of: (item: T) => number): number {
  return list.reduce((total, item) => total + of(item), 0);
}

/** Draws how much of a year a pupil misses, as a share of its sessions. */
function drawPropensity(mix: CodeMix, random: Random): number {
  const [severe, normal, much] = [random.next(), random.normal(), random.next()];
  if (severe < mix.severe) return 0.5 + 0.42 * much;
  return Math.min(0.48, mix.middle * Math.exp(mix.width * normal));
}
