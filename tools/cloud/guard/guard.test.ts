import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { jsonLines, runNode, temporaryFolder, written } from '../testing/program.ts';
import { buildGuard, guardVariables } from './build.ts';
import type { Attempt } from './record.ts';

// A folder whose name must be quoted.
const folder = temporaryFolder();
const dir = join(folder.dir, 'a "quoted" folder');
const lookups = join(folder.dir, 'lookups');
let guard: Record<string, string>;

beforeAll(async () => {
  guard = guardVariables(await buildGuard(dir), lookups);
});
beforeEach(() => written(folder.dir, 'lookups', ''));
afterAll(() => folder.remove());

/** Ways to look up or to reach `host`, each a promise. */
const WAYS = {
  'dns.lookup': 'promisify(dns.lookup)(host)',
  'dns.lookup of all': 'promisify(dns.lookup)(host, { all: true })',
  'dns.resolve': "promisify(dns.resolve)(host, 'A')",
  ...Object.fromEntries(
    ['4', '6', 'Any', 'Caa', 'Cname', 'Mx', 'Naptr', 'Ns', 'Ptr', 'Soa', 'Srv', 'Txt'].flatMap((kind) => [
      [`dns.resolve${kind}`, `promisify(dns.resolve${kind})(host)`],
      [`dns.promises.resolve${kind}`, `dns.promises.resolve${kind}(host)`],
      [`Resolver.resolve${kind}`, `promisify((h, cb) => new dns.Resolver().resolve${kind}(h, cb))(host)`],
      [`promises.Resolver.resolve${kind}`, `new dns.promises.Resolver().resolve${kind}(host)`],
    ]),
  ),
  'dns.reverse': 'promisify(dns.reverse)(host)',
  'dns.promises.reverse': 'dns.promises.reverse(host)',
  'dns.lookupService': 'promisify(dns.lookupService)(host, 443)',
  'dns.promises.lookupService': 'dns.promises.lookupService(host, 443)',
  'dns.promises.lookup': 'dns.promises.lookup(host)',
  'dns/promises': "require('node:dns/promises').lookup(host)",
  'dns imported by name': "import('node:dns').then(({ lookup }) => promisify(lookup)(host))",
  'dns/promises imported by name': "import('node:dns/promises').then(({ resolve4 }) => resolve4(host))",
  'net.connect to port and host': 'connected(net.connect(port, host))',
  'net.connect with options': 'connected(net.connect({ port, host }))',
  'net.createConnection': 'connected(net.createConnection({ port, host }))',
  'net.Socket': 'connected(new net.Socket().connect(port, host))',
  'net.connect imported by name': "import('node:net').then(({ connect }) => connected(connect(port, host)))",
  'net.connect with a lookup of its own':
    "connected(net.connect({ port, host, lookup: (_h, _o, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) }))",
  'tls.connect': 'connected(tls.connect({ port, host }))',
  'http.get': 'answered(http.get({ port, host }))',
  'https.get': "answered(https.get('https://' + at(port)))",
  fetch: "fetch('http://' + at(port))",
  'http2.connect': "connected(http2.connect('http://' + at(http2Port)))",
  'dgram.send': "promisify((done) => udp().send('x', udpPort, host, done))()",
  'dgram.send of a part': "promisify((done) => udp().send(Buffer.from('xyz'), 0, 2, udpPort, host, done))()",
  'dgram.connect': 'promisify((done) => udp().connect(udpPort, host, done))()',
} satisfies Record<string, string>;

/** Of names and addresses that are this machine's only these can be looked up without a server of names. */
const REACHABLE =
  /^(dns\.(promises\.)?lookup(?!Service)|dns\/promises$|dns imported|net|http\.get|fetch|http2|dgram)/;

