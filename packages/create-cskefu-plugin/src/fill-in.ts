/** Puts values in the place of `__NAME__`; one that nobody knows is a mistake of the template. */
export const fillIn = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/__([A-Z]+)__/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the template has ${whole}`);
    return value;
  });
