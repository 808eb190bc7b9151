import { momentText } from '../../domain/sessions/times.ts';
import { cleanLine } from '../clean-text.ts';
import { name, type Setting } from './message.ts';

/** `Heron Primary School (URN 900001)` */
export const schoolInFull = ({ school, urn }: { readonly school: string; readonly urn: number }): string =>
  `${name(school)} (URN ${urn})`;

/** `4.35pm on Monday 23 November 2026`, London time. @param instant as ISO 8601 writes it */
export const moment = (instant: string): string => momentText(new Date(instant));

/** Who runs the service; where no setting says it, in words. */
export const operator = ({ operatorName, serviceName }: Setting): string =>
  operatorName === null ? `The operator of ${name(serviceName)}` : name(operatorName);

/** Where to get help, as the last paragraph; nothing when no setting says it. */
export function help({ helpContact }: Setting): string[] {
  if (helpContact === null) return [];
  const contact = cleanLine(helpContact, 300).replace(/^mailto:/i, '');
  return [`If you need help:\n${contact}`];
}

/** Mail to a school's approvers says why they get it; where there are none, the operators read that. */
export const whyYou = ({ audience }: Setting): string =>
  audience === 'operators'
    ? 'This comes to you, who run the service, because the school has no approver. Tell the school.'
    : 'You get this mail because you are an approver of the school.';
