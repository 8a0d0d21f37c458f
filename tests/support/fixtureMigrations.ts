import { type Migration, type MigrationTools, numbered } from '../../database/migrations/migration.ts';

/** How many documents of the second batch are changed before the second migration waits to be killed. */
export const BEFORE_THE_KILL = 30;

/**
 * Two migrations of products: the first gives each a colour, the second turns that into a list. Every product counts
 * how often each has come by.
 * @param hangAt the batch of the second one in the middle of which it stops for good; null: none
 */
export function fixtureMigrations(hangAt: number | null = null): readonly Migration[] {
  return numbered([
    {
      id: '0001-colour',
      describe: 'every product gets a colour',
      run: (tools) =>
        eachProduct(tools, async (product, products) => {
          const colour = product['colour'] ?? 'white';
          await products.update({ colour, firstVisits: tools.database.command.inc(1) });
        }),
    },
    {
      id: '0002-colours',
      describe: 'a product has a list of colours',
      async run(tools) {
        let visited = 0;
        await eachProduct(tools, async (product, products) => {
          visited += 1;
          if (hangAt !== null && visited > (hangAt - 1) * 100 + BEFORE_THE_KILL) {
            console.log('hanging');
            await new Promise(() => setInterval(() => undefined, 1_000));
          }
          const colours = product['colours'] ?? [product['colour']];
          await products.update({ colours, secondVisits: tools.database.command.inc(1) });
        });
      },
    },
  ]);
}

type Product = Readonly<Record<string, unknown>>;
type Reference = ReturnType<ReturnType<MigrationTools['database']['collection']>['doc']>;

function eachProduct(
  { database, inBatches }: MigrationTools,
  change: (product: Product, reference: Reference) => Promise<void>,
): Promise<void> {
  return inBatches('products', async (documents) => {
    for (const document of documents)
      await change(document, database.collection('products').doc(document._id));
  });
}
