import { countText, numberText } from '../figures.ts';
import { AGREEMENT_WORDS, CONNECTION_WORDS, DUTY_WORDS, rightsText } from './detail-words.ts';
import { readDetail } from './event-words.ts';
import type { EventRow } from './query.ts';

type Facts = ReadonlyMap<string, string>;

/**
 * What an event was about, for a school's own people: the purpose of a download, the name of a report, the right and whose it is,
 * the new state of an agreement. Null when its name says all.
 * @param roleName the role's own name, a setting
 */
export function aboutEvent({ what, detail }: Pick<EventRow, 'what' | 'detail'>, roleName: string): string | null {
  const facts: Facts = new Map(readDetail(detail));
  switch (what) {
    case 'download':
      return aboutDownload(facts);
    case 'report-view':
      return facts.get('page') ?? null;
    case 'right-asked':
    case 'request-withdrawn':
      return joined([rightOf(facts, roleName)]);
    case 'right-granted':
    case 'right-refused':
      return joined([rightOf(facts, roleName), forWhom(facts, 'to'), facts.has('self') ? 'by themselves' : null]);
    case 'right-taken':
      return joined([rightOf(facts, roleName), forWhom(facts, 'of'), facts.has('self') ? 'given up' : null]);
    case 'member-added':
      return joined([facts.get('email'), dutyOf(facts, 'duty'), prefixed('before: ', dutyOf(facts, 'before'))]);
    case 'member-removed':
      return joined([facts.get('email'), prefixed('was: ', dutyOf(facts, 'duty')), endedRights(facts, roleName)]);
    case 'agreement-changed':
      return agreementOf(facts);
    case 'connection-changed':
      return joined([connectionOf(facts), facts.get('mis')]);
    case 'school-invited':
      return counted(facts, 'addresses', 'address', 'addresses');
    case 'data-deleted':
      return counted(facts, 'rows', 'row', 'rows');
    default:
      return null;
  }
}

const prefixed = (prefix: string, text: string | null): string | null => text && `${prefix}${text}`;

function joined(parts: readonly (string | null | undefined)[]): string | null {
  const known = parts.filter((part) => part != null && part !== '');
  return known.length === 0 ? null : known.join(', ');
}

function aboutDownload(facts: Facts): string {
  const rows = facts.get('rows');
  return `${facts.get('purpose') ?? 'No purpose was given'}${rows && /^\d+$/.test(rows) ? ` (${numberText(Number(rows))} rows)` : ''}`;
}

function rightOf(facts: Facts, roleName: string): string | null {
  const names = facts.get('rights') ?? facts.get('right');
  return names === undefined ? null : `“${rightsText(names, roleName)}”`;
}

/** @param who the detail that holds the person's key; their name stands beside it */
function forWhom(facts: Facts, who: 'to' | 'of'): string | null {
  if (!facts.has(who)) return null;
  return `${who === 'to' ? 'for' : 'from'} ${facts.get(`${who}Name`) ?? 'someone without a name'}`;
}

function dutyOf(facts: Facts, name: 'duty' | 'before'): string | null {
  const duty = facts.get(name);
  return duty === undefined ? null : (DUTY_WORDS[duty] ?? duty);
}

function endedRights(facts: Facts, roleName: string): string | null {
  const names = facts.get('rights');
  return names === undefined ? null : `lost “${rightsText(names, roleName)}”`;
}

function agreementOf(facts: Facts): string | null {
  const now = facts.get('now');
  if (now === undefined) return null;
  const was = facts.get('was');
  const words = (state: string) => AGREEMENT_WORDS[state] ?? state;
  return was === undefined ? words(now) : `${words(now)}. Before: ${lowerFirst(words(was))}`;
}

function connectionOf(facts: Facts): string | null {
  const kind = facts.get('connection');
  return kind === undefined ? null : (CONNECTION_WORDS[kind] ?? kind);
}

function counted(facts: Facts, name: string, one: string, many: string): string | null {
  const value = facts.get(name);
  return value !== undefined && /^\d+$/.test(value) ? countText(Number(value), one, many) : null;
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
