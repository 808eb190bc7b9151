import { NOT_ALLOWED } from '../../../access/purposes.ts';
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
  shortList,
  subheading,
} from '../../document.ts';
import { afterOptOut, lawfulBasis, type Particulars, type PublicFacts, say } from '../../particulars.ts';
import { ITEMS } from '../what-we-collect/collected-items.ts';
import { forPupils } from './for-pupils.ts';
import { marksAreKept } from './retention.ts';

/** Every word of the privacy notice: what UK GDPR Articles 13 and 14 ask to be told, and a part that pupils can read. */
export function viewPrivacy(installation: PublicFacts): Document {
  const { particulars } = installation;
  return makeDocument(
    'Privacy notice',
    [
      'What we do with data about pupils’ attendance, and about the people who use this service. There is a shorter part for pupils at the end.',
    ],
    [
      whoWeAre(particulars),
      whatWeUse(),
      whatFor(),
      basis(particulars),
      whoGetsIt(particulars),
      howLong(installation),
      keptSafe(),
      decisions(),
      rights(particulars),
      complaints(particulars),
      staff(),
      forPupils(particulars),
    ],
  );
}

const whoWeAre = (particulars: Particulars): Section =>
  section(
    'Who we are',
    paragraph('The controller of the data that this service holds is ', say(particulars, 'operatorName'), '.'),
    facts([
      ['Address', say(particulars, 'operatorAddress')],
      ['Contact', say(particulars, 'operatorContact')],
      ['Data protection officer', [say(particulars, 'dpoName'), ', ', say(particulars, 'dpoContact')]],
      ['Registration with the Information Commissioner’s Office', say(particulars, 'icoNumber')],
    ]),
    paragraph(
      'Schools, academy trusts and local authorities are controllers of the data that they hold themselves, and of what they take out of this service.',
    ),
  );

const whatWeUse = (): Section =>
  section(
    'What data we have, and where it comes from',
    paragraph(
      `It comes from the management information system (MIS) of schools that have agreed to share, and from nowhere else. For each pupil from reception to year 13 we have these ${ITEMS.length} items:`,
    ),
    shortList(ITEMS.map(({ item }) => item)),
    paragraph('And the mark of each morning and afternoon, with what it was before it was changed.'),
    paragraph(
      'Some of this is special category data or close to it: ethnicity, and what special educational needs or a mark (such as for illness) tell about health. Whether a child is or was looked after, and the mark for criminal justice detention, are kept behind a right of their own. ',
      link('Everything that is kept, item by item', '/what-we-collect'),
    ),
  );

const whatFor = (): Section =>
  section(
    'What we use it for',
    bullets([
      'giving schools, academy trusts and local authorities reports that help them find and support pupils who miss school',
      'showing schools what looks wrong in their registers',
      'seeing trends in attendance, in figures that name no pupil and no school',
    ]),
    paragraph('It is never used for:'),
    bullets(NOT_ALLOWED),
    paragraph(link('Principles of collection and use', '/data-collection-principles')),
  );

const basis = (particulars: Particulars): Section =>
  section(
    'Our lawful basis',
    paragraph(...lawfulBasis(particulars)),
    inset(
      'A school’s agreement to share is a decision of the school as an organisation. It is not the consent of pupils or parents, and consent is not the basis on which we use this data.',
    ),
  );

const whoGetsIt = (particulars: Particulars): Section =>
  section(
    'Who gets it',
    bullets([
      'A school sees its own pupils.',
      'An academy trust sees the pupils of its academies that share, and a local authority those of the schools in its area that share.',
      'Staff of the organisation that runs this service see no pupil in its pages. Those who run its computers and its database can reach what is stored, and do so only to keep the service working.',
      'Nobody else is given data about a pupil: it is not sold, and not passed on for research or marketing.',
    ]),
    paragraph('These work for us as processors:'),
    bullets([
      'Wonde Limited, where a school connects its MIS through Wonde: it passes the data from the school to us',
      ['whoever keeps our computers: ', say(particulars, 'hosting')],
    ]),
    paragraph(
      'DfE Sign-in, or another sign-in service, tells us who a member of staff is. It gets no data about pupils. Our e-mails name no pupil. A weekly e-mail that staff can ask for has percentages and numbers of pupils, none from 1 to 4.',
    ),
  );

