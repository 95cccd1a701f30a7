/** How far the rows of a level stand in. */
export const indent = (level: number) => ({ paddingLeft: 4 + (level - 1) * 18 });
