import { createHash } from 'node:crypto';

/** SHA-256 of a wording, in hexadecimal: the name under which the exact text is kept. */
export const digestWording = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