const howLong = ({ retentionYears, optOutKeepDays }: PublicFacts): Section =>
  section(
    'How long we keep it',
    ...marksAreKept(retentionYears).map((line) => paragraph(line)),
    paragraph(`If a school stops sharing, nothing more is read from that moment. ${afterOptOut(optOutKeepDays)}.`),
    paragraph('Statistics that were published before stay as they are: they name no pupil and no school.'),
  );

const keptSafe = (): Section =>
  section(
    'How we keep it safe',
    bullets([
      'Each person needs a role that their own organisation gives, and what they may see is checked twice, in the pages and again in the database.',
      'Every look at a pupil, a list or a report, and every file taken out, is recorded. A school can see who has looked at its pupils.',
      'Names and unique pupil numbers are kept apart from marks, and figures are made without them.',
      'Data travels encrypted to those who look at it, and no pupil’s data is written to logs or e-mails.',
    ]),
    paragraph(link('The risks, and what is done about each', '/data-protection-impact-assessment')),
  );

const decisions = (): Section =>
  section(
    'Decisions by computer',
    paragraph(
      'No decision about a pupil is made by computer alone. The service counts, and points out who has missed much. People decide what to do.',
    ),
  );

const rights = (particulars: Particulars): Section =>
  section(
    'Your rights',
    paragraph(
      'Pupils have these rights, and parents can use them for a child. Pupils of about 12 and over can usually use them by themselves.',
    ),
    bullets([
      'To be told what is done with your data: that is what this notice is for.',
      'To get a copy of the data about you. We answer within one month.',
      'To have what is wrong put right. The register is the school’s: ask your school to correct it, and it is corrected here when the register is next read. Corrections made long after the day are not taken over by themselves: then tell us too.',
      'To object to our use of the data about you. We then stop, unless we have compelling grounds to go on.',
      'To have our use of the data limited while a question about it is settled.',
      'To have data deleted if it was used unlawfully, or if you objected and we have no grounds to keep it.',
    ]),
    paragraph(
      'The right to take your data to another service does not apply, because we do not use it on the basis of consent or a contract.',
    ),
    paragraph(
      'To use a right, write to ',
      say(particulars, 'dpoContact'),
      ' or ',
      say(particulars, 'operatorContact'),
      '. You can also ask your school.',
    ),
  );

const complaints = (particulars: Particulars): Section =>
  section(
    'If you are not happy',
    paragraph('Tell us first, so that we can put it right: ', say(particulars, 'operatorContact'), '.'),
    paragraph(
      'You can complain to the Information Commissioner’s Office (ICO) at any time: ',
      link('make a complaint', 'https://ico.org.uk/make-a-complaint/'),
      ', telephone 0303 123 1113, or Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF.',
    ),
  );

const staff = (): Section =>
  section(
    'If you use this service at work',
    paragraph('About people who sign in, agree for a school, or are invited to, we keep:'),
    bullets([
      'your name and e-mail address, and the key by which your sign-in service knows you',
      'the organisation for which you act, the rights you asked for and hold, and who decided',
      'what you did and looked at, with the time',
      'if you agree or stop for a school: that it was you, when, and the exact words that you agreed to',
      'the address to which an invitation to your school was sent',
    ]),
    paragraph(
      'We need this to know who may see children’s data, and to be able to show who did. The software deletes none of it by itself: it is kept for as long as it may have to be shown who saw what. The people who run this service, the approvers of your organisation and, for looks at its pupils, the school can see it.',
    ),
    subheading('Cookies'),
    paragraph('Only those that the service cannot work without. ', link('Cookies', '/cookies')),
  );
