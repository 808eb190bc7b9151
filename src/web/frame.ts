import { ofSchool, seesSchools, type Viewer } from '../access/viewer.ts';
import { londonTime } from '../domain/sessions/london.ts';
import { AREA_REPORTS } from '../reports/area-reports.ts';
import { SCHOOL_REPORTS } from '../reports/reports.ts';
import { timeText } from '../reports/times.ts';
import { STATISTICS_PAGES } from './statistics/links.ts';

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
  /** The viewer has other organisations to switch to. */
  readonly canSwitch: boolean;
  readonly navigation: readonly Link[];
  /** Pages beside this one: reports of the school that it is about, or those of statistics. */
  readonly reports: readonly Link[];
  readonly reportsLabel: 'Reports' | 'Statistics';
  readonly footer: readonly { readonly heading: string; readonly links: readonly Link[] }[];
  readonly invented: boolean;
  readonly csrfToken: string | null;
  readonly govuk: boolean;
  /** Folder of the stylesheet, scripts and icons; changes with their content. */
  readonly assets: string;
  /** When the session of a signed-in person ends; null for the public. */
  readonly session: SessionView | null;
}

export interface SessionView {
  /** Minutes without use after which a person must sign in again. */
  readonly minutes: number;
  /** `3.45pm`, London */
  readonly ends: string;
  /** Seconds until then, for the script that warns. */
  readonly seconds: number;
  /** The page that starts the time again and leads back here. */
  readonly stay: string;
}

/** What stays the same for all pages of an installation. */
export interface FrameFacts {
  readonly invented: boolean;
  readonly govuk: boolean;
  readonly assets: string;
  readonly sessionMinutes: number;
}

/** What belongs to one request. Times in milliseconds since 1970. */
export interface FrameRequest {
  /** The page's address without its query. */
  readonly path: string;
  /** Of the page itself. */
  readonly title: string;
  /** Name of the school that the page is about; null when it is about none. */
  readonly schoolName: string | null;
  /** For forms; null when nobody is signed in. */
  readonly csrfToken: string | null;
  readonly now: number;
  /** Null when nobody is signed in. */
  readonly sessionEndsAt: number | null;
}

export const SERVICE_NAME = 'Rollcall';

const SCHOOL_PAGES = [
  { text: 'Overview', below: '' },
  { text: 'Pupils', below: '/pupils' },
  { text: 'Data received', below: '/data-received' },
] as const;
const OPERATOR_PAGES = [
  { text: 'Requests', href: '/operator' },
  { text: 'Schools', href: '/operator/schools' },
  { text: 'Invite', href: '/operator/invite' },
  { text: 'People', href: '/operator/members' },
  { text: 'Releases', href: '/operator/releases' },
  { text: 'UKPRNs', href: '/operator/ukprns' },
  { text: 'Audit', href: '/operator/audit' },
] as const;

const FOOTER = [
  {
    heading: 'Statistics',
    links: [
      { text: 'Attendance statistics', href: '/statistics' },
      { text: 'Data and API', href: '/statistics/data' },
    ],
  },
  {
    heading: 'Schools, trusts and authorities',
    links: [
      { text: 'Share your school’s data', href: '/share-your-data' },
      { text: 'Get access to your reports', href: '/get-access' },
    ],
  },
  {
    heading: 'Data protection',
    links: [
      { text: 'Privacy notice', href: '/privacy' },
      { text: 'What we collect', href: '/what-we-collect' },
      { text: 'Conditions of use', href: '/conditions-of-use' },
      { text: 'Collection principles', href: '/data-collection-principles' },
      { text: 'Impact assessment', href: '/data-protection-impact-assessment' },
    ],
  },
  {
    heading: 'This website',
    links: [
      { text: 'Definitions', href: '/definitions' },
      { text: 'Accessibility', href: '/accessibility' },
      { text: 'Cookies', href: '/cookies' },
    ],
  },
] as const;

/** Only for those who may ask for it; the navigation is full. Below this heading. */
const WEEKLY_EMAIL_HEADING = 'Schools, trusts and authorities';
const WEEKLY_EMAIL = { text: 'Weekly e-mail', href: '/weekly-email' };

