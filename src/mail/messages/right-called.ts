/** What the rights besides the role are called, on pages and in mail. The role has a name of its own, a setting. */
export const RIGHT_CALLED = { agree: 'Agree to share for the school', sensitive: 'See sensitive items' } as const;

const RIGHTS = Object.values(RIGHT_CALLED);

/** Whether words of a mail's facts mean the role, alone or with rights that went with it. @param right such as `See sensitive items` */
export const isRole = (right: string): boolean => !RIGHTS.some((each) => right.startsWith(each));

/** One word for one thing: the role, or a right. @param right as in a mail's facts */
export const roleOrRight = (right: string): 'role' | 'right' => (isRole(right) ? 'role' : 'right');

/** Whether other rights ended with the role. */
export const withRights = (right: string): boolean =>
  isRole(right) && RIGHTS.some((each) => right.endsWith(`, ${each}`));
