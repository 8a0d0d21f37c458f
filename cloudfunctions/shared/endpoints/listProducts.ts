import { listProductsInput } from '../contract/inputs.ts';
import { endpoint } from '../platform/endpoint.ts';
import { mainServices } from '../platform/mainServices.ts';
import { listProducts } from '../usecases/orders/listProducts.ts';

export const listProductsEndpoint = endpoint(listProductsInput, (input) =>
  listProducts(mainServices(), input),
);
