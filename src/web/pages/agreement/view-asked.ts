/** What is asked once more before it is done: its words, and what is told after. */
export const ASKED = {
  pause: {
    heading: 'Pause sharing',
    paragraphs: [
      'Nothing is read from your MIS until your school resumes. It takes effect at once, also when a collection is under way.',
      'Your school’s agreement stands meanwhile. Data already held is kept, and those who may see your reports see them as they were.',
      'To have the data deleted, stop sharing instead.',
    ],
    button: 'Pause sharing',
    warning: false,
    done: 'Sharing is paused. Nothing is collected until your school resumes.',
  },
  resume: {
    heading: 'Resume sharing',
    paragraphs: [
      'Your school’s register is read again from the next collection on, under the agreement as it stands.',
      'The days between are read too, as your MIS has them then.',
    ],
    button: 'Resume sharing',
    warning: false,
    done: 'Sharing goes on.',
  },
  decline: {
    heading: 'Decline to share',
    paragraphs: [
      'Nothing is collected from your school, and it gets no more mail about sharing.',
      'Declining changes nothing else for your school. It can still agree later, on the same page.',
    ],
    button: 'We do not want to share',
    warning: false,
    done: 'Your school has declined to share. Nothing is collected from it.',
  },
} as const;

/** The page of a question. @param seen number of the last event of the school's history */
export function viewAsked(asked: keyof typeof ASKED, school: string, seen: number) {
  const { done: _, ...words } = ASKED[asked];
  return { ...words, title: words.heading, school, seen, address: `/agreement/${asked}` };
}
