import ts from 'typescript';

/**
 * The names that a template may call: those of the object given to `Page`, else those of the `methods` given to
 * `Component` and of its behaviors. Null if the types do not tell (a spread of something untyped).
 */
export function handlerNames(script: ts.SourceFile, checker: ts.TypeChecker): Set<string> | null {
  const names = new Set<string>();
  const objects = script.statements.flatMap((statement) =>
    ts.isExpressionStatement(statement) ? objectsGivenIn(statement.expression) : [],
  );
  const all = objects.every((object) => addNames(object, checker, names));
  return all && objects.length > 0 ? names : null;
}

/** `Page({…})` and `Page(withShare({…}))` both. */
function objectsGivenIn(expression: ts.Expression): ts.ObjectLiteralExpression[] {
  if (ts.isObjectLiteralExpression(expression)) return [expression];
  return ts.isCallExpression(expression) ? expression.arguments.flatMap(objectsGivenIn) : [];
}

function addNames(object: ts.ObjectLiteralExpression, checker: ts.TypeChecker, names: Set<string>): boolean {
  const behaviors = propertyOf(object, 'behaviors');
  const shared = behaviors && ts.isArrayLiteralExpression(behaviors) ? [...behaviors.elements] : [];
  const methods = propertyOf(object, 'methods');
  return (
    addProperties(object, checker, names) &&
    (methods === null || addProperties(methods, checker, names)) &&
    shared.every((behavior) => addBehavior(behavior, checker, names))
  );
}

function addProperties(of: ts.Expression, checker: ts.TypeChecker, names: Set<string>): boolean {
  const type = checker.getTypeAtLocation(of);
  if (type.flags & ts.TypeFlags.Any) return false;
  for (const property of type.getProperties()) names.add(property.name);
  return true;
}

/** `const shared = Behavior({…})`, here or in another file; WeChat's own (`'wx://form-field'`) has no handlers. */
function addBehavior(behavior: ts.Expression, checker: ts.TypeChecker, names: Set<string>): boolean {
  if (ts.isStringLiteral(behavior)) return true;
  const symbol = checker.getSymbolAtLocation(behavior);
  const original = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declared = original?.valueDeclaration;
  if (!declared || !ts.isVariableDeclaration(declared) || !declared.initializer) return false;
  return objectsGivenIn(declared.initializer).every((object) => addNames(object, checker, names));
}

function propertyOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  const property = object.properties.find(
    (one) => one.name && ts.isIdentifier(one.name) && one.name.text === name,
  );
  return property && ts.isPropertyAssignment(property) ? property.initializer : null;
}
