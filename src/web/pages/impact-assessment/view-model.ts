import { NOT_ALLOWED } from '../../../access/purposes.ts';
import { isDate } from '../../../domain/sessions/dates.ts';
import { withoutDay } from '../../../domain/sessions/in-words.ts';
import {
  bullets,
  type Document,
  facts,
  inset,
  link,
  makeDocument,
  paragraph,
  type Section,
  section,
  table,
} from '../../document.ts';
import { afterOptOut, lawfulBasis, type Particulars, type PublicFacts, say } from '../../particulars.ts';
import { marksAreKept } from '../privacy/retention.ts';
import { ITEMS } from '../what-we-collect/collected-items.ts';
import { RISKS } from './risks.ts';

/**
 * Every word of the impact assessment (UK GDPR Article 35), in the order of the Information Commissioner's template. It tells of
 * the software what is so; what depends on the operator is a setting, or stands as left to it.
 */
export function viewImpactAssessment(installation: PublicFacts): Document {
  const { particulars } = installation;
  return makeDocument(
    'Data protection impact assessment',
    [
      'What could go wrong for children and others when attendance data is collected and shown here, and what is done about it.',
    ],
    [
      need(particulars),
      describe(installation),
      section(
        'Consultation',
        paragraph(
          'Before the first school is asked, the organisation that runs this service consults schools, parents’ and pupils’ representatives, and its data protection officer.',
        ),
        paragraph('Who was consulted, and what they said: ', say(particulars, 'dpiaConsultation')),
      ),
      necessity(particulars),
      section(
        'Risks, and what is done about them',
        paragraph(
          'The ratings are proposed by the makers of the software. Whoever signs this assessment confirms or changes them for their own installation.',
        ),
        table(
          'Risks to pupils, their families and staff',
          ['Risk', 'If nothing were done', 'What the software does', 'What is left'],
          RISKS.map(({ risk, before, measures, left }) => [risk, before, measures, left]),
        ),
      ),
      residual(),
      signOff(particulars),
    ],
  );
}

const need = (particulars: Particulars): Section =>
  section(
    'Why this assessment is needed',
    paragraph(
      'This service collects data about many children, some of it special category data, from many schools, and brings it together. The law asks for an assessment before such data is first used.',
    ),
    facts([
      ['Controller', say(particulars, 'operatorName')],
      ['Data protection officer', say(particulars, 'dpoName')],
      [
        'Subject',
        'Collecting attendance registers from schools that agree, every school day, and giving them back as reports',
      ],
    ]),
  );

const describe = ({ retentionYears, optOutKeepDays, particulars }: PublicFacts): Section =>
  section(
    'What is done',
    facts([
      [
        'Nature',
        'The register is read from a school’s management information system, through Wonde or directly, on every school day. It is stored, checked, counted, and shown as reports. What is not on the list is dropped as it is read.',
      ],
      [
        'Data',
        [
          `${ITEMS.length} items for each pupil and the marks of each session. `,
          link('What we collect', '/what-we-collect'),
        ],
      ],
      [
        'Special category and similar data',
        'Ethnicity; special educational needs; marks that tell of illness or medical treatment; whether a child is or was looked after; the mark for criminal justice detention.',
      ],
      [
        'Whose data',
        'Pupils from reception to year 13 of schools that share. Staff who sign in, agree or are invited.',
      ],
      [
        'Who sees it',
        'Staff of the school, of its academy trust and of its local authority, with a role that their own organisation gives. An analyst of the operator sees counts of all schools together.',
      ],
      [
        'How long',
        [
          ...marksAreKept(retentionYears),
          `After a school has stopped: ${lowerFirst(afterOptOut(optOutKeepDays))}.`,
        ].join(' '),
      ],
      ['Where', say(particulars, 'hosting')],
      [
        'Context',
        'Children do not choose to be in a register. Their schools decide to share. Parents expect a school to keep a register; many will not expect it to be read outside the school.',
      ],
      ['Purpose', 'Helping children to attend school.'],
    ]),
    paragraph('It is never used for:'),
    bullets(NOT_ALLOWED),
  );

const necessity = (particulars: Particulars): Section =>
  section(
    'Necessity and proportionality',
    facts([
      ['Lawful basis', lawfulBasis(particulars)],
      [
        'Not consent',
        'A school’s agreement is the act of an organisation. It is not the consent of pupils or parents, and is not relied on as such.',
      ],
      [
        'Why at the level of pupils',
        'Help is given to pupils, not to averages. A school, a trust and an authority can only help a child whom they can name, and see absence build up only day by day.',
      ],
      [
        'Why not less',
        'Dates of birth, addresses, contacts, comments and medical notes are not needed for this, and are not kept. Figures for everyone are made without names.',
      ],
      [
        'Why daily',
        'What is known a term later comes too late to help. Reading once a day is enough; lessons and minutes late are not read.',
      ],
      [
        'Function creep',
        'The purposes of files are a fixed list. Organisations that inspect or fund are given no access. A new purpose needs a new assessment.',
      ],
      [
        'Accuracy',
        'The school’s register is right. Its corrections are taken over within the refresh period, and later ones are shown to it.',
      ],
      ['Information and rights', [link('Privacy notice', '/privacy'), ', with a part for pupils']],
      [
        'Processors',
        'Wonde Limited where a school connects through it, and whoever hosts the service. A contract under Article 28 is needed with each, and is for the operator to make.',
      ],
      ['International transfers', 'The software sends data to no other country by itself. Where it is hosted decides.'],
    ]),
  );

const residual = (): Section =>
  section(
    'What remains',
    paragraph('With these measures, most risks are low or medium. These need the attention of whoever signs:'),
    bullets([
      'deletion of older years, which the software does not yet do by itself',
      'encryption of disks and backups, and who can reach the machines and the database',
      'someone who reads the record of who has looked, regularly',
      'answering requests of pupils and parents for their data in time',
      'contracts with processors, and a document of policy for special category data (Data Protection Act 2018, Schedule 1)',
      'that the service has not been tried against the live systems of Wonde, DfE Sign-in or IDAMS by its makers',
    ]),
    inset(
      'If a high risk remains that cannot be reduced, the Information Commissioner must be consulted before the service is used with real data.',
    ),
  );

const signOff = (particulars: Particulars): Section => {
  const { dpiaSignedOn } = particulars;
  return section(
    'Sign-off',
    facts([
      ['Measures and remaining risks accepted by', say(particulars, 'dpiaSignedBy')],
      ['On', isDate(dpiaSignedOn) ? withoutDay(dpiaSignedOn) : say(particulars, 'dpiaSignedOn')],
      ['Reviewed', 'Every year, and whenever what is collected, who sees it or what for is to change'],
    ]),
  );
};

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
