import type { DoorGroup, Doors } from '../../../access/doors.ts';
import type { Door } from '../../../access/person.ts';

/** One way in, as the page of choice offers it. */
interface Choice {
  readonly text: string;
  readonly hint: string;
  readonly href: string;
}

const GROUPS: Readonly<Record<DoorGroup, string>> = {
  schools: 'a school',
  trusts: 'an academy trust',
  authorities: 'a local authority',
};

const WITH: Readonly<Record<Door, string>> = {
  'dfe-sign-in': 'With your DfE Sign-in account.',
  idams: 'With your IDAMS user name and password.',
  oidc: 'With your own organisation’s account.',
};

/**
 * The page on which people choose how they sign in, by whom they work for.
 * @param doors those in use, in the order in which they are offered
 * @param to the own path on which they go on
 */
export function chooseDoorPage(groups: Doors, doors: readonly Door[], operatorName: string | null, to: string) {
  const query = to === '/' ? '' : `?to=${encodeURIComponent(to)}`;
  const choices = doors.map((door): Choice => {
    const comers = (Object.keys(GROUPS) as DoorGroup[]).filter((group) => groups[group] === door);
    const who = comers.map((group) => GROUPS[group]);
    const works = who.length > 0 ? [`I work for ${orList(who)}`] : [];
    const runs = door === 'oidc' ? [operatorName ? `I work for ${operatorName}` : 'I help to run this service'] : [];
    return { text: [...works, ...runs].join(', or '), hint: WITH[door], href: `/sign-in/${door}${query}` };
  });
  return { title: 'Sign in', heading: 'Who do you work for?', choices };
}

const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
