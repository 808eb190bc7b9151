import type { Viewer } from '../../../access/viewer.ts';
import { type Frame, makeFrame } from '../../frame.ts';

/** A head teacher of the tests: someone who acts for one school and sees it. */
export function viewerOf(urn: number, { sensitive = false } = {}): Viewer {
  const organisation = { kind: 'school', urn, name: 'Test Heron Primary School (invented)' } as const;
  return {
    person: 'oidc:head',
    door: 'oidc',
    name: 'Ann Head',
    email: 'head@heron.example',
    organisation,
    organisationKey: `school:${urn}`,
    organisations: [organisation],
    rights: new Set(sensitive ? ['view', 'sensitive'] : ['view']),
    approver: false,
    waiting: false,
    duty: null,
    scope: { urns: [urn], person: 'oidc:head', organisation: `school:${urn}`, ...(sensitive && { sensitive }) },
    standing: { reason: 'sees-schools' },
  };
}

/** What stands round a page in the tests. */
export const frameOf = (viewer: Viewer | null, path: string): Frame =>
  makeFrame({ invented: true, govuk: false, assets: '/assets/x', sessionMinutes: 20 }, viewer, {
    path,
    title: 'Title',
    schoolName: null,
    csrfToken: 'token of the session',
    now: Date.parse('2026-11-23T17:00:00Z'),
    sessionEndsAt: Date.parse('2026-11-23T17:20:00Z'),
  });
