import { type NamedKeyPair, strangerKey } from './keys.ts';
import type { StandIn } from './stand-in.ts';

/**
 * The key that signs an answer: in real life the one that the request asks for by `Wechatpay-Serial`, else the
 * certificate's. https://pay.weixin.qq.com/doc/v3/merchant/4013038816
 */
export async function signerOfAnswer(standIn: StandIn, askedId: string | undefined): Promise<NamedKeyPair> {
  const { certificate, publicKey, nextPublicKey } = standIn.keys;
  const asked = [publicKey, nextPublicKey].find(({ id }) => id === askedId) ?? certificate;
  return signerOf(standIn, 'answers', asked);
}

/** The key that signs a callback, which no request asks for. */
export async function signerOfCallback(standIn: StandIn): Promise<NamedKeyPair> {
  return signerOf(standIn, 'callbacks', standIn.keys.publicKey);
}

async function signerOf(
  { state, keys }: StandIn,
  what: keyof typeof state.turns,
  asked: NamedKeyPair,
): Promise<NamedKeyPair> {
  switch (state.behaviour.signWith) {
    case 'asked':
      return asked;
    case 'certificate':
      return keys.certificate;
    case 'publicKey':
      return keys.publicKey;
    case 'next':
      return keys.nextPublicKey;
    case 'alternating':
      state.turns[what] += 1;
      return state.turns[what] % 2 === 1 ? keys.certificate : keys.publicKey;
    case 'unknown':
      return strangerKey();
  }
}
