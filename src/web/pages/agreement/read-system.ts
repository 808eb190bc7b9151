import { MIS_NAMES } from '../../../domain/mis/mis-names.ts';
import type { AgreementAnswers } from '../../page.ts';

type System = NonNullable<AgreementAnswers['system']>;

/** What was chosen of a form that asks for the MIS and how it is reached. */
export interface TypedSystem {
  readonly mis: string | null;
  readonly kind?: System['kind'];
}

export interface FieldError {
  readonly text: string;
  readonly href: string;
}

/** The MIS and how it is reached, from a form; or what is wrong with it. What is not among the choices counts as not chosen. */
export function readSystem(
  form: Readonly<Record<string, string>>,
): { readonly system: System } | { readonly typed: TypedSystem; readonly errors: readonly FieldError[] } {
  const mis = MIS_NAMES.find((name) => name === form['mis']) ?? null;
  const kind = form['kind'] === 'wonde' || form['kind'] === 'direct' ? form['kind'] : undefined;
  const errors = [
    ...(mis === null ? [{ text: 'Select your school’s MIS', href: '#mis' }] : []),
    ...(kind === undefined ? [{ text: 'Select how your MIS is reached', href: '#kind' }] : []),
    ...(mis === 'Wonde Generic' && kind === 'direct'
      ? [{ text: 'Select “Through Wonde”: Wonde Generic is reached through Wonde alone', href: '#kind' }]
      : []),
  ];
  if (errors.length === 0) return { system: { mis: mis!, kind: kind! } };
  return { typed: { mis, ...(kind && { kind }) }, errors };
}

/** The choice that fits what Wonde calls the MIS, if one does. */
export const nearestMis = (name: string | null): string | null => MIS_NAMES.find((each) => each === name) ?? null;
