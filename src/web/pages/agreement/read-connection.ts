import type { WantedConnection } from '../../../agreement/set-connection.ts';
import { type FieldError, readSystem, type TypedSystem } from './read-system.ts';

/** A form of a connection that was not accepted: what may be shown again of it, and what is wrong. Never a user name or a password. */
export interface RefusedConnection {
  readonly typed: TypedSystem & { readonly address: string };
  readonly errors: readonly FieldError[];
}

const LONGEST = { address: 300, user: 200, secret: 2000 } as const;

/**
 * How an MIS is to be reached, from a form. For a direct connection all of its fields are needed each time: what was entered before is
 * never kept behind an empty field.
 */
export function readConnectionForm(form: Readonly<Record<string, string>>): WantedConnection | RefusedConnection {
  const read = readSystem(form);
  const isDirect = form['kind'] === 'direct';
  const address = isDirect ? readAddress(form['address'] ?? '') : null;
  const { user = '', secret = '' } = form;
  const errors: FieldError[] = [
    ...('errors' in read ? read.errors : []),
    ...(isDirect ? [...addressErrors(form['address'] ?? '', address), ...credentialErrors(user, secret)] : []),
  ];
  if ('system' in read && errors.length === 0)
    return isDirect
      ? { kind: 'direct', mis: read.system.mis, address: address!, credentials: { user: user.trim(), secret } }
      : { kind: 'wonde', mis: read.system.mis };
  const typed = 'system' in read ? read.system : read.typed;
  return { typed: { ...typed, address: address ?? '' }, errors };
}

/** The address in full; null when it is none that may be used. A name or a password in it would be shown and kept in the open. */
function readAddress(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST.address || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return url.protocol === 'https:' && isPlain ? url.href : null;
}

function addressErrors(text: string, address: string | null): FieldError[] {
  if (address !== null) return [];
  if (text.trim() === '') return [{ text: 'Enter the web address of your MIS', href: '#address' }];
  return [
    {
      text: 'Enter a web address that begins with https://, without a user name, a password or a question mark in it',
      href: '#address',
    },
  ];
}

function credentialErrors(user: string, secret: string): FieldError[] {
  return [
    ...(user.trim() === '' ? [{ text: 'Enter the user name', href: '#user' }] : []),
    ...(user.length > LONGEST.user
      ? [{ text: `The user name must be ${LONGEST.user} characters or fewer`, href: '#user' }]
      : []),
    ...(secret === '' ? [{ text: 'Enter the password or key', href: '#secret' }] : []),
    ...(secret.length > LONGEST.secret
      ? [{ text: `The password or key must be ${LONGEST.secret} characters or fewer`, href: '#secret' }]
      : []),
  ];
}
