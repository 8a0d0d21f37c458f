import { listProductsEndpoint } from '../shared/endpoints/listProducts.ts';
import { door } from '../shared/platform/door.ts';

export const main = door(listProductsEndpoint);
