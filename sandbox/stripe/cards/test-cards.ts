import { type Behaviour, behaviourWith, type CardRow } from './behaviour.js';
import { misbehavingCards } from './misbehaving-cards.js';
import { stripeCards } from './stripe-cards.js';

export interface TestCard extends Behaviour {
  readonly token: string;
  readonly brand: string;
  readonly last4: string;
  readonly about: string;
  /** It shows no peculiarity of its own: it takes on the default behaviour when one is set, and chaos. */
  readonly isPlain: boolean;
}

function cardOf([token, brand, last4, about, differs]: CardRow): [string, TestCard] {
  return [token, { token, brand, last4, about, isPlain: differs === undefined, ...behaviourWith(differs) }];
}

export const testCards: ReadonlyMap<string, TestCard> = new Map(
  [...stripeCards, ...misbehavingCards].map(cardOf),
);
