import type { Viewer } from '../access/viewer.ts';

export interface Link {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
}

/** What every page has around its own content. */
export interface Frame {
  /** Of the browser's window: page - school - service. */
  readonly title: string;
  readonly serviceName: string;
  readonly viewerName: string | null;
  readonly organisationName: string | null;
  readonly navigation: readonly Link[];
  readonly footer: readonly Link[];
  readonly invented: boolean;
  readonly csrfToken: string | null;
  readonly govuk: boolean;
  /** Folder of the stylesheet, scripts and icons; changes with their content. */
  readonly assets: string;
  /** Minutes without use after which a signed-in person must sign in again; null for the public. */
  readonly sessionMinutes: number | null;
}

/** What stays the same for all pages of an installation. */
export interface FrameFacts {
  readonly invented: boolean;
  readonly govuk: boolean;
  readonly assets: string;
  readonly sessionMinutes: number;
}

export const SERVICE_NAME = 'Rollcall';

const SCHOOL_PAGES = [
  { text: 'Overview', below: '' },
  { text: 'Pupils', below: '/pupils' },
  { text: 'Data received', below: '/data-received' },
] as const;

const FOOTER = [
  { text: 'What we collect', href: '/what-we-collect' },
  { text: 'Accessibility', href: '/accessibility' },
  { text: 'Cookies', href: '/cookies' },
] as const;

/**
 * The frame of one page.
 * @param path the page's address without its query
 * @param title of the page itself
 * @param csrfToken for the sign-out form; null when nobody is signed in
 */
export function makeFrame(
  facts: FrameFacts,
  viewer: Viewer | null,
  path: string,
  title: string,
  csrfToken: string | null,
): Frame {
  const school = viewer?.organisation ?? null;
  const root = school && viewer?.scope.includes(school.urn) ? `/schools/${school.urn}` : null;
  const ofSchool = root !== null && (path === root || path.startsWith(`${root}/`));
  return {
    title: [title, ...(ofSchool ? [school!.name] : []), SERVICE_NAME].join(' - '),
    serviceName: SERVICE_NAME,
    viewerName: viewer?.name ?? null,
    organisationName: school?.name ?? null,
    navigation:
      root === null
        ? []
        : SCHOOL_PAGES.map(({ text, below }) => ({ text, href: root + below, current: isCurrent(path, root, below) })),
    footer: FOOTER.map((link) => ({ ...link, current: path === link.href })),
    invented: facts.invented,
    csrfToken,
    govuk: facts.govuk,
    assets: facts.assets,
    sessionMinutes: viewer ? facts.sessionMinutes : null,
  };
}

const isCurrent = (path: string, root: string, below: string) =>
  path === root + below || (below !== '' && path.startsWith(`${root + below}/`));
