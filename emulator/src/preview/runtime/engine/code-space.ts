import './element-details.ts';

import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';

import { DomBackend } from './dom-backend.ts';

const environment = new MiniProgramEnv();

/** Where pages and components are registered, by path. */
export const codeSpace = environment.createCodeSpace('', true);

/** Below it: glass-easel itself, where the client's own components live. */
export const componentSpace = codeSpace.getComponentSpace();

/** Draws in this window. */
export const backend = environment.associateBackend(new DomBackend());
