import { bundleIn } from '../../functions/project.ts';
import type { FunctionPackage, RegisteredFunction } from '../../functions/registry.ts';
import { isJsonObject } from '../../http/body.ts';
import { ApiError, type Json } from '../action.ts';
import type { ObjectStore } from '../object-store.ts';
import { objectParam, textParam } from '../params.ts';
import { apiErrors, deploymentLimits } from './limits.ts';
import { filesOf, pack, unpack } from './zip.ts';

/**
 * The code that a deployment brings: in the request itself, or uploaded before.
 * @throws ApiError if there is none, it is no package, or the handler's file is not in it
 */
export function deployedPackage(params: Json, handler: string, objects: ObjectStore): FunctionPackage {
  const zip = zipOf(params, objects);
  const files = unpack(zip);
  const bundle = bundleIn('', handler).file;
  // When the platform notices this is not known. It does at the first call at the latest.
  if (!files.has(bundle)) {
    throw new ApiError(
      apiErrors.handler,
      `the handler is ${handler}, and there is no ${bundle} in the package`,
    );
  }
  if (textParam(params, 'InstallDependency') === 'TRUE' && hasDependencies(files.get('package.json'))) {
    throw new ApiError(
      apiErrors.unsupported,
      'the emulator installs no dependencies: bundle them and set installDependency to false',
    );
  }
  return { zip, files };
}

/** The package of a function, which one that was never deployed gets from its folder now. */
export function packageOf({ package: deployed, settings }: RegisteredFunction): FunctionPackage {
  if (deployed) return deployed;
  const files = filesOf(settings.folder);
  return { zip: pack(files), files };
}

function zipOf(params: Json, objects: ObjectStore): Buffer {
  const code = objectParam(params, 'Code');
  if (!code) throw new ApiError(apiErrors.noCode, 'the parameter Code is missing');
  const zipFile = textParam(code, 'ZipFile');
  if (zipFile !== undefined) return decoded(zipFile);
  const object = textParam(code, 'TempCosObjectName');
  if (object === undefined) {
    throw new ApiError(
      apiErrors.unsupported,
      'the emulator takes code as ZipFile or as TempCosObjectName only',
    );
  }
  const zip = objects.get(object);
  if (!zip) throw new ApiError(apiErrors.object, `nothing has been uploaded as ${object}`);
  return zip;
}

function decoded(base64: string): Buffer {
  if (base64.length % 4 !== 0 || !/^[A-Za-z\d+/]+={0,2}$/.test(base64)) {
    throw new ApiError(apiErrors.base64, 'the parameter ZipFile is no base64');
  }
  const zip = Buffer.from(base64, 'base64');
  if (zip.length > deploymentLimits.zipFileBytes) {
    throw new ApiError(
      apiErrors.tooLarge,
      `the package has ${zip.length} bytes, and ZipFile takes ${deploymentLimits.zipFileBytes}: upload it (TempCosObjectName)`,
    );
  }
  return zip;
}

function hasDependencies(packageJson: Uint8Array | undefined): boolean {
  if (!packageJson) return false;
  try {
    const manifest: unknown = JSON.parse(Buffer.from(packageJson).toString('utf8'));
    const dependencies = isJsonObject(manifest) ? manifest['dependencies'] : undefined;
    return isJsonObject(dependencies) && Object.keys(dependencies).length > 0;
  } catch {
    return false;
  }
}
