import type { KeptStep, SchoolAgreement } from '../src/agreement/read-school-agreement.ts';
import { type AgreementFacts, NOT_ASKED } from '../src/domain/agreement/agreement.ts';
import type { AgreementPageFacts } from '../src/web/pages/agreement/agreement-page-facts.ts';
import { buildViewer } from './builders.ts';

export const NOW = new Date('2026-11-23T12:00:00Z');

const AGREEMENT: SchoolAgreement = {
  school: {
    urn: 900001,
    name: 'Heron',
    laCode: '301',
    areaName: 'Reedshire',
    regionCode: null,
    regionName: null,
    establishmentNumber: '2001',
    typeCode: '01',
    typeName: 'Community school',
    phaseName: 'Primary',
    statusCode: '1',
    statusName: 'Open',
    openDate: null,
    closeDate: null,
    lowAge: 4,
    highAge: 11,
    town: 'Reedham',
    postcode: 'RD1 1AA',
    sharingCategory: 'Primary',
    publishedPhase: 'Primary',
    mayShare: true,
    invented: true,
  },
  kept: {
    urn: 900001,
    facts: NOT_ASKED,
    events: 0,
    source: 'wonde',
    sourceSchoolId: null,
    changedAt: new Date('2026-11-20T09:00:00Z'),
    checkedAt: null,
    accessRequestedAt: null,
    deleteAfter: null,
    deletedAt: null,
  },
  history: [],
  connection: null,
  granted: null,
  lastCollection: null,
  wording: null,
  successors: [],
};

/** A step of a history, by somebody here unless told. */
export const buildStep = (step: Partial<KeptStep> & Pick<KeptStep, 'kind' | 'was' | 'state'>): KeptStep => ({
  event: 1,
  at: new Date('2026-11-20T09:00:00Z'),
  through: 'portal',
  person: 'dfe-sign-in:A1B2',
  name: 'Ada Lark',
  organisation: 'school:900001',
  wording: null,
  detail: {},
  ...step,
});

/** What the pages of an agreement are made from, for somebody who may agree for a school that nothing has happened to. */
export function buildFacts({
  facts = {},
  kept = {},
  agreement = {},
  ...others
}: {
  facts?: Partial<AgreementFacts>;
  kept?: Partial<SchoolAgreement['kept']>;
  agreement?: Partial<SchoolAgreement>;
} & Partial<Omit<AgreementPageFacts, 'agreement'>> = {}): AgreementPageFacts {
  return {
    viewer: buildViewer({ rights: new Set(['view', 'agree']) }),
    agreement: {
      ...AGREEMENT,
      kept: { ...AGREEMENT.kept, facts: { ...NOT_ASKED, ...facts }, ...kept },
      ...agreement,
    },
    now: NOW,
    operatorName: 'Reedshire Council',
    serviceName: 'Rollcall',
    collectAt: ['16:30'],
    refreshDays: 7,
    deciders: ['Ann Head'],
    notice: null,
    ...others,
  };
}
