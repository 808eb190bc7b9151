/** Sessions and pupils of other schools are told to the nearest hundred only, half up. */
export const ABOUT = 100;

export const roundAbout = (value: number): number => Math.floor((value + ABOUT / 2) / ABOUT) * ABOUT;