const SCRIPT = `
const [dns, net, tls, http, https, http2, dgram] =
  ['dns', 'net', 'tls', 'http', 'https', 'http2', 'dgram'].map((name) => require('node:' + name));
const { promisify } = require('node:util');
const { host, port, http2Port, udpPort, asked } = JSON.parse(process.argv[1]);
const at = (port) => (host.includes(':') ? '[' + host + ']' : host) + ':' + port;
const udp = () => dgram.createSocket('udp4');
const settled = (emitter, event) => new Promise((resolve, reject) => emitter.on(event, resolve).on('error', reject));
const connected = (socket) => settled(socket, 'connect');
const answered = (request) => settled(request, 'response');
const ways = { ${Object.entries(WAYS)
  .map(([name, code]) => `${JSON.stringify(name)}: async () => ${code}`)
  .join(',\n')} };
const nothing = new Promise((resolve) => setTimeout(resolve, 10_000, 'nothing'));
const outcome = (way) => Promise.race([ways[way]().then(() => 'reached', (error) => (error.cause ?? error).name), nothing]);
Promise.all(asked.map(async (way) => [way, await outcome(way)])).then((outcomes) => {
  console.log(JSON.stringify(Object.fromEntries(outcomes)));
  process.exit();
});
`;

let web: Server;
const http2 = createHttp2Server();
const udp = createSocket('udp4');
let ports: { readonly port: number; readonly http2Port: number; readonly udpPort: number };

beforeAll(async () => {
  web = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => void web.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => void http2.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => void udp.bind(0, '127.0.0.1', resolve));
  ports = {
    port: (web.address() as AddressInfo).port,
    http2Port: (http2.address() as AddressInfo).port,
    udpPort: udp.address().port,
  };
});
afterAll(() => {
  web.close();
  http2.close();
  udp.close();
});

/** How each of these ways ended: `reached`, or the name of the error. */
async function attempts(host: string, asked: readonly string[]): Promise<Record<string, string>> {
  const { out, err } = await runNode(['-e', SCRIPT, JSON.stringify({ host, asked, ...ports })], guard);
  if (err !== '') throw new Error(err);
  return JSON.parse(out);
}

const all = (ways: readonly string[], outcome: string) =>
  Object.fromEntries(ways.map((way) => [way, outcome]));

