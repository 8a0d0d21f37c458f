/** Somebody as whom a tester can use the mini-program (`database/personas.json`). */
export interface Persona {
  readonly openid: string;
  readonly name: string;
  /** What the project calls people like this one, such as `buyer`. */
  readonly role: string;
}
