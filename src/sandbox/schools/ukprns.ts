/**
 * Invented UK provider reference numbers: eight digits that begin with 1, as they all do, from 109, where no real one is.
 */
export const schoolUkprn = (urn: number): string => String(10_900_000 + (urn % 100_000));

/** @param uid group UID, from 90001 on */
export const trustUkprn = (uid: number): string => String(10_980_000 + (uid % 10_000));

export const authorityUkprn = (laCode: string): string => String(10_990_000 + Number(laCode));
