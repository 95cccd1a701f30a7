/**
 * Settings of a plugin or of one of its channels: a small part of JSON Schema, from which the console makes a form and the core checks what was
 * entered. Titles and help are plain words or `%key%`, a key of `locales/*.json`.
 */
export type Field = TextField | NumberField | SwitchField | ChoiceField | ListField | GroupField;

interface Described {
  readonly title: string;
  readonly help?: string;
  /** Shown only while another field of the same group has this value. What is not shown is not required. */
  readonly showIf?: { readonly field: string; readonly is: string | number | boolean };
}

export interface TextField extends Described {
  readonly type: 'string';
  readonly optional?: true;
  readonly default?: string;
  readonly minLength?: number;
  /** 1000, unless said. */
  readonly maxLength?: number;
  /** A regular expression the whole value matches. */
  readonly pattern?: string;
  readonly format?: 'url' | 'email' | 'color' | 'multiline';
  /** Kept encrypted, never shown again, handed only to this plugin. */
  readonly secret?: true;
  /** The desk makes a random value of so many bytes, shown once. */
  readonly generated?: { readonly bytes: number };
  /** A choice that the plugin offers when asked: `options` of the definition, under this name. */
  readonly optionsFrom?: string;
}

export interface NumberField extends Described {
  readonly type: 'number';
  readonly optional?: true;
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
  readonly integer?: true;
}

export interface SwitchField extends Described {
  readonly type: 'boolean';
  readonly default: boolean;
}

export interface ChoiceField extends Described {
  readonly type: 'choice';
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly optional?: true;
  readonly default?: string;
}

export interface ListField extends Described {
  readonly type: 'list';
  readonly item: TextField | NumberField | ChoiceField;
  /** 100, unless said. */
  readonly maxItems?: number;
}

export interface GroupField extends Described {
  readonly type: 'group';
  readonly fields: Fields;
}

export type Fields = Readonly<Record<string, Field>>;

/** What was entered, as the plugin gets it. */
export type ConfigOf<F extends Fields> = {
  readonly [K in keyof F as F[K] extends { optional: true } ? never : K]: ValueOf<F[K]>;
} & {
  readonly [K in keyof F as F[K] extends { optional: true } ? K : never]?: ValueOf<F[K]>;
};

type ValueOf<F> = F extends { type: 'string' }
  ? string
  : F extends { type: 'number' }
    ? number
    : F extends { type: 'boolean' }
      ? boolean
      : F extends { type: 'choice'; options: readonly { value: infer V }[] }
        ? V
        : F extends { type: 'list'; item: infer I }
          ? readonly ValueOf<I>[]
          : F extends { type: 'group'; fields: infer G extends Fields }
            ? ConfigOf<G>
            : never;

/** Keeps the exact type of the fields: `const config = fields({ token: { type: 'string', title: 'Token', secret: true } })`. */
export const fields = <const F extends Fields>(given: F): F => given;
