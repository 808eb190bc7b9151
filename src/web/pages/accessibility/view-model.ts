import { isDate } from '../../../domain/sessions/dates.ts';
import { withoutDay } from '../../../domain/sessions/in-words.ts';
import {
  type Block,
  bullets,
  type Document,
  link,
  makeDocument,
  paragraph,
  section,
  type Words,
} from '../../document.ts';
import { type AccessibilityStatus, type PublicFacts, say } from '../../particulars.ts';

const WCAG = link('Web Content Accessibility Guidelines version 2.2', 'https://www.w3.org/TR/WCAG22/');

/**
 * The accessibility statement. Its parts and set words are those of the model that the 2018 regulations prescribe. It is the
 * operator's to make: the software tells what was tested, and never claims more.
 */
export function viewAccessibility({ particulars, accessibilityStatus }: PublicFacts): Document {
  const { accessibilityReviewed: reviewed } = particulars;
  const operator = say(particulars, 'operatorName');
  return makeDocument(
    'Accessibility statement',
    ['This statement is about the web pages of Rollcall as they are run by ', operator, '.'],
    [
      section(
        'What you should be able to do',
        paragraph('We want as many people as possible to be able to use this service. You should be able to:'),
        bullets([
          'zoom in up to 400% without text going off the side of the screen',
          'use every page with the keyboard alone',
          'read every chart’s numbers in a table beside it',
          'use every page without JavaScript',
        ]),
      ),
      section('Compliance status', ...STATUS[accessibilityStatus]),
      section('Non-accessible content', ...nonAccessible(accessibilityStatus, say(particulars, 'accessibilityIssues'))),
      section(
        'What has been tested, and how',
        paragraph('Automatic tests check, whenever the service changes:'),
        bullets(TESTED),
        paragraph('Not tested yet:'),
        bullets(UNTESTED),
      ),
      {
        ...section(
          'Feedback and contact information',
          paragraph(
            'If you find a problem that is not listed here, or need something on these pages in another form, such as large print, easy read or an accessible PDF, tell us: ',
            say(particulars, 'operatorContact'),
            '.',
          ),
        ),
        id: 'contact',
      },
      section(
        'Enforcement procedure',
        paragraph(
          'The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the “accessibility regulations”).',
        ),
        paragraph(
          'If you are not happy with how we respond to your complaint, ',
          link('contact the Equality Advisory and Support Service (EASS)', 'https://www.equalityadvisoryservice.com/'),
          '.',
        ),
      ),
      section(
        'Preparation of this statement',
        isDate(reviewed)
          ? paragraph(`This statement was prepared, or last reviewed, on ${withoutDay(reviewed)}.`)
          : paragraph('This statement was prepared, or last reviewed, on: ', say(particulars, 'accessibilityReviewed')),
      ),
    ],
  );
}

/** The set words; without an assessment none of them may be used. */
const STATUS: Readonly<Record<AccessibilityStatus, readonly Block[]>> = {
  'not-assessed': [
    paragraph(
      'This website has not yet been assessed against the ',
      WCAG,
      ' AA standard, so its compliance status is not known, and no claim is made. It is built to meet that standard.',
    ),
  ],
  fully: [paragraph('This website is fully compliant with the ', WCAG, ' AA standard.')],
  partially: [
    paragraph(
      'This website is partially compliant with the ',
      WCAG,
      ' AA standard, due to the non-compliances listed below.',
    ),
  ],
  not: [
    paragraph('This website is not compliant with the ', WCAG, ' AA standard. The non-compliances are listed below.'),
  ],
};

function nonAccessible(status: AccessibilityStatus, issues: Words[number]): Block[] {
  if (status === 'fully') return [paragraph('No content is known that is not accessible.')];
  if (status !== 'not-assessed')
    return [paragraph('The content listed below is non-accessible for the following reasons.'), paragraph(issues)];
  return [
    paragraph(
      'No content is known that is not accessible. That is no proof: automatic tests find only some failures. These may be hard to use:',
    ),
    bullets([
      'wide tables of figures, which on a narrow screen scroll sideways in a box of their own',
      'files of data (CSV), which are made for other programs to read',
      'pages that you save as a PDF, which are as accessible as your browser makes them',
    ]),
    paragraph(
      'Nothing is left out as a disproportionate burden, and no content is claimed to be outside the accessibility regulations.',
    ),
  ];
}

/** What the project's own tests check by themselves whenever it changes. */
const TESTED = [
  'every page in Chromium at a width of 1280 and of 320 pixels with axe-core, which finds some of the failures that can exist',
  'every page at a width of 320 pixels, where nothing but wide tables scrolls sideways',
  'every page with JavaScript switched off',
  'the skip link, with the keyboard',
];

/** What nobody has yet tested. A person who tests it moves the line up, with the date. */
const UNTESTED = [
  'screen readers',
  'magnification to 400% by people who need it',
  'speech control',
  'high contrast modes',
  'people who use the service with a disability',
];
