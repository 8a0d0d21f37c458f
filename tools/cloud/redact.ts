/** What stands where a secret stood. */
const INSTEAD = '***';
/** Shorter values are words such as `on`, which stand in any text. */
const MIN_SECRET_CHARS = 8;
const SECRET_NAMES = /KEY|SECRET|TOKEN|PASSWORD/i;

/** The values in `variables` which by their names are secret. */
export function secretsAmong(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables)
    .filter(([name, value]) => SECRET_NAMES.test(name) && value.length >= MIN_SECRET_CHARS)
    .map(([, value]) => value);
}

/** The text with `***` in the place of every secret. */
export function redact(text: string, secrets: readonly string[]): string {
  return longestFirst(secrets).reduce((shown, secret) => shown.replaceAll(secret, INSTEAD), text);
}

/** Redacts a text that comes in pieces. */
export interface Redactor {
  /** What may be shown now: an end that could be the beginning of a secret is held back. */
  push(piece: string): string;
  /** What was held back last. */
  end(): string;
}

export function redactor(secrets: readonly string[]): Redactor {
  let held = '';
  return {
    push(piece) {
      const text = held + piece;
      const length = lengthToShow(text, secrets);
      held = text.slice(length);
      return redact(text.slice(0, length), secrets);
    },
    end() {
      const rest = held;
      held = '';
      return redact(rest, secrets);
    },
  };
}

/** Up to where the text may be cut: no secret stands across, and none may be beginning there. */
function lengthToShow(text: string, secrets: readonly string[]): number {
  let length = text.length - Math.max(0, ...secrets.map((secret) => beginningAtEnd(text, secret)));
  let before: number;
  do {
    before = length;
    for (const secret of secrets) {
      const at = text.indexOf(secret, Math.max(0, length - secret.length + 1));
      if (secret !== '' && at !== -1 && at < length) length = at;
    }
  } while (length < before);
  return length;
}

/** How many characters at the end of the text are the beginning of the secret. */
function beginningAtEnd(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}

/** One secret may be a part of another. */
function longestFirst(secrets: readonly string[]): string[] {
  return secrets.filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
}
