export const DAY_MS = 86_400_000;

/** Fields of a wall clock, given as a date whose UTC fields show it. */
export function dayOfYear(wall: Date): number {
  return Math.floor((wall.getTime() - Date.UTC(wall.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
}

/** 1 (Sunday) to 7 (Saturday). */
export function dayOfWeek(wall: Date): number {
  return wall.getUTCDay() + 1;
}

/** 1 (Monday) to 7 (Sunday). */
export function isoDayOfWeek(wall: Date): number {
  return wall.getUTCDay() || 7;
}

/** 0 to 53; weeks begin on Sunday, and the days before the first one are week 0. */
export function weekOfYear(wall: Date): number {
  return Math.floor((dayOfYear(wall) + 6 - wall.getUTCDay()) / 7);
}

/** The Thursday of a week decides which year the week belongs to. */
function thursday(wall: Date): Date {
  return new Date(wall.getTime() + (4 - isoDayOfWeek(wall)) * DAY_MS);
}

export function isoWeek(wall: Date): number {
  return Math.floor((dayOfYear(thursday(wall)) - 1) / 7) + 1;
}

export function isoWeekYear(wall: Date): number {
  return thursday(wall).getUTCFullYear();
}
