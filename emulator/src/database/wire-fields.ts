import { type Document, type EvaluationContext, isDocument, parseEjson } from '../documents/index.ts';
import type { WireBody } from '../kernel/service.ts';
import { invalidParam } from './errors.ts';

/**
 * Reads the fields of a request, none of which can be trusted. Every method throws INVALID_PARAM for what is
 * amiss.
 */
export class WireFields {
  readonly #body: WireBody;
  readonly #context: EvaluationContext;

  constructor(body: WireBody, context: EvaluationContext) {
    this.#body = body;
    this.#context = context;
  }

  text(field: string): string {
    const value = this.optionalText(field);
    if (value === undefined) throw invalidParam(`${field} is required`);
    return value;
  }

  /** The SDKs leave out what they do not need, or send an empty text. */
  optionalText(field: string): string | undefined {
    const value = this.#value(field);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') throw invalidParam(`${field} must be a text`);
    return value;
  }

  collectionName(): string {
    const name = this.text('collectionName');
    if (!/^[^$\0\s]{1,120}$/u.test(name)) throw invalidParam('collectionName is malformed');
    return name;
  }

  queryType(): 'DOC' | 'WHERE' {
    const type = this.text('queryType');
    if (type !== 'DOC' && type !== 'WHERE') throw invalidParam('queryType must be DOC or WHERE');
    return type;
  }

  flag(field: string): boolean {
    const value = this.#value(field);
    if (value !== undefined && typeof value !== 'boolean')
      throw invalidParam(`${field} must be true or false`);
    return value === true;
  }

  count(field: string): number {
    const value = this.#value(field) ?? 0;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      throw invalidParam(`${field} must be a whole number, 0 or more`);
    }
    return value;
  }

  array(field: string): readonly unknown[] {
    const value = this.#value(field);
    if (!Array.isArray(value)) throw invalidParam(`${field} must be an array`);
    return value;
  }

  document(field: string): Document {
    const document = this.optionalDocument(field);
    if (!document) throw invalidParam(`${field} is required`);
    return document;
  }

  optionalDocument(field: string): Document | undefined {
    const text = this.optionalText(field);
    return text === undefined ? undefined : this.parseDocument(text, field);
  }

  /** A document from the EJSON text that every action sends documents as. */
  parseDocument(text: unknown, what: string): Document {
    const document = this.parse(text, what);
    if (!isDocument(document)) throw invalidParam(`${what} must be an object`);
    return document;
  }

  parse(text: unknown, what: string): unknown {
    if (typeof text !== 'string') throw invalidParam(`${what} must be EJSON text`);
    return parseEjson(text, this.#context);
  }

  #value(field: string): unknown {
    return Object.hasOwn(this.#body, field) ? this.#body[field] : undefined;
  }
}
