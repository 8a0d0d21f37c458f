import { buildCompiler, buildInstance, buildPreview } from '../build.ts';

/** What is started or loaded as a bundle also when the emulator itself runs from its sources. */
export async function setup(): Promise<void> {
  await Promise.all([buildInstance(), buildCompiler(), buildPreview()]);
}
