import { MIS_NAMES } from '../../../domain/mis/mis-names.ts';
import type { FieldError, TypedSystem } from './read-system.ts';

/** The form that asks for the MIS and how it is reached. */
export function viewSystem(school: { readonly name: string }, typed: TypedSystem, errors: readonly FieldError[] = []) {
  return {
    title: errors.length > 0 ? 'Error: Your MIS and how it is reached' : 'Your MIS and how it is reached',
    heading: 'Your MIS and how it is reached',
    school: school.name,
    errors,
    ...systemFields(typed, errors),
  };
}

/** The fields that ask for the MIS and how it is reached, as GOV.UK’s components take them. */
export function systemFields({ mis, kind }: TypedSystem, errors: readonly FieldError[]) {
  const error = (href: string) => errors.find((each) => each.href === href)?.text ?? null;
  return {
    mis: {
      items: [
        { value: '', text: 'Choose your MIS', selected: mis === null },
        ...MIS_NAMES.map((name) => ({ value: name, text: name, selected: name === mis })),
      ],
      error: error('#mis'),
    },
    kind: {
      wonde: kind === 'wonde',
      direct: kind === 'direct',
      error: error('#kind'),
    },
  };
}
