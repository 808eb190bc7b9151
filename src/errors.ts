/**
 * Every error code the program can show: what it means, what to do, and whether trying again may help.
 * Bad data is not here: that is an issue (`domain/quality`). A bug is not here either: it is thrown and caught once.
 */
export const ERRORS = {
  'setting-invalid': {
    retry: false,
    meaning: 'A setting (environment variable) is missing or cannot be used.',
    toDo: 'Correct the setting that the message names, in the environment or in .env, then start again.',
  },
  'command-invalid': {
    retry: false,
    meaning: 'The command line cannot be understood.',
    toDo: 'See the help of the command: --help.',
  },
  'file-invalid': {
    retry: false,
    meaning: 'A file given to a command cannot be read as what it should be.',
    toDo: 'Give the file that the message asks for, as it was downloaded.',
  },
  'disclosure-failed': {
    retry: false,
    meaning:
      'Statistics were made in which something that is hidden could be told from what is shown. They were not written.',
    toDo: 'Report it: no input should lead to this. Until it is mended, leave out the area that the message names.',
  },
  'release-unknown': {
    retry: false,
    meaning: 'No release of statistics has this name.',
    toDo: 'See which there are: rollcall release list.',
  },
  'release-too-early': {
    retry: false,
    meaning: 'A release was to be made before the marks of its last week have settled.',
    toDo: 'Wait until the day that the message names, or make an earlier release.',
  },
  'release-empty': {
    retry: false,
    meaning: 'No school that shares has a session in the weeks of the release.',
    toDo: 'Check the day, and that registers of those weeks were collected.',
  },
  'release-overtaken': {
    retry: true,
    meaning: 'Another release of the same day was published, or this one was made anew, in the meantime.',
    toDo: 'Look at what is there now, and do it again.',
  },
  'release-not-newest': {
    retry: false,
    meaning:
      'A release was to be made or published that was not compared with the newest one of its academic year: the two together could tell what each of them hides.',
    toDo: 'Make a release of the newest day, as a correction of what is published: its files have all weeks of the year. Make one anew that waits for its time.',
  },
  'release-checks-failed': {
    retry: false,
    meaning: 'A release that has not passed its checks was to be signed or published.',
    toDo: 'See which checks and why (rollcall release show), mend what they name, and make the release again.',
  },
  'release-signed-already': {
    retry: false,
    meaning: 'One person was to sign a release twice: two different people must sign it.',
    toDo: 'Ask another operator to sign.',
  },
  'release-unsigned': {
    retry: false,
    meaning: 'A release was to be published before two different people had signed it.',
    toDo: 'Let two operators look at it and sign it, on their pages (Releases of statistics).',
  },
  'release-embargoed': {
    retry: false,
    meaning: 'A release was to be published before the time at which it is due.',
    toDo: 'Nothing: it is published at that time by itself, once it is signed.',
  },
  'release-published': {
    retry: false,
    meaning: 'A published release was to be signed or published again. It is never changed.',
    toDo: 'Publish a correction: rollcall release make, with the same day and a note.',
  },
  'database-unavailable': {
    retry: true,
    meaning: 'PostgreSQL cannot be started or reached.',
    toDo: 'Check that the server runs and can be reached, and DATABASE_URL with its login.',
  },
  'database-outdated': {
    retry: false,
    meaning: 'The database was made by a newer version of Rollcall.',
    toDo: 'Start the newer version; for a changed migration, restore its file.',
  },
  'sandbox-refused': {
    retry: false,
    meaning: 'The sandbox makes invented data and never runs in production.',
    toDo: 'Give the real settings that the message names, or leave production.',
  },
  'clock-refused': {
    retry: false,
    meaning: 'A clock can be set only outside production.',
    toDo: 'Leave out --clock and ROLLCALL_CLOCK.',
  },
  'not-running': {
    retry: false,
    meaning: 'The command needs a part that is not running here.',
    toDo: 'Start the part that the message names, then try again.',
  },
  'school-unknown': {
    retry: false,
    meaning: 'No school with this URN is in the list of schools.',
    toDo: 'Import a newer list of schools, or check the URN.',
  },
  'not-agreed': {
    retry: false,
    meaning: 'The school has not agreed to share, or no longer does: it is never asked for data.',
    toDo: 'Nothing: the school decides. When it agrees it is collected by itself.',
  },
  'credentials-unreadable': {
    retry: false,
    meaning: 'The credentials that a school gave for its MIS cannot be opened with the keys of the settings.',
    toDo: 'Bring the old key back into ROLLCALL_CREDENTIALS_KEY, after the new one, or ask the school to enter them again.',
  },
  stopped: {
    retry: true,
    meaning: 'The operator stopped the collection; nothing of it was recorded.',
    toDo: 'Start the collection again when you want it.',
  },
  'collection-locked': {
    retry: true,
    meaning: 'Another collection of this school is running.',
    toDo: 'Wait for the other collection to end.',
  },
  'source-unavailable': {
    retry: true,
    meaning: 'The source of a school did not answer in time, or answered with a fault.',
    toDo: 'Wait; if it lasts, look at the status page of the source, or tell it.',
  },
  'source-refused': {
    retry: false,
    meaning: 'The source refused: the token is wrong, or the school did not permit it.',
    toDo: 'Check the token, and that the school has granted access in the source.',
  },
  'source-unreadable': {
    retry: true,
    meaning: 'The source answered with something that is not what it should be.',
    toDo: 'Wait; if it lasts, tell the source, with the code and the time.',
  },
  'source-untrusted': {
    retry: false,
    meaning: 'The source pointed to a host that is not its own; the token was not sent there.',
    toDo: 'Check with the source before you add the host to ROLLCALL_WONDE_HOSTS.',
  },
  'read-incomplete': {
    retry: true,
    meaning: 'The source gave less than it must have; nothing was removed or recorded.',
    toDo: 'Wait for the next collection; if it lasts, look at Data received of the school.',
  },
  'sign-in-failed': {
    retry: false,
    meaning: 'Signing in did not work.',
    toDo: 'Let the person try again; if it lasts, look at the log and at the provider’s status page.',
  },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** A failed action, by code. `retry` says whether a job should try again. */
export class RollcallError extends Error {
  readonly code: ErrorCode;
  readonly retry: boolean;
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown; retry?: boolean }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'RollcallError';
    this.code = code;
    this.retry = options?.retry ?? ERRORS[code].retry;
  }
}
