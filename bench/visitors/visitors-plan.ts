/** Browsers on the pages of a site, and screens that show them. */
export interface VisitorsPlan {
  readonly port: number;
  readonly channelId: string;
  readonly browsers: number;
  /** One for each screen. */
  readonly cookies: readonly string[];
}

export type VisitorsOrder =
  | { readonly type: 'browse'; readonly plan: VisitorsPlan }
  /** So many pages are turned in each second, for so many seconds. */
  | { readonly type: 'turn'; readonly pagesPerSecond: number; readonly seconds: number };

export interface Turned {
  readonly pages: number;
  readonly seconds: number;
  /** Of all screens. */
  readonly frames: number;
  readonly bytes: number;
  readonly mostFramesOfAScreen: number;
  /** As a screen has been told last. */
  readonly online: number;
}