describe('the guard', () => {
  test('refuses every way to a name of somebody else, and records it', async () => {
    const ways = Object.keys(WAYS);
    expect(await attempts('cloud.example.com', ways)).toEqual(all(ways, 'Refused'));
    // A UDP socket asks for any address of its own before it sends.
    const recorded = jsonLines<Attempt>(lookups).filter(({ host }) => host !== '0.0.0.0');
    expect(recorded.length).toBeGreaterThanOrEqual(ways.length);
    expect(recorded.every(({ host, refused }) => host === 'cloud.example.com' && refused)).toBe(true);
  });

  test('lets this machine be reached in every way, and records it', async () => {
    const ways = Object.keys(WAYS).filter((way) => REACHABLE.test(way));
    expect(await attempts('localhost', ways)).toEqual(all(ways, 'reached'));
    const recorded = jsonLines<Attempt>(lookups);
    expect(recorded.length).toBeGreaterThanOrEqual(ways.length);
    expect(recorded.filter(({ refused }) => refused)).toEqual([]);
  });

  test.each(['192.0.2.1', '2001:db8::1'])('refuses the address %s, which nobody looks up', async (host) => {
    const ways = [
      'dns.lookup',
      'dns.reverse',
      'dns.lookupService',
      'net.connect with options',
      'tls.connect',
      'fetch',
      'http2.connect',
      'dgram.send',
    ];
    expect(await attempts(host, ways)).toEqual(all(ways, 'Refused'));
  });

  test('is not fooled by a look-up that turns localhost into somebody else', async () => {
    const lookup =
      "(_h, options, done) => done(null, options.all ? [{ address: '192.0.2.1', family: 4 }] : '192.0.2.1', 4)";
    const script = `
      const socket = require('node:net').connect({ host: 'localhost', port: ${ports.port}, lookup: ${lookup} });
      socket.on('connect', () => { console.log(socket.remoteAddress); process.exit(); });`;
    expect((await runNode(['-e', script], guard)).out).toMatch(/^(127\.0\.0\.1|::1)\n$/);
  });

  test('fails as an error in its time, which the caller can catch, and says what it is about', async () => {
    const script = `
      const order = [];
      require('node:dns').lookup('cloud.example.com', (error) => console.log([...order, error.message, error.code].join()));
      order.push('returned');
      require('node:https').get('https://cloud.example.com').on('error', (error) => console.log(error.message));`;
    const { out, err } = await runNode(['-e', script], guard);
    const words = 'cloud.example.com was not asked for: only this machine may be reached from here';
    expect([out, err]).toEqual([`returned,${words},EACCES\n${words}\n`, '']);
  });

  test('lets pipes and sockets in the file system be', async () => {
    const script = `
      const net = require('node:net');
      const path = process.platform === 'win32' ? '\\\\\\\\.\\\\pipe\\\\houfu-guard' : process.argv[1];
      const server = net.createServer().listen(path, () => net.connect({ path, host: 'cloud.example.com' }, () => { console.log('reached'); process.exit(); }));`;
    expect((await runNode(['-e', script, join(folder.dir, 'pipe')], guard)).out).toBe('reached\n');
    expect(jsonLines(lookups)).toEqual([]);
  });

  test.each([
    ['a child process', "require('node:child_process').fork(process.argv[1])"],
    ['a thread', "new (require('node:worker_threads').Worker)(process.argv[1])"],
  ])('goes on into %s', async (_what, code) => {
    const script = "require('node:dns').lookup('cloud.example.com', (error) => console.log(error.name));";
    const file = written(folder.dir, 'child.cjs', script);
    expect((await runNode(['-e', code, file], guard)).out).toBe('Refused\n');
  });

  test('leaves the machine’s clock and other programs to what is not the CLI', async () => {
    const script = `
      require('node:child_process').spawn('no-such-program').on('error', ({ code }) => console.log(code, Date.now()));`;
    const before = Date.now();
    const { out } = await runNode(['-e', script], {
      ...guard,
      HOUFU_CLOCK_OFFSET_MS: String(10 * 86_400_000),
    });
    const [code, now] = out.split(' ');
    expect(code).toBe('ENOENT');
    expect(Number(now) - before).toBeLessThan(86_400_000);
  });

  test('lets the CLI start no program but Node: no browser opens', async () => {
    const cli = `
      const { spawn, execFile, exec, spawnSync, execFileSync, execSync } = require('node:child_process');
      for (const start of [spawn, execFile, exec, spawnSync, execFileSync, execSync]) {
        try { start('xdg-open'); console.log('started'); } catch (error) { console.log(error.message); }
      }
      const arguments = [process.execPath, ['-e', 'console.log("Node runs")'], { stdio: 'inherit' }];
      spawnSync(...arguments);
      spawn(...arguments);`;
    const { out } = await runNode([written(folder.dir, 'node_modules/@cloudbase/cli/bin/tcb', cli)], guard);
    expect(out.match(/was not started/g)).toHaveLength(6);
    expect(out).not.toContain('started\n');
    expect(out.match(/Node runs/g)).toHaveLength(2);
  });

  test('moves the clock of what runs a function for the CLI', async () => {
    const runtime = `
      const { mtime } = require('node:fs').statSync(__filename);
      class Day extends Date {}
      console.log(JSON.stringify({
        moved: [Date.now(), new Date().getTime(), new Day().getTime(), Date.parse(Date()), +new (new Date().constructor)()],
        fixed: [new Date(5).getTime(), new Date(2026, 0, 1).getFullYear(), Date.UTC(1970, 0, 1)],
        kinds: [mtime instanceof Date, new Day() instanceof Day, new Date() instanceof Date],
      }));`;
    const file = written(folder.dir, 'node_modules/@cloudbase/cli/runtime/nodejs/bootstrap.js', runtime);
    const offsetMs = 40 * 86_400_000;
    const { out } = await runNode([file], { ...guard, HOUFU_CLOCK_OFFSET_MS: String(offsetMs) });
    const { moved, fixed, kinds }: { moved: number[]; fixed: number[]; kinds: boolean[] } = JSON.parse(out);
    for (const each of moved) expect(Math.abs(each - offsetMs - Date.now())).toBeLessThan(3_600_000);
    expect([fixed, kinds]).toEqual([
      [5, 2026, 0],
      [true, true, true],
    ]);
  });
});
