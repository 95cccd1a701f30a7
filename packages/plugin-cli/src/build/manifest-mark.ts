/** Begins the line with the manifest, for plugins may print, too. */
export const MARK = 'cskefu-manifest ';
