import { listProductsInput } from '../shared/contract/inputs.ts';
import { door } from '../shared/platform/door.ts';
import { mainServices } from '../shared/platform/mainServices.ts';
import { listProducts } from '../shared/usecases/orders/listProducts.ts';

export const main = door(listProductsInput, (input) => listProducts(mainServices(), input));
