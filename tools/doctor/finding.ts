/** What one check found: ✓ right, ! to be looked at, ✗ must be mended. */
export interface Finding {
  readonly mark: '✓' | '!' | '✗';
  /** What was checked: a variable, a file, a key. */
  readonly about: string;
  /** In plain words, with what to do. Never the value of a secret. */
  readonly text: string;
}

/** Where the variables will be used: the local CloudBase has keys that everybody knows, and its own address. */
export type Place = 'cloud' | 'local';

export type Environment = Readonly<Record<string, string | undefined>>;

export const right = (about: string, text: string): Finding => ({ mark: '✓', about, text });
export const doubtful = (about: string, text: string): Finding => ({ mark: '!', about, text });
export const wrong = (about: string, text: string): Finding => ({ mark: '✗', about, text });

/** The list as it is printed, and how it ends. */
export function report(findings: readonly Finding[]): string {
  const lines = findings.map(({ mark, about, text }) => `${mark} ${about}: ${text}`);
  const count = (mark: Finding['mark']) => findings.filter((finding) => finding.mark === mark).length;
  const end =
    count('✗') > 0
      ? `${count('✗')} to be mended (✗), ${count('!')} to be looked at (!). docs/wechatpay.md explains each.`
      : `Nothing to be mended, ${count('!')} to be looked at (!).`;
  return [...lines, '', end].join('\n');
}
