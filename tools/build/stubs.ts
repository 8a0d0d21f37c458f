import type { Plugin } from 'esbuild';

interface Stub {
  readonly imports: RegExp;
  readonly from: RegExp;
  readonly lost: string;
  /** Classes of which something is made as the package loads: they are empty. */
  readonly classes?: readonly string[];
}

/**
 * Parts of the SDKs that Houfu never uses, and that would be more than half of every bundle and of every cold
 * start. Each is replaced by a module that says what it was when something does use it.
 * `imports` matches the import as written, inside packages whose path matches `from`.
 */
const STUBS: readonly Stub[] = [
  { imports: /^\.\/ai$/, from: /@cloudbase[\\/]node-sdk/, lost: 'app.ai()' },
  {
    imports: /^@cloudbase\/wx-cloud-client-sdk$/,
    from: /@cloudbase[\\/]node-sdk/,
    lost: 'app.models, app.mysql()',
  },
  { imports: /^xml2js$/, from: /@cloudbase[\\/]node-sdk/, lost: 'app.uploadFile()' },
  { imports: /^jsonwebtoken$/, from: /@cloudbase[\\/]node-sdk/, lost: 'auth().createTicket()' },
  // wx-server-sdk's own copy stays out of it: every call of WeChat's open API is such a form.
  {
    imports: /^form-data$/,
    from: /^(?!.*wx-server-sdk).*(@cloudbase[\\/]node-sdk|axios)/,
    lost: 'uploads as multipart/form-data',
  },
  // A list of all media types, 137 kB; a form without files asks for none.
  { imports: /^mime-db$/, from: /wx-server-sdk|mime-types/, lost: 'the media types of uploads' },
  { imports: /^https?-proxy-agent$/, from: /@cloudbase[\\/]node-sdk/, lost: 'the proxy setting of the SDK' },
  // Only asked for the metadata of a virtual machine, outside of cloud functions.
  { imports: /^axios$/, from: /@cloudbase[\\/]node-sdk/, lost: 'credentials from a virtual machine' },
  { imports: /^@cloudbase\/database$/, from: /wx-server-sdk/, lost: 'cloud.database()' },
  // Requests are sent by Houfu itself, without files, and keys are keys: see channels/alipay/client.ts.
  { imports: /^urllib$/, from: /alipay-sdk/, lost: 'exec(), curl()', classes: ['Agent', 'ProxyAgent'] },
  { imports: /^(formstream|sse-decoder)$/, from: /alipay-sdk/, lost: 'uploads and streams' },
  { imports: /^(@fidm\/x509|bignumber\.js)$/, from: /alipay-sdk/, lost: 'certificates in place of keys' },
  { imports: /^\.\/realtime\/websocket-client$/, from: /@cloudbase[\\/]database/, lost: 'watch()' },
];

/** Replaces what STUBS lists. */
export function stubUnusedParts(): Plugin {
  return {
    name: 'stub-unused-parts',
    setup(build) {
      for (const [index, stub] of STUBS.entries()) {
        build.onResolve({ filter: stub.imports }, ({ importer }) =>
          stub.from.test(importer) ? { path: String(index), namespace: 'stub' } : undefined,
        );
      }
      build.onLoad({ filter: /.*/, namespace: 'stub' }, ({ path }) => ({
        contents: stubModule(STUBS[Number(path)]),
        loader: 'js',
      }));
    },
  };
}

/** A module whose every export can be read and passed on, but not called. */
function stubModule({ lost = '', classes = [] }: Partial<Stub> = {}): string {
  return `
    function left() { throw new Error(${JSON.stringify(`${lost} is not part of this bundle (tools/build/stubs.ts)`)}); };
    const CLASSES = ${JSON.stringify(classes)};
    for (const name of CLASSES) left[name] = class {};
    module.exports = new Proxy(left, { get: (target, name) => (name === '__esModule' ? true : CLASSES.includes(name) ? target[name] : left) });
  `;
}
