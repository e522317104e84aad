import { FakeProviders } from '@tollgate/testing';
import { NINE_MODELS_KEYS, writeNineModels } from './nine-models.js';
import { Product } from './product.js';
import { Surroundings } from './surroundings.js';

/** The product in front of one model of each native family, and a virtual key that may call them all. */
export interface NineModelsProduct {
  fakes: FakeProviders;
  product: Product;
  /** For `baseURL` of an OpenAI-compatible client. */
  baseURL: string;
  key: string;
  /** Ends the product and the fakes, and removes every file. */
  close: () => Promise<void>;
}

export async function startNineModels(): Promise<NineModelsProduct> {
  const fakes = await FakeProviders.start({ keys: NINE_MODELS_KEYS });
  const surroundings = await Surroundings.make('embedded');
  const close = async (): Promise<void> => {
    await surroundings.remove();
    await fakes.close();
  };
  try {
    const product = await Product.start(surroundings, writeNineModels(surroundings, fakes));
    const { key } = await product.manage.generateKey({ key_alias: 'client' });
    return { fakes, product, baseURL: `${product.url}/v1`, key, close };
  } catch (error) {
    await close();
    throw error;
  }
}
