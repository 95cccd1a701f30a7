/** What stands in a message. Sizes in bytes, lengths in seconds; `url` is a link that is good for about an hour. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | MediaPart
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number; readonly name?: string }
  | {
      readonly kind: 'card';
      readonly title: string;
      readonly text?: string;
      readonly url?: string;
      readonly imageUrl?: string;
    }
  | { readonly kind: 'choices'; readonly text: string; readonly choices: readonly Choice[] };

export interface MediaPart {
  readonly kind: 'image' | 'audio' | 'video' | 'file';
  readonly url: string;
  readonly name?: string;
  readonly mime?: string;
  readonly size?: number;
  readonly durationS?: number;
}

/** Something to tap instead of writing. `id` comes back in a `postback`. */
export interface Choice {
  readonly id: string;
  readonly title: string;
}

export type PartKind = Part['kind'];

/** Somebody as a channel knows them. */
export interface Identity {
  /** Which kind of id it is: `messenger:psid`, `wechat:openid`. Ids of two namespaces are never the same person by themselves. */
  readonly namespace: string;
  readonly externalId: string;
  readonly name?: string;
  readonly avatarUrl?: string;
  readonly locale?: string;
  /** What may link this person with others. Only what the provider has verified links by itself. */
  readonly hints?: readonly {
    readonly kind: 'phone' | 'email' | 'unionid';
    readonly value: string;
    readonly verified: boolean;
  }[];
}

/** Where in the provider's world something belongs: one person, one thread, one ticket. */
export interface ThreadRef {
  readonly id: string;
  readonly model: 'contact' | 'thread' | 'ticket';
}
