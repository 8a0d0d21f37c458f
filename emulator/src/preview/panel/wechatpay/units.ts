export const secondsMs = (seconds: number): number => seconds * 1_000;
export const minutesMs = (minutes: number): number => secondsMs(60 * minutes);
