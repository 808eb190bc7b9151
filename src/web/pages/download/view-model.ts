import { CONDITIONS_OF_USE, type Downloadable, NOT_ALLOWED, purposesOf } from '../../../access/purposes.ts';

/** What a page that asks for the purpose of a file is told about the file. */
export interface DownloadFacts {
  readonly title: string;
  /** Stands above the heading. */
  readonly schoolName: string;
  /** Where the form is sent. */
  readonly address: string;
  readonly back: { readonly href: string; readonly text: string };
  /** What is in the file; null when nothing is. */
  readonly what: readonly string[] | null;
  /** What stands there when nothing is in it. */
  readonly nothing: string;
  readonly recorded: string;
  /** What the form carries on. */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  /** On the button; that of a CSV file unless told. */
  readonly button?: string;
}

export interface DownloadView extends DownloadFacts {
  readonly heading: string;
  readonly question: string;
  readonly purposes: readonly { readonly value: string; readonly text: string }[];
  /** Null unless the form was sent without a purpose of the list. */
  readonly error: string | null;
  readonly conditions: string;
  readonly notAllowed: readonly string[];
}

/** Makes the page. */
export function viewDownload(
  facts: DownloadFacts,
  downloadable: Downloadable,
  refused: 'no-purpose' | null = null,
): DownloadView {
  const error = refused === null || facts.what === null ? null : 'Select what the file is for';
  return {
    ...facts,
    title: error === null ? facts.title : `Error: ${facts.title}`,
    heading: facts.title,
    question: 'What is the file for?',
    purposes: purposesOf(downloadable).map(({ key, words }) => ({ value: key, text: words })),
    error,
    conditions: CONDITIONS_OF_USE,
    notAllowed: NOT_ALLOWED,
  };
}
