/** The CloudBase environment that the functions run in. `npm run build` writes environment.js from HOUFU_ENV_ID. */
export const ENV_ID: string;
