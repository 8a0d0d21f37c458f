/** Where the environment is; the vendor's default. */
export const region = 'ap-shanghai';

/** The bucket that takes the code of functions before they are deployed; its name stands in the official CLI. */
export const uploadHost = `shtempcos-1253665819.cos.${region}.myqcloud.com`;
/** Where the official CLI reports its use. */
export const telemetryHost = 'otheve.beacon.qq.com';

const apiDomain = '.tencentcloudapi.com';

/** The hosts of the vendor that are played here, as a certificate names them. */
export const playedHosts = [`*${apiDomain}`, uploadHost, telemetryHost];

/** The service (`tcb`, `scf`) whose API a host serves; null = it serves none. */
export function apiServiceOf(host: string): string | null {
  return /^([a-z0-9-]+)\.tencentcloudapi\.com$/.exec(host)?.[1] ?? null;
}

export function isPlayed(host: string): boolean {
  return apiServiceOf(host) !== null || host === uploadHost || host === telemetryHost;
}
