import { basename } from 'node:path';
import { EventStream } from '../control/events.ts';
import { getRoute } from '../http/get-route.ts';
import { sendJson } from '../http/respond.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Service } from '../kernel/service.ts';
import type { Persona } from '../persona.ts';
import { type Assets, assetPath } from './assets.ts';
import { Builder } from './builder.ts';
import { startCompiler } from './compiler.ts';
import { panelPage, panelPolicy, phonePage, phonePolicy } from './pages.ts';
import { readPicture } from './pictures.ts';
import { sendFile, sendPage } from './send-file.ts';
import type { PreviewState } from './state.ts';
import { watchSources } from './watch.ts';

export interface PreviewOptions {
  /** The mini-program's folder, with its `app.json`. */
  readonly root: string;
  /** The appid that the mini-program believes to have. */
  readonly appId: string;
  readonly assets: Assets;
  readonly personas: readonly Persona[];
  /** Where the pictures of seed data are; it need not exist. */
  readonly picturesDir: string;
  /** Who listens at `/_emulator/events` hears of builds too (`build`): a browser has few connections to a host. */
  readonly events: EventStream;
}

const phonePath = '/_preview/phone/';
const picturePath = '/_preview/pictures/';

/** The mini-program's own sources in a browser, beside a panel for testers. Compiling holds nothing up. */
export function createPreview(options: PreviewOptions): Service {
  const { root, appId, assets, personas, picturesDir, events } = options;
  const compiler = startCompiler();
  const builds = new EventStream();
  const builder = new Builder({
    root,
    compile: (folder) => compiler.compile(folder),
    onChange(state) {
      events.send('build', state);
      builds.send('build', state);
    },
  });
  let unwatch: (() => void) | null = null;
  const state = (): PreviewState => ({ ...builder.state, project: basename(root), personas });

  return {
    name: 'preview',
    routes: [
      getRoute('/', (response) => {
        sendPage(response, panelPage(assets.fontStyles), panelPolicy);
      }),
      getRoute(phonePath, (response, url, request) => {
        const path = pathBelow(phonePath, url);
        if (path === '') {
          const { revision } = builder.state;
          sendPage(response, phonePage({ fontStyles: assets.fontStyles, appId, revision }), phonePolicy);
        } else sendFile(request, response, path, found(builder.file(path), url));
      }),
      getRoute(assetPath, (response, url, request) => {
        const path = pathBelow(assetPath, url);
        const { bytes, caching } = found(assets.read(path), url);
        sendFile(request, response, path, bytes, caching);
      }),
      getRoute(picturePath, (response, url, request) => {
        const path = pathBelow(picturePath, url);
        sendFile(request, response, path, found(readPicture(picturesDir, path), url));
      }),
      getRoute('/_preview/state', (response) => sendJson(response, 200, state())),
      getRoute('/_preview/events', (response) =>
        builds.connect(response, { event: 'build', data: builder.state }),
      ),
    ],
    async start() {
      unwatch = watchSources(root, () => builder.build());
      builder.build();
    },
    async stop() {
      unwatch?.();
      builds.close();
      await compiler.stop();
      await builder.idle();
    },
  };
}

function pathBelow(prefix: string, url: URL): string {
  return decodeURIComponent(url.pathname.slice(prefix.length));
}

function found<T>(file: T | undefined, url: URL): T {
  if (file === undefined) throw new PlatformError('NOT_FOUND', `there is nothing at ${url.pathname}`);
  return file;
}
