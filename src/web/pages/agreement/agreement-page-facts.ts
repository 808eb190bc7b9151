import type { Viewer } from '../../../access/viewer.ts';
import type { SchoolAgreement } from '../../../agreement/read-school-agreement.ts';
import type { Notice } from '../rights/take-notice.ts';

/** What the words of the agreement's first page are made from. */
export interface AgreementPageFacts {
  readonly viewer: Viewer;
  readonly agreement: SchoolAgreement;
  readonly now: Date;
  readonly operatorName: string | null;
  readonly serviceName: string;
  readonly collectAt: readonly string[];
  readonly refreshDays: number;
  /** Names of those who decide who may agree, at the school. */
  readonly deciders: readonly string[];
  readonly notice: Notice | null;
}

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** A plain page about an agreement: what is so, and the way on. */
export interface MessagePage {
  readonly title: string;
  readonly heading: string;
  readonly school: string;
  readonly paragraphs: readonly string[];
  readonly links: readonly Link[];
}

/** `one, two and three` */
export const andList = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
