import { truthy } from '../aggregation/expression/scope.ts';
import { compileDocumentExpression } from '../aggregation/expression.ts';
import { requestFailed, unsupported } from '../errors.ts';
import { refuseSdkObjects } from '../sdk-traps.ts';
import { type Document, type EvaluationContext, getField, isDocument } from '../values.ts';
import { equalTo, literal } from './comparison.ts';
import { allOf, anyValue, type FieldTest } from './field-test.ts';
import { compileSchema } from './json-schema.ts';
import { compileOperator, type FilterCompiler } from './operators.ts';
import { splitPath } from './path.ts';

export type Predicate = (document: Document) => boolean;

/**
 * Compiles a filter to a predicate.
 * Semantics: https://www.mongodb.com/docs/manual/reference/operator/query/
 * @throws PlatformError INVALID_PARAM for objects the SDK failed to encode; DATABASE_REQUEST_FAILED for what
 * the server refuses
 */
export function compileFilter(filter: Document, context: EvaluationContext): Predicate {
  refuseSdkObjects(filter, 'where');
  return compileMatch(filter, documentCondition(context));
}

type CompileCondition = (expression: unknown) => Predicate;

function documentCondition(context: EvaluationContext): CompileCondition {
  return (expression) => {
    const evaluate = compileDocumentExpression(expression, context);
    return (document) => truthy(evaluate(document));
  };
}

/**
 * `compileFilter` for filters that were checked for SDK objects already; `$expr` is left to
 * `compileCondition`.
 */
export function compileMatch(filter: Document, compileCondition: CompileCondition): Predicate {
  return new Compiler(compileCondition).filter(filter);
}

class Compiler implements FilterCompiler {
  constructor(readonly compileCondition: CompileCondition) {}

  filter(filter: Document): Predicate {
    const predicates = Object.keys(filter).map((key) => this.#condition(key, filter[key]));
    const [first, second] = predicates;
    if (!first) return () => true;
    if (!second) return first;
    return (document) => predicates.every((predicate) => predicate(document));
  }

  operators(expression: Document): FieldTest | null {
    const names = Object.keys(expression);
    const first = names[0];
    if (!first?.startsWith('$') || first === '$ref' || first === '$id') return null;
    return allOf(
      names.map((name) => {
        if (!name.startsWith('$')) throw requestFailed(`unknown operator: ${name}`);
        return compileOperator(name, expression, this);
      }),
    );
  }

  #condition(key: string, operand: unknown): Predicate {
    if (key.startsWith('$')) return this.#topLevel(key, operand);
    if (isScalar(operand) && !key.includes('.')) return scalarField(key, operand);
    const path = splitPath(key);
    const test = (isDocument(operand) && this.operators(operand)) || anyValue(literal(operand));
    return (document) => test.onPath(document, path);
  }

  #topLevel(name: string, operand: unknown): Predicate {
    switch (name) {
      case '$and':
        return every(this.#branches(name, operand));
      case '$or':
        return some(this.#branches(name, operand));
      case '$nor': {
        const any = some(this.#branches(name, operand));
        return (document) => !any(document);
      }
      case '$expr':
        return this.compileCondition(operand);
      case '$comment':
        return () => true;
      case '$jsonSchema':
        return compileSchema(operand);
      case '$text':
      case '$where':
        throw unsupported(`the query operator ${name}`);
      default:
        throw requestFailed(`unknown top level operator: ${name}`);
    }
  }

  #branches(name: string, operand: unknown): Predicate[] {
    if (!Array.isArray(operand)) throw requestFailed(`${name} must be an array`);
    if (operand.length === 0) throw requestFailed('$and/$or/$nor must be a nonempty array');
    return operand.map((branch: unknown) => {
      if (!isDocument(branch)) throw requestFailed('$or/$and/$nor entries need to be full objects');
      return this.filter(branch);
    });
  }
}

function every(predicates: readonly Predicate[]): Predicate {
  return (document) => predicates.every((predicate) => predicate(document));
}

function some(predicates: readonly Predicate[]): Predicate {
  return (document) => predicates.some((predicate) => predicate(document));
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object' || value instanceof Date;
}

/** The fast path of what most filters are: a field that equals a scalar. */
function scalarField(field: string, operand: unknown): Predicate {
  const test = equalTo(operand);
  return (document) => {
    const value = getField(document, field);
    return test(value) || (Array.isArray(value) && value.some(test));
  };
}

/**
 * Compiles what `$pull` takes: operators or a regular expression apply to the element, other documents are
 * filters on elements that are documents, and anything else has to be equal.
 */
export function compileElementTest(
  operand: unknown,
  context: EvaluationContext,
): (element: unknown) => boolean {
  if (!isDocument(operand)) return literal(operand);
  const compiler = new Compiler(documentCondition(context));
  const operators = compiler.operators(operand);
  if (operators) return operators.onValue;
  const matches = compiler.filter(operand);
  return (element) => isDocument(element) && matches(element);
}
