import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';

/**
 * The accessibility statement. It is a template with a record of what was tested: the operator completes it, since the duty
 * to publish one (the Public Sector Bodies Accessibility Regulations 2018) is the operator's. It never claims more than was tested.
 */
export const page: Page = {
  name: 'accessibility',
  path: '/accessibility',
  may: anyone,
  handle: async ({ installation }) => ({
    template: 'pages/accessibility/page.njk',
    model: {
      title: 'Accessibility statement',
      heading: 'Accessibility statement',
      operator: installation?.operatorName ?? 'the organisation that runs this copy of the service',
      contact: readContact(installation?.operatorContact ?? null),
      tested: TESTED,
      untested: UNTESTED,
    },
  }),
};

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

function readContact(contact: string | null): { text: string; href: string } | null {
  if (contact === null || !/^(mailto:|https?:\/\/)/.test(contact)) return null;
  return { text: contact.replace(/^mailto:/, ''), href: contact };
}
