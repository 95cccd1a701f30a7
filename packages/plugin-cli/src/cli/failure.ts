/** Something that the author can mend: what is wrong, and what to do. Shown without a stack; the command ends with 1. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