/** The frame of one page. */
export function makeFrame(facts: FrameFacts, viewer: Viewer | null, request: FrameRequest): Frame {
  const { path, title, csrfToken } = request;
  const school = schoolOfPath(viewer, path);
  const schoolName = school === null ? null : (request.schoolName ?? viewer?.organisation?.name ?? null);
  return {
    title: [title, ...(schoolName && schoolName !== title ? [schoolName] : []), SERVICE_NAME].join(' - '),
    serviceName: SERVICE_NAME,
    viewerName: viewer?.name ?? null,
    organisationName: viewer?.organisation?.name ?? null,
    canSwitch: (viewer?.organisations.length ?? 0) > 1,
    navigation: viewer ? navigationOf(viewer, path, school) : [],
    reports: reportsOf(path, school),
    reportsLabel: path.startsWith('/statistics') ? 'Statistics' : 'Reports',
    footer: FOOTER.map(({ heading, links }) => ({
      heading,
      links: [
        ...links,
        ...(heading === WEEKLY_EMAIL_HEADING && viewer && seesSchools(viewer, {}) ? [WEEKLY_EMAIL] : []),
      ].map((link) => ({
        ...link,
        current: path === link.href,
      })),
    })),
    invented: facts.invented,
    csrfToken,
    govuk: facts.govuk,
    assets: facts.assets,
    session: sessionOf(facts, request),
  };
}

/** Links to the reports of the school whose pages these are, or of the viewer's own. */
function reportsOf(path: string, school: number | null): Link[] {
  if (school === null) return path.startsWith('/statistics') ? pagesOfStatistics(path) : reportsOfArea(path);
  const root = `/schools/${school}`;
  return SCHOOL_REPORTS.map(({ name, path: below }) => ({
    text: name,
    href: root + below,
    current: path === root + below || path.startsWith(`${root}${below}/`),
  }));
}

/** Links to the pages of statistics; the page of one area or release is among all of them. */
const pagesOfStatistics = (path: string): Link[] =>
  STATISTICS_PAGES.map(({ text, href }) => ({
    text,
    href,
    current: path === href || (href !== '/statistics' && path.startsWith(`${href}/`)),
  }));

/** Links to the reports of all the schools together, on their own pages. */
function reportsOfArea(path: string): Link[] {
  const isCurrent = (href: string) => path === href || path === `${href}/download`;
  const links = AREA_REPORTS.map(({ name, path: href }) => ({ text: name, href, current: isCurrent(href) }));
  return links.some(({ current }) => current) ? links : [];
}

/** The school whose pages the path is among, if the viewer sees it; for a school's own people, theirs on other pages too. */
function schoolOfPath(viewer: Viewer | null, path: string): number | null {
  const asked = /^\/schools\/(\d+)(?:\/|$)/.exec(path)?.[1];
  if (asked !== undefined) return viewer?.scope.urns.includes(Number(asked)) ? Number(asked) : null;
  return null;
}

function navigationOf(viewer: Viewer, path: string, school: number | null): Link[] {
  const { organisation, scope, duty } = viewer;
  const own = organisation?.kind === 'school' && scope.urns.includes(organisation.urn) ? organisation.urn : null;
  const root = `/schools/${school ?? own}`;
  const link = (text: string, href: string, exact = true): Link => ({
    text,
    href,
    current: path === href || (!exact && path.startsWith(`${href}/`)),
  });
  return [
    ...(own === null && scope.urns.length > 0
      ? [{ ...link('Schools', '/schools'), current: path === '/schools' || /^\/area(\/|$)/.test(path) }]
      : []),
    ...(school !== null || own !== null
      ? SCHOOL_PAGES.map(({ text, below }) => link(text, root + below, below === ''))
      : []),
    ...(own !== null ? [link('Who has looked', `${root}/who-has-looked`)] : []),
    ...(duty === 'operator' ? OPERATOR_PAGES.map(({ text, href }) => link(text, href, href === '/operator')) : []).map(
      // Deciding a request is part of the requests, and the progress of all schools part of the schools.
      (each) =>
        (each.href === '/operator' && path.startsWith('/operator/requests/')) ||
        (each.href === '/operator/schools' && path === '/operator/campaign')
          ? { ...each, current: true }
          : each,
    ),
    ...(duty !== null ? [link('Tallies', '/tallies', false)] : []),
    ...(ofSchool(viewer, {}) ? [link('Agreement', '/agreement', false)] : []),
    ...(viewer.approver ? [link('Requests and people', '/approvals', false)] : []),
    ...(viewer.organisationKey !== null && duty === null ? [link('Your rights', '/rights', false)] : []),
  ];
}

function sessionOf({ sessionMinutes }: FrameFacts, { now, sessionEndsAt, path }: FrameRequest): SessionView | null {
  if (sessionEndsAt === null) return null;
  return {
    minutes: sessionMinutes,
    ends: timeText(londonTime(new Date(sessionEndsAt))),
    seconds: Math.max(0, Math.floor((sessionEndsAt - now) / 1000)),
    stay: `/session?to=${encodeURIComponent(path)}`,
  };
}
