import type { Granted } from '../../../agreement/read-granted.ts';
import { countText } from '../../../reports/figures.ts';
import { ITEMS } from '../what-we-collect/collected-items.ts';

/** What a school shares at Wonde, item by item. */
export interface PermissionsView {
  readonly summary: string;
  readonly rows: readonly {
    readonly item: string;
    readonly status: { readonly text: string; readonly colour: 'green' | 'orange' | 'grey' };
    readonly meaning: string;
  }[];
  readonly wider: readonly string[];
  readonly hidden: string | null;
}

/** Names by which a source's permissions are compared with the items, in the order of the list “What we collect”. */
export const ITEM_CODES = [
  'forename',
  'surname',
  'upn',
  'gender',
  'ethnicity',
  'looked-after',
  'previously-looked-after',
  'sen-support',
  'ehc-plan',
  'free-school-meals',
  'nc-year',
  'school',
  'local-authority',
] as const;

const NAMES = new Map<string, string>([
  ...ITEM_CODES.map((code, place) => [code, ITEMS[place]!.item] as const),
  ['marks', 'The attendance marks'],
]);

/** What it means for the school that an item is not shared. */
const MISSING: Readonly<Record<string, string>> = {
  forename: 'Your pupils are shown without it',
  surname: 'Your pupils are shown without it',
  upn: 'A pupil who leaves and comes back may be taken for somebody new',
  'nc-year': 'Pupils whose year is not known are not collected',
  marks: 'There is nothing to show until it is shared',
};
const MISSING_GROUP = 'Your reports cannot show this group of pupils';

/** The thirteen items and the marks as the school has granted them, and what is granted besides. */
export function viewPermissions({ items, wider, hiddenPupils }: Granted): PermissionsView {
  const rows = items.map(({ item, state }) => ({
    item: NAMES.get(item) ?? item,
    ...STATUS[state],
    meaning: meaningOf(item, state),
  }));
  const missing = items.filter(({ state }) => state === 'missing').length;
  return {
    summary:
      missing === 0
        ? 'Wonde names each thing that a school can share. This is what your school has granted there, as far as it can be told.'
        : `${countText(missing, 'item')} ${missing === 1 ? 'is' : 'are'} not shared. You can grant ${missing === 1 ? 'it' : 'them'} in Wonde’s school portal, on the page of this service.`,
    rows,
    wider: wider.map(({ name, description }) => (description === null ? name : `${name} (${description})`)),
    hidden: hiddenPupils
      ? `Your school hides ${countText(hiddenPupils, 'pupil')} from this service in Wonde. They are not collected.`
      : null,
  };
}

const STATUS = {
  granted: { status: { text: 'Shared', colour: 'green' } },
  missing: { status: { text: 'Not shared', colour: 'orange' } },
  unknown: { status: { text: 'Not known', colour: 'grey' } },
} as const;

function meaningOf(item: string, state: Granted['items'][number]['state']): string {
  if (state === 'granted') return 'Read every school day';
  if (state === 'unknown') return 'Wonde’s answer does not say. If it is missing, your page “Data received” shows it';
  return MISSING[item] ?? MISSING_GROUP;
}
