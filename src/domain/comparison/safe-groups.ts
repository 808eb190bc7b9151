import { bitOf, COMPARISON_GROUPS, type ComparisonGroup, type Hidden, type Weight } from './comparison-group.ts';
import { addWeights, tellsFew } from './tells-few.ts';

/** Each group that may be shown (null), or why not. */
export type Judged = ReadonlyMap<ComparisonGroup, Hidden | null>;

/**
 * Which groups may be shown together. Each has at least so many schools, none of which has more than half, and no sum or difference of
 * those shown is about fewer than three. All of it must hold twice: for somebody who knows none of the other schools, since pages are
 * printed and passed on, and for the viewer, who knows some and can take them away.
 * @param layers what is counted, in parts that could be told apart: the first must have enough schools, the others enough or none
 * @param least schools
 * @param among only these are judged
 */
export function safeGroups(
  layers: readonly (readonly Weight[])[],
  least: number,
  among: readonly ComparisonGroup[] = COMPARISON_GROUPS,
): Judged {
  const judged = new Map<ComparisonGroup, Hidden | null>();
  let shown = 0;
  for (const group of COMPARISON_GROUPS) {
    if (!among.includes(group)) continue;
    const why = judge(layers, bitOf(group), shown, least);
    judged.set(group, why);
    if (why === null) shown |= bitOf(group);
  }
  return judged;
}

function judge(layers: readonly (readonly Weight[])[], bit: number, shown: number, least: number): Hidden | null {
  for (const [index, layer] of layers.entries()) {
    const unknown = layer.filter(({ known }) => !known);
    const knowsSome = unknown.length < layer.length;
    const why =
      judgeSize(layer, bit, least, index > 0) ??
      (knowsSome ? judgeSize(unknown, bit, least, true) : null) ??
      (tellsFew(layer, shown | bit) || (knowsSome && tellsFew(unknown, shown | bit)) ? 'close' : null);
    if (why !== null) return why;
  }
  return null;
}

function judgeSize(weights: readonly Weight[], bit: number, least: number, mayBeNone: boolean): Hidden | null {
  const { schools, dominated } = addWeights(weights.filter(({ groups }) => groups & bit));
  if (schools === 0) return mayBeNone ? null : 'none';
  if (schools < least) return 'few';
  return dominated ? 'large' : null;
}
